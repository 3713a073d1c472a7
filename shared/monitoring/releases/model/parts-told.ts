import { type Contribution, exceedsTolerance, type Indicator, type Relation, TOTAL } from '../../model.ts'

/** A value that figures told, and the contributions that it consists of. */
interface ToldValue {
  readonly value: bigint
  readonly indicator: Indicator
  readonly contributions: readonly Contribution[]
}

/** The breakdown right above one in its code list; undefined for one that lies below the total only. */
export type BreakdownAbove = (breakdown: string) => string | undefined

/** Values of the same unit, indicator and period by breakdown, as figures tell them: a total is the sum of its parts, and
 *  a reader who subtracts one from the other must learn no more than from both. */
export class PartsTold {
  readonly #above: BreakdownAbove
  /** By name, then by breakdown. */
  readonly #values = new Map<string, Map<string, ToldValue>>()

  constructor(above: BreakdownAbove) {
    this.#above = above
  }

  /** @param name of what the values are of whatever breakdown: of which indicator, unit and period */
  note(name: string, breakdown: string, told: ToldValue): void {
    const known = this.#values.get(name) ?? new Map<string, ToldValue>()
    this.#values.set(name, known.set(breakdown, told))
  }

  /** Which told values are the sum of which, and what they come to besides: where parts of a value are not told, or were
   *  not reported, the rest is a value of its own. A rest within the indicator's tolerance is none, and parts that come
   *  to more than their whole are taken to be it. */
  relations(): { readonly relations: readonly Relation[]; readonly rests: readonly Contribution[] } {
    const relations: Relation[] = []
    const rests: Contribution[] = []
    for (const [name, values] of this.#values) {
      if (values.size < 2) continue
      const parts = Map.groupBy(
        [...values].flatMap(([breakdown, told]) => {
          const whole = this.#wholeOf(breakdown, values)
          return whole === undefined ? [] : [{ whole, told }]
        }),
        ({ whole }) => whole,
      )
      for (const [whole, list] of parts) {
        const told = values.get(whole)
        if (told === undefined) continue
        const ids = list.flatMap((part) => part.told.contributions.map(({ id }) => id))
        const rest = restOf(
          `${name}#${whole}`,
          told,
          list.map((part) => part.told),
        )
        if (rest !== undefined) rests.push(rest)
        relations.push({
          whole: told.contributions.map(({ id }) => id),
          parts: rest === undefined ? ids : [...ids, rest.id],
        })
      }
    }
    return { relations, rests }
  }

  /** The nearest breakdown above one that has a value. */
  #wholeOf(breakdown: string, values: ReadonlyMap<string, ToldValue>): string | undefined {
    if (breakdown === TOTAL) return undefined
    for (let above = this.#above(breakdown); above !== undefined; above = this.#above(above))
      if (values.has(above)) return above
    return values.has(TOTAL) ? TOTAL : undefined
  }
}

const restOf = (name: string, whole: ToldValue, parts: readonly ToldValue[]): Contribution | undefined => {
  const sum = parts.reduce((total, { value }) => total + value, 0n)
  const value = whole.value - sum
  if (!exceedsTolerance(whole.indicator, Number(whole.value), Number(sum))) return undefined
  const signed = whole.contributions.some((one) => one.signed)
  if (value < 0n && !signed) return undefined
  return {
    id: `${name}/rest=${value}`,
    enterprises: [...new Set(whole.contributions.flatMap(({ enterprises }) => enterprises))],
    value,
    signed,
    waived: false,
  }
}
