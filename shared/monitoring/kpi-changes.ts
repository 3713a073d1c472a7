import {
  type Basis,
  type Catalogue,
  type CellDimension,
  type Change,
  type Compared,
  compare,
  type Group,
  groupOf,
  isRegistryCount,
  isStored,
  type KpiQuery,
  matchedChanges,
  type Period,
  previousPeriod,
  type Register,
  type Slice,
  type StoredIndicator,
  yearBefore,
} from './model.ts'
import type { StoredCell } from './slice-keys.ts'
import type { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

interface Options {
  readonly slices: SliceStore
  readonly reader: SliceReader
  /** The register, without memberships, and who owes figures of the periods. */
  readonly register: (periods: readonly Period[]) => Promise<Register>
  readonly catalogue: Catalogue
  readonly basis: Basis
  readonly series: Omit<Slice, 'period'>
}

/** Changes of the figures of one answer against an earlier period, computed from the units' own values, so that
 *  only units with values in both periods are compared. Every slice is read once. */
export class KpiChanges {
  readonly #options: Options

  constructor(options: Options) {
    this.#options = options
  }

  /** The change of each cell of one period against an earlier one, by the definition that holds for the later; none
   *  where there is nothing to compare with. */
  async of(
    compared: Compared,
    dimension: CellDimension,
    cells: readonly StoredCell[],
  ): Promise<ReadonlyMap<Group, Change>> {
    const { catalogue, series, register } = this.#options
    const wanted = new Set(cells.map(({ cell }) => groupOf(dimension, cell.code)))
    if (isRegistryCount(series.indicator)) return this.#counts(compared, wanted, dimension, cells)
    const indicator = catalogue.at(compared.period).get(series.indicator)
    if (indicator === undefined || !isStored(indicator) || cells.length === 0) return new Map()
    const [later, earlier] = await Promise.all([
      this.#side(compared.period, indicator),
      this.#side(compared.against, indicator),
    ])
    const reported = [...earlier.inputs.values()].some(({ observations }) =>
      [...observations.values()].some((list) => list.length > 0),
    )
    if (!reported) return new Map()
    return matchedChanges(
      indicator,
      later,
      earlier,
      await register([compared.period, compared.against]),
      wanted,
    )
  }

  /** Registry counts are complete by definition: the figures themselves are compared. */
  async #counts(
    compared: Compared,
    wanted: ReadonlySet<Group>,
    dimension: CellDimension,
    cells: readonly StoredCell[],
  ): Promise<ReadonlyMap<Group, Change>> {
    const { against } = compared
    const slice = { ...this.#options.series, period: against }
    const earlier = await this.#options.slices.cellsAt([...wanted].map((group) => ({ slice, group })))
    const values = new Map(earlier.map(({ cell }) => [cell.code, cell.value]))
    return new Map(
      cells.map(({ cell }): [Group, Change] => [
        groupOf(dimension, cell.code),
        { against, matched: null, plain: compare(values.get(cell.code) ?? '0', cell.value, compared) },
      ]),
    )
  }

  async #side(period: Period, indicator: StoredIndicator) {
    const { series, reader, basis } = this.#options
    const slice = { ...series, period }
    return { slice, inputs: await reader.inputs(slice, indicator), basis }
  }
}

/** The earlier period that figures of a period are compared with, as asked; none for the period itself and before. */
export const comparedWith = (
  { change, against }: Pick<KpiQuery, 'change' | 'against'>,
  period: Period,
): Period | undefined => {
  if (against !== undefined) return against < period ? against : undefined
  switch (change) {
    case 'none':
      return undefined
    case 'previous':
      return previousPeriod(period)
    case 'year-before':
      return yearBefore(period)
  }
}
