import {
  type Catalogue,
  cellsOf,
  type IndicatorCode,
  inputsEver,
  isStored,
  type Period,
  type Register,
  type StoredIndicator,
  TOTAL,
  type Universe,
} from '../model.ts'
import { SliceReader } from '../slice-reader.ts'
import type { SliceStore } from '../slice-store.ts'
import { comparedPeriods } from './model/families.ts'
import { type ReleaseSlice, sliceOfRelease } from './model/slice-figures.ts'
import type { SliceToRelease } from './model/vintage.ts'

/** What of one universe a release holds: its indicators and periods in every breakdown that anything was reported in,
 *  the total first. */
export const slicesToRelease = async (
  { slices, catalogue }: { readonly slices: SliceStore; readonly catalogue: Catalogue },
  universe: Universe,
  asked: readonly { readonly indicator: IndicatorCode; readonly period: Period }[],
  register: Register,
): Promise<readonly SliceToRelease[]> => {
  const reader = new SliceReader({ slices, catalogue })
  const at = async (indicator: StoredIndicator, breakdown: string, period: Period): Promise<ReleaseSlice> => {
    const slice = { universe, indicator: indicator.code, breakdown, period }
    return { universe, indicator, breakdown, period, inputs: await reader.inputs(slice, indicator) }
  }
  const breakdowns = new Map<IndicatorCode, readonly string[]>()
  const found: SliceToRelease[] = []
  for (const { indicator: code, period } of asked) {
    const held = catalogue.at(period)
    const indicator = held.get(code)
    if (indicator === undefined || !isStored(indicator)) continue
    const reported =
      breakdowns.get(code) ?? (await breakdownsOf(slices, universe, inputsEver(code, catalogue)))
    breakdowns.set(code, reported)
    for (const breakdown of reported) {
      const own = await at(indicator, breakdown, period)
      const { cells } = cellsOf({ slice: sliceOfRelease(own), register, ...own })
      // Of the totals of clusters a release says that there are none.
      if (cells.length === 0 && (universe !== 'cluster' || breakdown !== TOTAL)) continue
      const others = await Promise.all(
        comparedPeriods(code, period, held).map((against) => at(indicator, breakdown, against)),
      )
      found.push({ ...own, cells, comparedWith: others.filter(hasObservations) })
    }
  }
  return found
}

const breakdownsOf = async (
  slices: SliceStore,
  universe: Universe,
  inputs: readonly IndicatorCode[],
): Promise<readonly string[]> => {
  const listed = await Promise.all(inputs.map((input) => slices.list(universe, input)))
  const others = new Set(listed.flat().map(({ breakdown }) => breakdown))
  others.delete(TOTAL)
  return [TOTAL, ...[...others].sort()]
}

const hasObservations = ({ inputs }: ReleaseSlice): boolean =>
  [...inputs.values()].some(({ observations }) => [...observations.values()].some((list) => list.length > 0))
