import * as z from 'zod'
import type { Contribution, Relation, ReleaseFigure } from '../../model.ts'

/** What a later release has to know of a release: which figures it showed and withheld, as sums of contributions. It holds
 *  single values and is never given out. */
export interface Basis {
  readonly contributions: readonly Contribution[]
  readonly shown: readonly ReleaseFigure[]
  readonly withheld: readonly ReleaseFigure[]
  /** Which of the contributions are the sum of which. */
  readonly relations: readonly Relation[]
}

/** A figure's id, level, and sums as places in the list of contributions. */
const PackedFigure = z.tuple([z.string(), z.int(), z.array(z.array(z.int()))])

/** The same with short names, since it holds every value of a family of indicators. */
export const PackedBasis = z.object({
  c: z.array(z.tuple([z.string(), z.string(), z.array(z.string()), z.boolean(), z.boolean()])),
  s: z.array(PackedFigure),
  w: z.array(PackedFigure),
  r: z.array(z.tuple([z.array(z.int()), z.array(z.int())])).default([]),
})
type PackedBasis = z.output<typeof PackedBasis>

export const packedBasis = ({ contributions, shown, withheld, relations }: Basis): PackedBasis => {
  const placeOf = new Map(contributions.map(({ id }, index) => [id, index]))
  const placesOf = (sum: readonly string[]) => sum.map((one) => placeOf.get(one) ?? -1)
  const packed = ({ id, level, sums }: ReleaseFigure): PackedBasis['s'][number] => [
    id,
    level,
    sums.map(placesOf),
  ]
  return {
    c: contributions.map(({ id, value, enterprises, signed, waived }) => [
      id,
      String(value),
      [...enterprises],
      signed,
      waived,
    ]),
    s: shown.map(packed),
    w: withheld.map(packed),
    r: relations.map(({ whole, parts }) => [placesOf(whole), placesOf(parts)]),
  }
}

export const unpackedBasis = ({ c, s, w, r }: PackedBasis): Basis => {
  const contributions = c.map(([id, value, enterprises, signed, waived]) => ({
    id,
    value: BigInt(value),
    enterprises,
    signed,
    waived,
  }))
  const idsAt = (places: readonly number[]) => places.flatMap((place) => contributions[place]?.id ?? [])
  const figure = ([id, level, sums]: PackedBasis['s'][number]): ReleaseFigure => ({
    id,
    level,
    sums: sums.map(idsAt),
  })
  return {
    contributions,
    shown: s.map(figure),
    withheld: w.map(figure),
    relations: r.map(([whole, parts]) => ({ whole: idsAt(whole), parts: idsAt(parts) })),
  }
}
