import {
  add,
  type Cell,
  type CellDimension,
  countSlice,
  type Decimal,
  type Indicator,
  isAdditive,
  type KpiAnswer,
  type KpiFigure,
  METHOD,
  noneHash,
  type Period,
  type RegistryCount,
  referenceDate,
  subtract,
  type Universe,
} from './model.ts'
import type { StoredCell } from './slice-keys.ts'

/** When a cell was computed that is not stored. */
export const NEVER = ''

/** A stored cell as a row, without what other cells decide. */
export const kpiRow = (
  { cell, computedAt, released }: StoredCell,
  { whole }: { readonly whole: StoredCell | undefined },
): KpiFigure => ({
  code: cell.code,
  period: cell.period,
  value: cell.value,
  ...(cell.noValue !== undefined && { noValue: cell.noValue }),
  obsStatus: cell.obsStatus,
  ...(released !== undefined && { release: released.number }),
  reporting: cell.reporting,
  expected: cell.expected,
  coverage: coverageOf(cell),
  byStatus: cell.byStatus,
  estimatedShare: cell.estimatedShare,
  ...(cell.weightCoverage !== undefined && { weightCoverage: cell.weightCoverage }),
  statistics: released === undefined ? cell.statistics : released.statistics,
  benchmark: cell.benchmark
    ? {
        ...cell.benchmark,
        difference: differenceOf(cell.value, cell.benchmark.value),
      }
    : null,
  overTime: cell.derived
    ? {
        derived: cell.derived.value,
        difference: differenceOf(cell.value, cell.derived.value),
        units: cell.derived.units,
        exceeded: cell.derived.exceeded,
      }
    : null,
  share: shareOf(cell, whole?.cell),
  change: null,
  attainment: null,
  provenance: {
    method: cell.method,
    definitionVersion: cell.definitionVersion,
    hash: cell.hash,
    computedAt: computedAt === NEVER ? null : computedAt,
  },
})

const differenceOf = (value: Decimal | null, other: Decimal | null): Decimal | null =>
  value === null || other === null ? null : subtract(value, other)

const coverageOf = ({ reporting, expected }: Cell): number | null =>
  expected === null || expected === 0 ? null : reporting / expected

const shareOf = (cell: Cell, whole: Cell | undefined): number | null => {
  const total = Number(whole?.value ?? 0)
  return cell.value === null || total === 0 ? null : Number(cell.value) / total
}

/** The row of a figure that is not for this reader: coverage stays, all else is withheld. */
export const maskedRow = ({ cell, released }: StoredCell): KpiFigure => ({
  code: cell.code,
  period: cell.period,
  value: null,
  obsStatus: 'Q',
  ...(released?.confStatus !== undefined && { confStatus: released.confStatus }),
  ...(released !== undefined && { release: released.number }),
  reporting: cell.reporting,
  expected: cell.expected,
  coverage: coverageOf(cell),
  byStatus: {},
  estimatedShare: null,
  statistics: null,
  benchmark: null,
  overTime: null,
  share: null,
  change: null,
  attainment: null,
  provenance: null,
})

/** Which release the change of a figure is of, or why it is withheld; nothing of live ones. */
export const releaseOfChange = (
  { released }: StoredCell,
  against: Period | undefined,
): Pick<KpiFigure, 'changeConfStatus' | 'changeRelease'> => {
  const found = released?.changes.find((change) => change.against === against)
  if (found === undefined) return {}
  return found.confStatus === undefined
    ? { changeRelease: found.since }
    : { changeConfStatus: found.confStatus }
}

/** Whether the parts of a dimension add up to the whole: where each unit counts in one part, and the figure is a
 *  sum over units. Members are distinct organisations, which may be in several parts. */
export const additivity = (
  { code, aggregation }: Indicator,
  universe: Universe,
  dimension: CellDimension,
): boolean | null => {
  if (aggregation.rule !== 'sum') return null
  if (code === 'members') return false
  return universe === 'region' || isAdditive(dimension)
}

/** The whole beside its parts in one period. */
export const totalOf = (
  { aggregation }: Indicator,
  { wholeCode }: { readonly wholeCode: string },
  {
    period,
    cells,
    whole,
  }: {
    readonly period: Period
    readonly cells: readonly StoredCell[]
    readonly whole: StoredCell | undefined
  },
): Omit<KpiAnswer['totals'][number], 'indicator' | 'dimension' | 'breakdown'> => {
  const values = cells.flatMap(({ cell }) => cell.value ?? [])
  const complete = cells.every(({ released }) => released?.confStatus === undefined)
  const sum = aggregation.rule === 'sum' && complete && values.length > 0 ? values.reduce(add) : null
  const value = whole?.cell.value ?? null
  return {
    period,
    code: wholeCode,
    value,
    sumOfParts: sum,
    overlap: sum === null || value === null ? null : subtract(sum, value),
  }
}

/** The figure of a registry count where there is no cluster: no run has to store it. */
export const zeroCell = (
  count: RegistryCount,
  period: Period,
  dimension: CellDimension,
  code: string,
  today: string,
): StoredCell => ({
  cell: {
    ...countSlice(count, period),
    dimension,
    code,
    value: '0',
    obsStatus: referenceDate(period) >= today ? 'P' : 'A',
    reporting: 0,
    expected: null,
    byStatus: {},
    estimatedShare: null,
    statistics: null,
    method: METHOD,
    definitionVersion: 1,
    hash: noneHash(count),
  },
  computedAt: NEVER,
})
