import {
  type Change,
  type Contribution,
  type Group,
  type InputSeries,
  inputNames,
  matchedChanges,
  type Period,
  type PreparedSide,
  partsOfGroup,
  preparedSide,
  type Register,
  type ReleaseFigure,
  type Slice,
  type StoredIndicator,
  TOTAL,
  type Universe,
} from '../../model.ts'
import type { PartsTold } from './parts-told.ts'
import { type EnterprisesOf, type KnownValues, type Told, ToldValues } from './told.ts'

/** A slice with what its figures rest on. */
export interface ReleaseSlice {
  readonly universe: Universe
  readonly indicator: StoredIndicator
  readonly breakdown: string
  readonly period: Period
  readonly inputs: ReadonlyMap<string, InputSeries>
}

interface Facts {
  readonly register: Register
  readonly parts: PartsTold
  readonly enterprisesOf: EnterprisesOf
  readonly known: KnownValues
}

/** Names of figures in a release of one universe: `revenue#2025-Q1#region#DE-BY`, with a breakdown
 *  `revenue#C#2025-Q1#region#DE-BY`, of changes `revenue#2025-Q1>2024-Q1#region#DE-BY`. */
export const figureId = (
  { indicator, breakdown, period }: ReleaseSlice,
  group: Group,
  against?: Period,
): string => {
  const name = breakdown === TOTAL ? indicator.code : `${indicator.code}#${breakdown}`
  return `${name}#${period}${against === undefined ? '' : `>${against}`}#${group}`
}

/** Digits after the point to which ratios of single units are told apart. */
const RATIO_SCALE = 1_000_000

/** Levels by which figures are kept: the nation, its regions, other groups, sections; changes after all of them. */
const CHANGES_FROM = 4

const levelOf = (group: Group, root: string): number => {
  const { dimension, code } = partsOfGroup(group)
  if (dimension === 'section') return 3
  if (dimension !== 'region' && dimension !== 'region-seat') return 2
  return code === root ? 0 : 1
}

/** One side of a comparison, or the figures of a period alone: which units enter, and what each of them tells. */
export class Telling {
  readonly #slice: ReleaseSlice
  readonly #side: PreparedSide
  readonly #values: (which: keyof ReturnType<typeof inputNames>) => ToldValues | undefined
  readonly contributions = new Map<string, Contribution>()

  constructor(slice: ReleaseSlice, facts: Facts) {
    this.#slice = slice
    this.#side = preparedSide(sideOf(slice), slice.indicator, facts.register)
    const names = inputNames(slice.indicator)
    const told = new Map(
      [...slice.inputs].map(([code, series]) => {
        const { universe, breakdown } = slice
        return [code, new ToldValues({ series, universe, breakdown, ...facts })] as const
      }),
    )
    this.#values = (which) => told.get(names[which])
  }

  /** Whether the figure follows from sums of values; else it is one unit's value, as a median is, or none. */
  get isOfSums(): boolean {
    const { aggregation } = this.#slice.indicator
    switch (aggregation.rule) {
      case 'min':
      case 'max':
      case 'median':
      case 'none':
        return false
      case 'per-unit-ratio':
        return aggregation.across === 'mean'
      default:
        return true
    }
  }

  get entering(): ReadonlySet<string> {
    return this.#side.entering
  }

  get groups(): ReadonlyMap<string, readonly Group[]> {
    return this.#side.units.groups
  }

