import { ExactSum } from './decimal.ts'
import type { Grouping } from './groups.ts'
import { isRatio, type StoredRule } from './indicator.ts'
import { FigureStatus } from './observation.ts'
import { type UnitValues, WORST_FIRST } from './over-time.ts'
import { type Spread, spreadOf } from './statistics.ts'

/** Why a group has no value. */
type NoValue = 'no-data' | 'zero-denominator' | 'not-aggregated'

/** What a rule makes of a group's units. An exact value is a whole number of 1/scale; others are of the unit
 *  itself. */
export type Figure =
  | { readonly exact: number | bigint; readonly scale: number }
  | { readonly approximate: number }
  | { readonly none: NoValue }

/** The aggregate of one group. */
export interface Aggregate {
  readonly figure: Figure
  /** Units that enter the value. */
  readonly reporting: number
  /** Units by status, those without a value included; indices are those of `STATUSES`. */
  readonly byStatus: Int32Array
  /** Share of the value that is estimated or imputed; null without a value. */
  readonly estimatedShare: number | null
  /** Of weighted means: weight used ÷ weight known of the group's units. */
  readonly weightCoverage: number | null
  /** Over unit values, unweighted; of ratios over the units' own ratios. */
  readonly spread: Spread | null
}

export const STATUSES = FigureStatus.options
const E = STATUSES.indexOf('E')
const I = STATUSES.indexOf('I')

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

/** Aggregates one slice into every group of the grouping, in one pass: rows are ordered by value once, and handing
 *  them to their groups in that order leaves each group's values sorted. The result does not depend on the order of
 *  the rows. O(n log n) for n rows, plus the number of group memberships. */
export const aggregate = (columns: Columns, grouping: Grouping, stored: StoredRule): readonly Aggregate[] => {
  const gathered = gather(columns, grouping)
  return grouping.groups.map((_, group) => {
    const start = gathered.offsets[group] ?? 0
    const count = gathered.counts[group] ?? 0
    const byStatus = gathered.byStatus.subarray(group * STATUSES.length, (group + 1) * STATUSES.length)
    const ascending = gathered.sorted.subarray(start, start + count)
    const rows = gathered.rows.subarray(start, start + count)
    switch (stored.rule) {
      case 'ratio-of-sums':
        return ratioOfSums(columns, rows, ascending, byStatus)
      case 'per-unit-ratio':
        return perUnitRatio(columns, rows, ascending, byStatus, stored.across)
      case 'weighted-mean':
        return weightedMean(columns, rows, ascending, byStatus)
      default:
        return plain(columns, rows, ascending, byStatus, stored.rule, gathered.safe)
    }
  })
}

interface Gathered {
  /** Where each group's values begin in `sorted` and `rows`, and how many there are. */
  readonly offsets: Int32Array
  readonly counts: Int32Array
  readonly sorted: Float64Array
  readonly rows: Int32Array
  readonly byStatus: Int32Array
  /** Whether no sum of these values can leave the safe integers. */
  readonly safe: boolean
}

const gather = (columns: Columns, { starts, members, groups, sizes }: Grouping): Gathered => {
  const { units, values, statuses } = columns
  const offsets = new Int32Array(groups.length)
  for (let group = 1; group < groups.length; group += 1)
    offsets[group] = (offsets[group - 1] ?? 0) + (sizes[group - 1] ?? 0)
  const counts = new Int32Array(groups.length)
  const sorted = new Float64Array(members.length)
  const rows = new Int32Array(members.length)
  const byStatus = new Int32Array(groups.length * STATUSES.length)
  let magnitude = 0
  for (const row of ascendingRows(columns)) {
    const unit = units[row] ?? 0
    const value = values[row] ?? Number.NaN
    const status = statuses[row] ?? 0
    const end = starts[unit + 1] ?? 0
    const enters = !Number.isNaN(value)
    if (enters) magnitude += Math.abs(value)
    for (let member = starts[unit] ?? 0; member < end; member += 1) {
      const group = members[member] ?? 0
      const counter = group * STATUSES.length + status
      byStatus[counter] = (byStatus[counter] ?? 0) + 1
      if (!enters && columns.weights === undefined) continue
      const count = counts[group] ?? 0
      const place = (offsets[group] ?? 0) + count
      sorted[place] = value
      rows[place] = row
      counts[group] = count + 1
    }
  }
  return { offsets, counts, sorted, rows, byStatus, safe: magnitude <= Number.MAX_SAFE_INTEGER }
}

