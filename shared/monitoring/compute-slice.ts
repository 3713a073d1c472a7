import { canonicalJson } from '#kernel/digest'
import type { Write } from '#kernel/table'
import {
  type Catalogue,
  type Cell,
  cellsOf,
  countCells,
  countingDate,
  type Group,
  groupsWanted,
  type InputSeries,
  isRegistryCount,
  isStored,
  type Register,
  referenceDate,
  type Slice,
  type Wanted,
} from './model.ts'
import { cellGroup, type StoredCell } from './slice-keys.ts'
import { SliceReader } from './slice-reader.ts'
import type { SliceStore, StoredSlice } from './slice-store.ts'

/** One group's cell as it should be and as it is stored. */
interface Comparison {
  readonly group: Group
  readonly computed: Cell | undefined
  readonly stored: StoredCell | undefined
  readonly differs: boolean
}

/** What computing a slice found. */
export interface ComputedSlice {
  readonly slice: Slice
  readonly comparisons: readonly Comparison[]
  readonly excluded: readonly string[]
  readonly unexpected: readonly string[]
  readonly checks: readonly string[]
  /** Whether anything but observations was stored of it before. */
  readonly hadCells: boolean
}

/** What computations of one run share. */
export interface Computing {
  readonly slices: SliceStore
  readonly catalogue: Catalogue
  readonly register: Register
  readonly today: string
}

/** Computes cells of slices from what is stored. A slice is read once as long as slices of one bundle follow one
 *  another, whichever figures need it. */
export class SliceComputer {
  readonly #computing: Computing
  #reader: SliceReader
  #bundle = ''

  constructor(computing: Computing) {
    this.#computing = computing
    this.#reader = new SliceReader(computing)
  }

  /** Computes the wanted cells and compares them with the stored ones in everything but the time of computing. */
  async compute(slice: Slice, wanted: Wanted, bundle: string): Promise<ComputedSlice> {
    if (bundle !== this.#bundle) this.#reader = new SliceReader(this.#computing)
    this.#bundle = bundle
    const { register, catalogue, today } = this.#computing
    const stored = await this.#reader.slice(slice)
    if (isRegistryCount(slice.indicator)) {
      const date = countingDate(slice.period, today)
      const groups = wanted.all ? undefined : groupsWanted(slice, wanted, register, date, () => false)
      const cells = countCells(slice.indicator, slice.period, register, today, groups)
      return { ...compared(slice, cells, stored, groups), ...NOTHING_FOUND }
    }
    const indicator = catalogue.at(slice.period).get(slice.indicator)
    if (indicator === undefined) return { ...compared(slice, [], stored, new Set()), ...NOTHING_FOUND }
    // What is made when read has no cells; those of a version before must go.
    if (!isStored(indicator)) return { ...compared(slice, [], stored, undefined), ...NOTHING_FOUND }
    const inputs = await this.#reader.inputs(slice, indicator)
    const date = referenceDate(slice.period)
    const groups = wanted.all
      ? undefined
      : groupsWanted(slice, wanted, register, date, (region) => isBenchmark(region, inputs, register))
    const { cells, ...found } = cellsOf({ slice, indicator, inputs, register, wanted: groups })
    return { ...compared(slice, cells, stored, groups), ...found }
  }
}

const NOTHING_FOUND = { excluded: [], unexpected: [], checks: [] }

/** Whether all that a region reported is of another level than its own. */
const isBenchmark = (code: string, inputs: ReadonlyMap<string, InputSeries>, register: Register): boolean => {
  const level = register.regions.get(code)?.level
  const own = [...inputs.values()].flatMap(({ observations }) =>
    [...observations.values()].flatMap((list) => list.filter(({ subject }) => subject === code)),
  )
  return own.length > 0 && own.every((observation) => (observation.level ?? level) !== level)
}

const compared = (
  slice: Slice,
  cells: readonly Cell[],
  stored: StoredSlice,
  wanted: ReadonlySet<Group> | undefined,
): Pick<ComputedSlice, 'slice' | 'comparisons' | 'hadCells'> => {
  const computed = new Map(cells.map((cell) => [cellGroup(cell), cell]))
  const groups = wanted ?? new Set([...computed.keys(), ...stored.cells.keys()])
  const comparisons = [...groups].sort().flatMap((group): Comparison[] => {
    const [is, was] = [computed.get(group), stored.cells.get(group)]
    if (is === undefined && was === undefined) return []
    const differs = is === undefined || was === undefined || canonicalJson(is) !== canonicalJson(was.cell)
    return [{ group, computed: is, stored: was, differs }]
  })
  return { slice, comparisons, hadCells: stored.cells.size > 0 }
}

/** The steps that make the stored cells equal to the computed ones. */
export const corrections = (
  { slice, comparisons, hadCells }: ComputedSlice,
  slices: SliceStore,
  computedAt: string,
): Write[] => {
  const cells = comparisons.flatMap(({ group, computed, differs }) => {
    if (!differs) return []
    return [computed === undefined ? slices.removeCell(slice, group) : slices.putCell(computed, computedAt)]
  })
  return cells.length > 0 && !hadCells ? [slices.putListing(slice), ...cells] : cells
}
