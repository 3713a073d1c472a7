import type { Grouping } from '../groups.ts'
import { isRatio, type StoredRule } from '../indicator.ts'
import { FigureStatus } from '../observation.ts'
import { type UnitValues, WORST_FIRST } from '../over-time.ts'

/** By which units are counted by status. */
export const STATUSES = FigureStatus.options

/** One slice's unit values as parallel arrays, as the aggregation reads them. A unit without value has NaN. */
export interface Columns {
  /** Index of each row's unit in the grouping. */
  readonly units: Int32Array
  /** The unit's value: a whole number of 1/scale, or a ratio. */
  readonly values: Float64Array
  /** Index of each row's status in `STATUSES`. */
  readonly statuses: Uint8Array
  readonly scale: number
  /** Of ratios the numerator, of weighted means and ratios the weight or denominator: whole numbers of 1/scale. */
  readonly numerators?: Float64Array
  readonly numeratorScale?: number
  readonly weights?: Float64Array
  readonly weightScale?: number
}

/** Lays out the values that a rule needs. Units outside the grouping are left out. */
export const columnsOf = (
  aggregation: StoredRule,
  valuesBy: (indicator: 'own' | 'weight' | 'numerator' | 'denominator') => UnitValues,
  grouping: Grouping,
): Columns => {
  const ratio = isRatio(aggregation)
  const weighted = aggregation.rule === 'weighted-mean'
  const first = valuesBy(ratio ? 'numerator' : 'own')
  const second = ratio ? valuesBy('denominator') : weighted ? valuesBy('weight') : undefined
  const subjects = new Set([...first.values.keys(), ...(second?.values.keys() ?? [])])
  const rows = [...subjects].filter((subject) => grouping.indexOf.has(subject))
  const units = Int32Array.from(rows, (subject) => grouping.indexOf.get(subject) ?? 0)
  const numbers = (from: UnitValues | undefined) =>
    Float64Array.from(rows, (subject) => from?.values.get(subject)?.value ?? Number.NaN)
  const firsts = numbers(first)
  const statuses = Uint8Array.from(rows, (subject) =>
    STATUSES.indexOf(
      ratio
        ? pairStatus(first.values.get(subject)?.obsStatus, second?.values.get(subject)?.obsStatus)
        : (first.values.get(subject)?.obsStatus ?? 'O'),
    ),
  )
  if (second === undefined) return { units, values: firsts, statuses, scale: first.scale }
  const weights = numbers(second)
  if (weighted)
    return { units, values: firsts, statuses, scale: first.scale, weights, weightScale: second.scale }
  const values = firsts.map((a, row) => {
    const b = weights[row] ?? Number.NaN
    return b === 0 ? Number.NaN : a / first.scale / (b / second.scale)
  })
  return {
    units,
    values,
    statuses,
    scale: 1,
    numerators: firsts,
    numeratorScale: first.scale,
    weights,
    weightScale: second.scale,
  }
}

/** The status of a ratio: that of its missing part, else the weaker of both. */
const pairStatus = (a: FigureStatus = 'O', b: FigureStatus = 'O'): FigureStatus =>
  MISSING_FIRST.find((status) => status === a || status === b) ?? 'A'
const MISSING_FIRST: readonly FigureStatus[] = ['M', 'L', 'O', ...WORST_FIRST]
