import * as z from 'zod'
import { aggregate, columnsOf, type Figure } from './aggregate.ts'
import { decimalOf } from './cell.ts'
import { Decimal } from './decimal.ts'
import { type Group, groupingOf, groupOf } from './groups.ts'
import { Indicator, IndicatorCode } from './indicator.ts'
import { listOf } from './list.ts'
import { Breakdown, TOTAL } from './observation.ts'
import type { UnitValues } from './over-time.ts'
import { Period } from './period.ts'

/** A part, the total, and the part's share, over the regions that have both. */
const PartOfTotal = z.object({
  value: Decimal.nullable(),
  total: Decimal.nullable(),
  /** Sum of the parts ÷ sum of the totals. */
  share: z.number().nullable(),
  /** Regions of the data set's level that have both values. */
  regions: z.int(),
})
type PartOfTotal = z.output<typeof PartOfTotal>

/** How much more of a part a region has than the reference area. */
export const LocationQuotient = z
  .object({
    code: z.string(),
    breakdown: Breakdown,
    period: Period,
    ...PartOfTotal.shape,
    /** The reference area itself, by the same rule. */
    reference: PartOfTotal,
    /** The region's share ÷ the reference area's: 1 is the same, 2 twice as much. */
    quotient: z.number().nullable(),
    noValue: z.enum(['no-data', 'zero-denominator']).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'LocationQuotient' })
export type LocationQuotient = z.output<typeof LocationQuotient>

/** What is asked of location quotients. */
export const LocationQuotientQuery = z.object({
  indicator: IndicatorCode,
  breakdown: listOf(Breakdown, 20).meta({
    description: 'At most 20 codes of the breakdown, separated by commas',
    example: 'C,J',
  }),
  total: Breakdown.default(TOTAL).register(z.globalRegistry, {
    description: 'The code that the parts are compared with',
  }),
  period: Period,
  within: z.string().max(40).exactOptional().register(z.globalRegistry, {
    description: 'The reference area: its parts are shown; default the root',
  }),
  code: z.string().min(1).max(400).exactOptional().register(z.globalRegistry, {
    description: 'Regions, separated by commas; without, those right below the reference area',
  }),
})

export const LocationQuotientAnswer = z
  .object({
    indicator: Indicator.pick({ code: true, name: true, unit: true, version: true }),
    total: Breakdown,
    within: z.string(),
    rows: z.array(LocationQuotient),
  })
  .register(z.globalRegistry, { id: 'LocationQuotientAnswer' })
export type LocationQuotientAnswer = z.output<typeof LocationQuotientAnswer>

const RATIO = { rule: 'ratio-of-sums', numerator: 'part', denominator: 'total' } as const
const SUM = { rule: 'sum' } as const

/** Location quotients LQ = (e_ij/e_j)/(e_i/e) of regions j in a reference area (Isard 1960): part and total of the
 *  same universe, each share over the regions that have both values.
 *  @param groups the regions of the data set's level with the regions that contain them
 *  @param codes the regions j that are wanted */
export const locationQuotients = (
  {
    part,
    total,
    groups,
  }: { part: UnitValues; total: UnitValues; groups: ReadonlyMap<string, readonly Group[]> },
  {
    codes,
    within,
    breakdown,
    period,
  }: { codes: readonly string[]; within: string; breakdown: string; period: Period },
): LocationQuotient[] => {
  const both = (subject: string) =>
    [part, total].every(({ values }) => (values.get(subject)?.value ?? null) !== null)
  const complete = new Map([...groups].filter(([subject]) => both(subject)))
  const shares = sharesOf(part, total, complete, new Set([within, ...codes]))
  const reference = shares.get(within) ?? NOTHING
  return codes.map((code) => {
    const own = shares.get(code) ?? NOTHING
    const quotient = quotientOf(own, reference)
    const missing = own.regions === 0 || reference.regions === 0
    return {
      code,
      breakdown,
      period,
      ...own,
      reference,
      quotient,
      ...(quotient === null && { noValue: missing ? ('no-data' as const) : ('zero-denominator' as const) }),
    }
  })
}

/** (e_ij · e)/(e_j · e_i): divided once, so that nothing is rounded on the way. */
const quotientOf = (own: PartOfTotal, reference: PartOfTotal): number | null =>
  own.share === null || !reference.share
    ? null
    : (Number(own.value) * Number(reference.total)) / (Number(own.total) * Number(reference.value))

const NOTHING: PartOfTotal = { value: null, total: null, share: null, regions: 0 }

const sharesOf = (
  part: UnitValues,
  total: UnitValues,
  groups: ReadonlyMap<string, readonly Group[]>,
  codes: ReadonlySet<string>,
): ReadonlyMap<string, PartOfTotal> => {
  const wanted = new Set([...codes].map((code) => groupOf('region', code)))
  const grouping = groupingOf(groups, wanted)
  const sum = (values: UnitValues) =>
    aggregate(
      columnsOf(SUM, () => values, grouping),
      grouping,
      SUM,
    )
  const ratio = aggregate(
    columnsOf(RATIO, (which) => (which === 'numerator' ? part : total), grouping),
    grouping,
    RATIO,
  )
  const [parts, totals] = [sum(part), sum(total)]
  const decimal = (figure: Figure | undefined) => (figure === undefined ? null : decimalOf(figure))
  return new Map(
    grouping.groups.map((group, index) => {
      const share = decimal(ratio[index]?.figure)
      return [
        group.slice('region#'.length),
        {
          value: decimal(parts[index]?.figure),
          total: decimal(totals[index]?.figure),
          share: share === null ? null : Number(share),
          regions: ratio[index]?.reporting ?? 0,
        },
      ]
    }),
  )
}
