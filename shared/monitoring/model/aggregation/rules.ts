import { ExactSum } from '../decimal.ts'
import type { FigureStatus } from '../observation.ts'
import { WORST_FIRST } from '../over-time.ts'
import { type Spread, spreadOf } from '../statistics.ts'
import { type Columns, STATUSES } from './columns.ts'
import type { Aggregate, Figure } from './figure.ts'

const E = STATUSES.indexOf('E')
const I = STATUSES.indexOf('I')

/** The weakest status that units with a value have; null where none has one. */
const weakestIn = (byStatus: Int32Array): FigureStatus | null =>
  VALUED.find((status) => (byStatus[STATUSES.indexOf(status)] ?? 0) > 0) ?? null
const VALUED: readonly FigureStatus[] = [...WORST_FIRST, 'A']

const countedByStatus = ({ statuses }: Columns, rows: readonly number[]): Int32Array => {
  const counts = new Int32Array(STATUSES.length)
  for (const row of rows) {
    const status = statuses[row] ?? 0
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
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
  return all === 0 ? count / rows.length : part / all
}

/** Sum, mean, min, max, median or none. */
export const plain = (
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
    weakest: weakestIn(byStatus),
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

/** Σwx/Σw over units with both x and w, w > 0. */
export const weightedMean = (
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
    // A value without a weight enters nothing.
    weakest: weakestIn(countedByStatus(columns, entering)),
    estimatedShare: estimated(columns, Int32Array.from(entering), byStatus, (row) => weights[row] ?? 0),
    weightCoverage: Number(known.total) === 0 ? null : total / Number(known.total),
    spread: spread && scaled(spread, columns.scale),
  }
}

/** Σa/Σb over units with both a and b. */
export const ratioOfSums = (
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
    weakest: weakestIn(byStatus),
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
export const perUnitRatio = (
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
    weakest: weakestIn(byStatus),
    estimatedShare: estimated({ statuses }, entering, byStatus, () => 1),
    weightCoverage: null,
    spread,
  }
}

/** a ÷ b of exact sums, as the nearest number. */
const quotient = (a: number | bigint, b: number | bigint): number => Number(a) / Number(b)

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

const scaled = (spread: Spread, scale: number): Spread => ({
  min: spread.min / scale,
  lowerQuartile: spread.lowerQuartile / scale,
  median: spread.median / scale,
  upperQuartile: spread.upperQuartile / scale,
  max: spread.max / scale,
  mean: spread.mean / scale,
})
