import type { StoredCell } from './keys.ts'
import {
  type Basis,
  type CellDimension,
  type Change,
  compare,
  type Group,
  groupOf,
  type Indicator,
  isRegistryCount,
  type KpiQuery,
  matchedChanges,
  type Period,
  previousPeriod,
  type Register,
  type Slice,
  yearBefore,
} from './model.ts'
import type { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

interface Options {
  readonly slices: SliceStore
  readonly reader: SliceReader
  /** The register, without memberships. */
  readonly register: () => Promise<Register>
  readonly indicator: Indicator
  readonly basis: Basis
  readonly kind: KpiQuery['change']
  readonly series: Omit<Slice, 'period'>
}

/** Changes of the figures of one answer against an earlier period, computed from the units' own values, so that
 *  only units with values in both periods are compared. Every slice is read once. */
export class KpiChanges {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** The change of each cell of one period; none where there is nothing to compare with. */
  async of(
    period: Period,
    dimension: CellDimension,
    cells: readonly StoredCell[],
  ): Promise<ReadonlyMap<Group, Change>> {
    const { kind, indicator, register } = this.#options
    if (kind === 'none' || cells.length === 0) return new Map()
    const against = comparedWith(kind, period)
    const wanted = new Set(cells.map(({ cell }) => groupOf(dimension, cell.code)))
    if (isRegistryCount(indicator.code)) return this.#counts(against, wanted, dimension, cells)
    const [later, earlier] = await Promise.all([this.#side(period), this.#side(against)])
    const reported = [...earlier.inputs.values()].some(({ observations }) =>
      [...observations.values()].some((list) => list.length > 0),
    )
    if (!reported) return new Map()
    return matchedChanges(indicator, later, earlier, await register(), wanted)
  }

  /** Registry counts are complete by definition: the figures themselves are compared. */
  async #counts(
    against: Period,
    wanted: ReadonlySet<Group>,
    dimension: CellDimension,
    cells: readonly StoredCell[],
  ): Promise<ReadonlyMap<Group, Change>> {
    const slice = { ...this.#options.series, period: against }
    const earlier = await this.#options.slices.cellsAt([...wanted].map((group) => ({ slice, group })))
    const values = new Map(earlier.map(({ cell }) => [cell.code, cell.value]))
    return new Map(
      cells.map(({ cell }): [Group, Change] => [
        groupOf(dimension, cell.code),
        { against, matched: null, plain: compare(values.get(cell.code) ?? '0', cell.value) },
      ]),
    )
  }

  async #side(period: Period) {
    const { series, reader, indicator, basis } = this.#options
    const slice = { ...series, period }
    return { slice, inputs: await reader.inputs(slice, indicator), basis }
  }
}

/** The earlier period that a figure is compared with. */
export const comparedWith = (kind: 'year-before' | 'previous', period: Period): Period =>
  kind === 'year-before' ? yearBefore(period) : previousPeriod(period)
