import type { Grouping } from '../groups.ts'
import { type Columns, STATUSES } from './columns.ts'

/** Every group's rows, in the order of their values. */
export interface Gathered {
  /** Where each group's values begin in `sorted` and `rows`, and how many there are. */
  readonly offsets: Int32Array
  readonly counts: Int32Array
  readonly sorted: Float64Array
  readonly rows: Int32Array
  readonly byStatus: Int32Array
  /** Whether no sum of these values can leave the safe integers. */
  readonly safe: boolean
}

/** Hands the rows to their groups in the order of their values: each group's come out sorted. */
export const gather = (columns: Columns, { starts, members, groups, sizes }: Grouping): Gathered => {
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
  if (!packable) {
    const key = (row: number) => (Number.isNaN(values[row]) ? Number.POSITIVE_INFINITY : (values[row] ?? 0))
    return rows.sort((a, b) => key(a) - key(b))
  }
  packed.sort()
  for (let place = 0; place < packed.length; place += 1) {
    const key = packed[place] ?? 0
    rows[place] = key - Math.floor(key / width) * width
  }
  return rows
}