/** Rows by ascending value, those without value last. Where values are whole and small enough, value and row are
 *  packed into one number, so that the runtime's own numeric sort can be used: a sort by a comparing function takes
 *  four times as long. */
const ascendingRows = ({ values }: Columns): Int32Array => {
  const rows = new Int32Array(values.length)
  const width = 2 ** Math.ceil(Math.log2(values.length + 1))
  const limit = 2 ** 53 / width - 3
  const packed = new Float64Array(values.length)
  let packable = true
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN
    rows[row] = row
    if (Number.isNaN(value)) packed[row] = 2 ** 53 - 2 * width + row
    else if (Number.isInteger(value) && Math.abs(value) < limit) packed[row] = value * width + row
    else packable = false
  }
  if (!packable)
    return rows.sort((a, b) => {
      const [first, second] = [values[a] ?? Number.NaN, values[b] ?? Number.NaN]
      if (Number.isNaN(first)) return Number.isNaN(second) ? a - b : 1
      return Number.isNaN(second) ? -1 : first - second || a - b
    })
  packed.sort()
  for (let place = 0; place < packed.length; place += 1) {
    const key = packed[place] ?? 0
    rows[place] = key - Math.floor(key / width) * width
  }
  return rows
}

const isEstimated = (status: number | undefined) => status === E || status === I

/** Share of the magnitudes of rows that are estimated or imputed; where all are zero, of the number of rows. */
const estimated = (
  { statuses }: Pick<Columns, 'statuses'>,
  rows: Int32Array,
  byStatus: Int32Array,
  magnitude: (row: number, place: number) => number,
): number | null => {
  if (rows.length === 0) return null
  if (byStatus[E] === 0 && byStatus[I] === 0) return 0
  let all = 0
  let part = 0
  let count = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const size = Math.abs(magnitude(row, place))
    all += size
    if (!isEstimated(statuses[row])) continue
    part += size
    count += 1
  }
  if (count === 0) return 0
  return all === 0 ? count / rows.length : part / all
}

/** Sum, mean, min, max, median or none. */
const plain = (
  columns: Columns,
  rows: Int32Array,
  ascending: Float64Array,
  byStatus: Int32Array,
  rule: 'sum' | 'mean' | 'min' | 'max' | 'median' | 'none',
  safe: boolean,
): Aggregate => {
  const { scale } = columns
  const sum = sumOf(ascending, safe)
  const spread = spreadOf(ascending, ascending.length, Number(sum))
  return {
    figure: spread === null ? { none: 'no-data' } : figureBy(rule, sum, spread, scale),
    reporting: rows.length,
    byStatus,
    estimatedShare: estimated(
      columns,
      rows,
      byStatus,
      rule === 'sum' ? (_, place) => ascending[place] ?? 0 : () => 1,
    ),
    weightCoverage: null,
    spread: spread && scaled(spread, scale),
  }
}

const figureBy = (
  rule: 'sum' | 'mean' | 'min' | 'max' | 'median' | 'none',
  sum: number | bigint,
  spread: Spread,
  scale: number,
): Figure => {
  switch (rule) {
    case 'sum':
      return { exact: sum, scale }
    case 'min':
      return { exact: spread.min, scale }
    case 'max':
      return { exact: spread.max, scale }
    case 'mean':
      return { approximate: spread.mean / scale }
    case 'median':
      return { approximate: spread.median / scale }
    case 'none':
      return { none: 'not-aggregated' }
  }
}

/** Adds whole numbers exactly; without checks where no partial sum can leave the safe integers. */
const sumOf = (values: Float64Array, safe: boolean): number | bigint => {
  if (!safe) {
    const exact = new ExactSum()
    for (const value of values) exact.add(value)
    return exact.total
  }
  let sum = 0
  for (let place = 0; place < values.length; place += 1) sum += values[place] ?? 0
  return sum
}

