import {
  type Contribution,
  contributionsOf,
  frequencyOf,
  type InputSeries,
  isCoarser,
  mayBeNegative,
  type Period,
  type Register,
  type ReportedEnterprise,
  referenceDate,
  subPeriods,
  TOTAL,
  type UnitValues,
  type Universe,
  valuesFor,
} from '../../model.ts'
import type { PartsTold } from './parts-told.ts'

/** A contribution and the collection that its kind lies in: `revenue#2025-Q1`. */
export interface Told {
  readonly block: string
  readonly contribution: Contribution
}

/** The enterprises that a unit named for a value; none where it did not: then it counts as one enterprise itself. */
export type EnterprisesOf = (value: {
  readonly indicator: string
  readonly breakdown: string
  readonly cluster: string
  readonly period: Period
}) => readonly ReportedEnterprise[]

/** Contributions of values that earlier releases knew, by `valueKey`: an unchanged value keeps them, also when its
 *  enterprises were named since, so that the same unknown has one name. */
export type KnownValues = ReadonlyMap<string, readonly Contribution[]>

const valueKey = (block: string, cluster: string, value: bigint): string => `${block}#${cluster}=${value}`

/** The key of the value that a contribution is of, from its id. */
export const keyOfContribution = ({ id }: Contribution): string => id.split(' ')[0] ?? id

/** What units' values of one indicator and breakdown tell a reader, in terms of what was reported for the shortest periods: the
 *  sum of a year, or its mean, counts as all of its quarters, each known, which is stricter than their sum; a year
 *  reported itself is its own unless it is what its quarters give. A value is named by what it is, so that a corrected
 *  one is another. */
export class ToldValues {
  readonly #series: InputSeries
  readonly #universe: Universe
  readonly #breakdown: string
  readonly #parts: PartsTold
  readonly #register: Register
  readonly #enterprisesOf: EnterprisesOf
  readonly #known: KnownValues
  readonly #values = new Map<Period, UnitValues>()

  constructor(options: {
    readonly series: InputSeries
    readonly universe: Universe
    readonly breakdown: string
    readonly parts: PartsTold
    readonly register: Register
    readonly enterprisesOf: EnterprisesOf
    readonly known: KnownValues
  }) {
    this.#series = options.series
    this.#universe = options.universe
    this.#breakdown = options.breakdown
    this.#parts = options.parts
    this.#register = options.register
    this.#enterprisesOf = options.enterprisesOf
    this.#known = options.known
  }

  /** Whether values of the indicator are no secret. */
  get isOpen(): boolean {
    return this.#series.indicator.confidentiality === 'open'
  }

  get signed(): boolean {
    return mayBeNegative(this.#series.indicator)
  }

  /** A cluster's value as a whole number of smallest units; null where there is none. */
  value(cluster: string, period: Period): bigint | null {
    const value = this.#at(period).values.get(cluster)?.value ?? null
    return value === null ? null : BigInt(value)
  }

  /** What a cluster's value of a period tells; nothing where there is none. */
  of(cluster: string, period: Period): readonly Told[] {
    const { indicator } = this.#series
    const found = this.#at(period).values.get(cluster)
    if (found === undefined || found.value === null) return []
    const fromShorter = found.progress !== undefined || found.derived?.value === found.value
    if (fromShorter && isCoarser(frequencyOf(period), indicator.frequency)) {
      const shorter = subPeriods(period).filter((sub) => this.#present(cluster, sub))
      return (indicator.overTime === 'last' ? shorter.slice(-1) : shorter).flatMap((sub) =>
        this.of(cluster, sub),
      )
    }
    const enterprises = this.#enterprisesOf({
      indicator: indicator.code,
      breakdown: this.#breakdown,
      cluster,
      period,
    })
    return this.named(indicator.code, cluster, period, {
      value: BigInt(found.value),
      signed: this.signed,
      enterprises,
    })
  }

  /** The contributions of a value under the name of its collection.
   *  @param of whether parts of the value add up to it: of products they do, of quotients not */
  named(
    name: string,
    cluster: string,
    period: Period,
    of: {
      readonly value: bigint
      readonly signed: boolean
      readonly enterprises?: readonly ReportedEnterprise[]
      readonly additive?: boolean
    },
  ): readonly Told[] {
    const { value, signed, enterprises = [], additive = true } = of
    const block = `${name}${this.#breakdown === TOTAL ? '' : `#${this.#breakdown}`}#${period}`
    const id = valueKey(block, cluster, value)
    const known = this.#known.get(id)
    const contributions =
      known ??
      contributionsOf({ id, cluster, value, signed, enterprises }).map((one) =>
        one.id === id ? one : { ...one, id: `${one.id}=${one.value}` },
      )
    if (additive)
      this.#parts.note(`${name}#${period}#${cluster}`, this.#breakdown, {
        value,
        indicator: this.#series.indicator,
        contributions,
      })
    return contributions.map((contribution) => ({ block, contribution }))
  }

  #at(period: Period): UnitValues {
    const known = this.#values.get(period)
    if (known !== undefined) return known
    const { indicator, observations } = this.#series
    const values = valuesFor(indicator, period, observations, (cluster, sub) => this.#present(cluster, sub))
    this.#values.set(period, values)
    return values
  }

  #present(cluster: string, period: Period): boolean {
    return this.#register.isPresent(this.#universe, cluster, referenceDate(period))
  }
}