  /** The sums that are known when the figure over some units is, as lists of contributions. */
  sumsOver(units: Iterable<string>): readonly (readonly string[])[] {
    const sums = new Map<string, string[]>()
    for (const unit of units)
      for (const [name, list] of this.#tells(unit))
        for (const { block, contribution } of list) {
          this.contributions.set(contribution.id, contribution)
          const sum = sums.get(`${name} ${block}`)
          if (sum === undefined) sums.set(`${name} ${block}`, [contribution.id])
          else sum.push(contribution.id)
        }
    return [...sums.values()]
  }

  /** What one unit's value tells, by the sum that it enters. A mean over time divides by the number of periods in the
   *  register: units with other numbers are in other sums. */
  #tells(unit: string): readonly (readonly [string, readonly Told[]])[] {
    const { indicator, period } = this.#slice
    if (indicator.confidentiality === 'open') return []
    const told = (which: 'own' | 'weight' | 'numerator' | 'denominator') => {
      const values = this.#values(which)
      if (values === undefined || values.isOpen) return []
      const list = values.of(unit, period)
      return [[indicator.overTime === 'mean' ? `${which} ${list.length}` : which, list] as const]
    }
    const { aggregation } = indicator
    switch (aggregation.rule) {
      case 'weighted-mean':
        return [['product', this.#product(unit)], ...told('weight')]
      case 'ratio-of-sums':
        return [...told('numerator'), ...told('denominator')]
      case 'per-unit-ratio':
        return [['ratio', this.#ratio(unit)]]
      default:
        return told('own')
    }
  }

  /** Value times weight, which is what a weighted mean adds up. */
  #product(unit: string): readonly Told[] {
    const { indicator, period } = this.#slice
    const [own, weight] = [this.#values('own'), this.#values('weight')]
    const [value, by] = [own?.value(unit, period) ?? null, weight?.value(unit, period) ?? null]
    if (own === undefined || value === null || by === null) return []
    return own.named(`${indicator.code}*weight`, unit, period, { value: value * by, signed: own.signed })
  }

  /** A unit's own ratio. */
  #ratio(unit: string): readonly Told[] {
    const { indicator, period } = this.#slice
    const [above, below] = [this.#values('numerator'), this.#values('denominator')]
    const [a, b] = [above?.value(unit, period) ?? null, below?.value(unit, period) ?? null]
    if (above === undefined || below === undefined || a === null || b === null || b === 0n) return []
    const ratio = BigInt(Math.round((Number(a) / Number(b)) * RATIO_SCALE))
    const signed = above.signed || below.signed
    return above.named(`${indicator.code}/unit`, unit, period, { value: ratio, signed, additive: false })
  }
}

export const sliceOfRelease = ({ universe, indicator, breakdown, period }: ReleaseSlice): Slice => ({
  universe,
  indicator: indicator.code,
  breakdown,
  period,
})

const sideOf = (slice: ReleaseSlice) => ({
  slice: sliceOfRelease(slice),
  inputs: slice.inputs,
  basis: 'public' as const,
})

const unitsByGroup = (
  groups: ReadonlyMap<string, readonly Group[]>,
  entering: (unit: string) => boolean,
): ReadonlyMap<Group, readonly string[]> => {
  const found = new Map<Group, string[]>()
  for (const [unit, list] of groups)
    for (const group of list) {
      const units = found.get(group) ?? []
      if (entering(unit)) units.push(unit)
      found.set(group, units)
    }
  return found
}

/** The figures of one slice: of each group the figure itself. */
export const valueFigures = (telling: Telling, slice: ReleaseSlice, root: string) =>
  [...unitsByGroup(telling.groups, (unit) => telling.entering.has(unit))].map(
    ([group, units]): ReleaseFigure => ({
      id: figureId(slice, group),
      level: levelOf(group, root),
      sums: telling.sumsOver(units),
    }),
  )

/** The changes of one slice against an earlier one: of each group with units in both the sums of both periods over the
 *  units that have both. */
export const changeFigures = (
  [later, earlier]: readonly [Telling, Telling],
  slice: ReleaseSlice,
  against: Period,
  root: string,
): readonly ReleaseFigure[] =>
  [...unitsByGroup(later.groups, (unit) => later.entering.has(unit) && earlier.entering.has(unit))].flatMap(
    ([group, units]) =>
      units.length === 0
        ? []
        : [
            {
              id: figureId(slice, group, against),
              level: levelOf(group, root) + CHANGES_FROM,
              sums: [...later.sumsOver(units), ...earlier.sumsOver(units)],
            },
          ],
  )

/** The changes themselves, of the groups that a slice has. */
export const changesOf = (
  later: ReleaseSlice,
  earlier: ReleaseSlice,
  register: Register,
  groups: Telling['groups'],
): ReadonlyMap<Group, Change> =>
  matchedChanges(
    later.indicator,
    sideOf(later),
    sideOf(earlier),
    register,
    new Set([...groups.values()].flat()),
  )