const scaled = (spread: Spread, scale: number): Spread =>
  scale === 1
    ? spread
    : {
        min: spread.min / scale,
        lowerQuartile: spread.lowerQuartile / scale,
        median: spread.median / scale,
        upperQuartile: spread.upperQuartile / scale,
        max: spread.max / scale,
        mean: spread.mean / scale,
      }

/** Σwx/Σw over units with both x and w, w > 0. */
const weightedMean = (
  columns: Columns,
  rows: Int32Array,
  ascending: Float64Array,
  byStatus: Int32Array,
): Aggregate => {
  const weights = columns.weights ?? new Float64Array()
  const products = new ExactSum()
  const used = new ExactSum()
  const known = new ExactSum()
  const values: number[] = []
  const entering: number[] = []
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const weight = weights[row] ?? Number.NaN
    const value = ascending[place] ?? Number.NaN
    if (!(weight > 0)) continue
    known.add(weight)
    if (Number.isNaN(value)) continue
    used.add(weight)
    products.addProduct(value, weight)
    values.push(value)
    entering.push(row)
  }
  const total = Number(used.total)
  const spread = spreadOf(values, values.length, Number(sumOf(Float64Array.from(values), false)))
  return {
    figure:
      entering.length === 0
        ? { none: 'no-data' }
        : { approximate: quotient(products.total, used.total) / columns.scale },
    reporting: entering.length,
    byStatus,
    estimatedShare: estimated(columns, Int32Array.from(entering), byStatus, (row) => weights[row] ?? 0),
    weightCoverage: Number(known.total) === 0 ? null : total / Number(known.total),
    spread: spread && scaled(spread, columns.scale),
  }
}

/** Σa/Σb over units with both a and b. */
const ratioOfSums = (
  columns: Columns,
  rows: Int32Array,
  ascending: Float64Array,
  byStatus: Int32Array,
): Aggregate => {
  const numerators = columns.numerators ?? new Float64Array()
  const denominators = columns.weights ?? new Float64Array()
  const above = new ExactSum()
  const below = new ExactSum()
  const pairs: number[] = []
  for (const row of rows) {
    const a = numerators[row] ?? Number.NaN
    const b = denominators[row] ?? Number.NaN
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    above.add(a)
    below.add(b)
    pairs.push(row)
  }
  // Units with a zero denominator have no ratio of their own; they stand at the end of the order.
  const ratios = ascending.filter((ratio) => !Number.isNaN(ratio))
  const factor = (columns.weightScale ?? 1) / (columns.numeratorScale ?? 1)
  const figure: Figure =
    pairs.length === 0
      ? { none: 'no-data' }
      : Number(below.total) === 0
        ? { none: 'zero-denominator' }
        : { approximate: quotient(above.total, below.total) * factor }
  return {
    figure,
    reporting: pairs.length,
    byStatus,
    estimatedShare: estimated(columns, Int32Array.from(pairs), byStatus, (row) => denominators[row] ?? 0),
    weightCoverage: null,
    spread: spreadOf(
      ratios,
      ratios.length,
      ratios.reduce((sum, ratio) => sum + ratio, 0),
    ),
  }
}

/** The mean, median, smallest or largest of the units' own ratios, unweighted. */
const perUnitRatio = (
  { statuses, numerators, weights }: Columns,
  rows: Int32Array,
  ascending: Float64Array,
  byStatus: Int32Array,
  across: 'mean' | 'median' | 'min' | 'max',
): Aggregate => {
  const entering = rows.filter((_, place) => !Number.isNaN(ascending[place]))
  const ratios = ascending.filter((ratio) => !Number.isNaN(ratio))
  const spread = spreadOf(
    ratios,
    ratios.length,
    ratios.reduce((sum, ratio) => sum + ratio, 0),
  )
  const hasBoth = (row: number) => !Number.isNaN(numerators?.[row]) && !Number.isNaN(weights?.[row])
  return {
    figure:
      spread !== null
        ? { approximate: spread[across] }
        : { none: rows.some(hasBoth) ? 'zero-denominator' : 'no-data' },
    reporting: entering.length,
    byStatus,
    estimatedShare: estimated({ statuses }, entering, byStatus, () => 1),
    weightCoverage: null,
    spread,
  }
}

/** a ÷ b of exact sums, as the nearest number. */
const quotient = (a: number | bigint, b: number | bigint): number => Number(a) / Number(b)
