import { queryAll, type Table, type Write } from '#kernel/table'
import type { Cell, CellDimension, Group, Observation, Slice, Universe } from './model.ts'
import {
  cellFrom,
  cellItem,
  cellKey,
  observationFrom,
  type StoredCell,
  sliceListed,
  sliceListItem,
  sliceListPartition,
  slicePartition,
} from './slice-keys.ts'

/** A slice as it lies in the table: its observations and its cells, read by one Query. */
export interface StoredSlice {
  readonly observations: readonly Observation[]
  readonly cells: ReadonlyMap<Group, StoredCell>
}

/** Keys at once in one reading. */
const AT_ONCE = 100

/** Slices: the collections of observations and cells. */
export class SliceStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** All of a slice, strongly consistent. */
  async read(slice: Slice): Promise<StoredSlice> {
    const items = await queryAll(this.#table, { pk: slicePartition(slice), consistent: true })
    const cells = items.filter((item) => item['entity'] === 'cell').map(cellFrom)
    return {
      observations: items.filter((item) => item['entity'] === 'observation').map(observationFrom),
      cells: byGroup(cells),
    }
  }

  /** A slice's cells of one dimension. */
  async cells(slice: Slice, dimension: CellDimension): Promise<readonly StoredCell[]> {
    const sk = { beginsWith: `CELL#${dimension}#` }
    return (await queryAll(this.#table, { pk: slicePartition(slice), sk })).map(cellFrom)
  }

  /** Cells by slice and group; absent ones are left out. */
  async cellsAt(places: readonly { slice: Slice; group: Group }[]): Promise<readonly StoredCell[]> {
    const keys = places.map(({ slice, group }) => cellKey(slice, group))
    const cells: StoredCell[] = []
    for (let start = 0; start < keys.length; start += AT_ONCE)
      cells.push(...(await this.#table.getAll(keys.slice(start, start + AT_ONCE))).map(cellFrom))
    return cells
  }

  /** The slices that hold anything; with an indicator, only its own, in order of breakdown and period. */
  async list(universe: Universe, indicator?: string, breakdown?: string): Promise<readonly Slice[]> {
    const items = await queryAll(this.#table, {
      pk: sliceListPartition(universe),
      ...(indicator !== undefined && {
        sk: { beginsWith: breakdown === undefined ? `${indicator}#` : `${indicator}#${breakdown}#` },
      }),
      consistent: true,
    })
    return items.map(sliceListed)
  }

  putCell(cell: Cell, computedAt: string): Write {
    return { put: cellItem(cell, computedAt) }
  }

  removeCell(slice: Slice, group: Group): Write {
    return { delete: cellKey(slice, group) }
  }

  /** Tells that a slice exists; said again it changes nothing. */
  putListing(slice: Slice): Write {
    return { put: sliceListItem(slice) }
  }
}

const byGroup = (cells: readonly StoredCell[]): ReadonlyMap<Group, StoredCell> =>
  new Map(cells.map((stored) => [`${stored.cell.dimension}#${stored.cell.code}`, stored]))
