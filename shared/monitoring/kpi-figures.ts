import type { Clock } from '#kernel/clock'
import { dateIn } from '#kernel/clock'
import type { DutyStore } from './duty-store.ts'
import { KpiChanges } from './kpi-changes.ts'
import { NEVER, zeroCell } from './kpi-rows.ts'
import type { View } from './kpi-view.ts'
import {
  type Catalogue,
  type Compared,
  cellsOf,
  coarserPeriods,
  firstDay,
  frequencyOf,
  type Group,
  groupOf,
  type Indicator,
  inputsEver,
  isAsked,
  isRegistryCount,
  isStored,
  type KpiChange,
  type KpiQuery,
  type Period,
  periodOf,
  periodsWithin,
  type Register,
  referenceDate,
  registerOf,
  type Slice,
  withDuties,
} from './model.ts'
import type { CodeLists, RegionTree, RegisterFacts } from './ports.ts'
import type { StoredCell } from './slice-keys.ts'
import { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

/** The cells of one period, and the whole that they are parts of. */
export interface Figures {
  readonly cells: readonly StoredCell[]
  readonly whole: StoredCell | undefined
}

/** Where the figures of an answer come from. */
export interface FigureSource {
  /** The periods that have figures, within those asked for. */
  periods(): Promise<readonly Period[]>
  figures(period: Period): Promise<Figures>
  /** How the figures of a period changed against an earlier one; none where there is nothing to compare. */
  changes(compared: Compared, cells: readonly StoredCell[]): Promise<ReadonlyMap<Group, KpiChange>>
}

interface Ports {
  readonly slices: SliceStore
  readonly duties: DutyStore
  readonly codeLists: CodeLists
  readonly clock: Clock
}

/** What the series of one indicator and breakdown are read from, each slice once; the register serves them all. */
export class Reading {
  readonly slices: SliceReader
  readonly register: () => Promise<Register>
  readonly #of: string

  private constructor(of: string, slices: SliceReader, register: () => Promise<Register>) {
    this.#of = of
    this.slices = slices
    this.register = register
  }

  /** The reading for the next series of an answer: slices of another indicator or breakdown are let go. */
  static after(
    before: Reading | undefined,
    { universe, indicator, breakdown }: KpiQuery,
    from: {
      readonly slices: SliceStore
      readonly registry: RegisterFacts
      readonly catalogue: Catalogue
      readonly tree: RegionTree
    },
  ): Reading {
    const of = `${indicator}#${breakdown}`
    if (before !== undefined && before.#of === of) return before
    const facts = async () => (universe === 'cluster' ? from.registry.clusterFacts() : [])
    const register = once(async () => registerOf(await facts(), [], from.tree.regions))
    return new Reading(of, new SliceReader(from), before?.register ?? register)
  }
}

/** Asks only once. */
const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let known: Promise<T> | undefined
  return () => {
    known ??= ask()
    return known
  }
}

interface Asked {
  readonly query: KpiQuery
  readonly indicator: Indicator
  readonly catalogue: Catalogue
  readonly view: View
  readonly reading: Reading
}

/** Figures of groups: public ones and counts of the register as the jobs stored them; with submitted values computed
 *  now, by the same rules, from the whole slices. */
export const groupFigures = (
  ports: Ports,
  { query, indicator, catalogue, view, reading }: Asked,
): FigureSource => {
  const { slices, duties } = ports
  const { slices: reader } = reading
  const register = async (periods: readonly Period[]) =>
    query.universe === 'region'
      ? reading.register()
      : withDuties(await reading.register(), await duties.ofPeriods(periods))
  const { series, dimension } = view
  const { basis } = query
  const changes = new KpiChanges({ slices, reader, register, catalogue, basis, series })
  const stored = basis === 'public' || isRegistryCount(indicator.code)
  const computed = { view, catalogue, reader, register }
  return {
    periods: () =>
      stored
        ? storedPeriods(query, indicator, view, ports)
        : reportedPeriods(query, indicator, catalogue, view.series, slices),
    figures: (period) => (stored ? storedFigures(view, period, ports) : submittedFigures(computed, period)),
    changes: (compared, cells) => changes.of(compared, dimension, cells),
  }
}

/** Of the given periods those that are asked for, in order. */
export const periodsAsked = (
  query: Pick<KpiQuery, 'from' | 'to' | 'frequency'>,
  indicator: Indicator,
  periods: readonly Period[],
): readonly Period[] => {
  const { from, to } = query
  const frequency = frequencyAsked(query, indicator)
  const asked = { frequency, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  return [...new Set(periods)].filter((period) => isAsked(asked, period)).sort()
}

/** The frequency of the periods that are asked for. */
export const frequencyAsked = (query: Pick<KpiQuery, 'from' | 'frequency'>, indicator: Indicator) =>
  query.frequency ?? (query.from === undefined ? indicator.frequency : frequencyOf(query.from))

const daysAsked = ({ from, to }: KpiQuery) => ({
  from: from === undefined ? undefined : firstDay(from),
  to: to === undefined ? undefined : referenceDate(to),
})

/** The periods that have stored figures; of registry counts every year. */
const storedPeriods = async (
  query: KpiQuery,
  indicator: Indicator,
  { series }: View,
  { slices, clock }: Ports,
): Promise<readonly Period[]> => {
  const listed = (await slices.list(series.universe, series.indicator, series.breakdown)).map(
    ({ period }) => period,
  )
  if (!isRegistryCount(indicator.code)) return periodsAsked(query, indicator, listed)
  const { from, to } = daysAsked(query)
  const earliest = listed.filter((period) => frequencyOf(period) === 'A').sort()[0]
  const first = from ?? (earliest && firstDay(earliest))
  if (frequencyAsked(query, indicator) !== 'A' || first === undefined) return []
  const running = referenceDate(periodOf(dateIn('UTC', clock()), 'A'))
  return periodsWithin(first, to === undefined || running < to ? running : to, 'A')
}

/** The periods for which anything was reported that figures rest on, and the longer ones that contain them. */
export const reportedPeriods = async (
  query: Pick<KpiQuery, 'from' | 'to' | 'frequency'>,
  indicator: Indicator,
  catalogue: Catalogue,
  series: Omit<Slice, 'period' | 'indicator'>,
  slices: SliceStore,
): Promise<readonly Period[]> => {
  const lists = await Promise.all(
    inputsEver(indicator.code, catalogue).map((code) => slices.list(series.universe, code, series.breakdown)),
  )
  return periodsAsked(
    query,
    indicator,
    lists.flat().flatMap(({ period }) => [period, ...coarserPeriods(period)]),
  )
}

/** The group that the figures of a view are parts of. */
const wholeOf = ({ dimension, wholeCode }: View): Group =>
  groupOf(dimension === 'region-seat' ? 'region-seat' : 'region', wholeCode)

/** Figures with what was submitted: the cells that a job would compute, were it verified. */
const submittedFigures = async (
  {
    view,
    catalogue,
    reader,
    register,
  }: {
    readonly view: View
    readonly catalogue: Catalogue
    readonly reader: SliceReader
    readonly register: (periods: readonly Period[]) => Promise<Register>
  },
  period: Period,
): Promise<Figures> => {
  const slice = { ...view.series, period }
  const indicator = catalogue.at(period).get(slice.indicator)
  if (indicator === undefined || !isStored(indicator)) return { cells: [], whole: undefined }
  const codes = view.codes ?? view.partsOf?.(period)
  const whole = wholeOf(view)
  const wanted = codes && new Set([whole, ...codes.map((code) => groupOf(view.dimension, code))])
  const inputs = await reader.inputs(slice, indicator)
  const { cells } = cellsOf({
    slice,
    indicator,
    inputs,
    register: await register([period]),
    wanted,
    basis: 'submitted',
  })
  const all = cells.map((cell) => ({ cell, computedAt: NEVER }))
  const shown = all
    .filter(
      ({ cell: { dimension, code } }) => dimension === view.dimension && (codes?.includes(code) ?? true),
    )
    .sort((a, b) => (a.cell.code < b.cell.code ? -1 : 1))
  return { cells: shown, whole: all.find(({ cell }) => groupOf(cell.dimension, cell.code) === whole) }
}

/** The cells of one period, and the whole that they are parts of. Registry counts have a figure for every code:
 *  a count of none is 0, not missing. */
const storedFigures = async (
  view: View,
  period: Period,
  { slices, codeLists, clock }: Ports,
): Promise<Figures> => {
  const slice = { ...view.series, period }
  const [cells, [whole]] = await Promise.all([
    view.codes === undefined
      ? slices.cells(slice, view.dimension)
      : slices.cellsAt(view.codes.map((code) => ({ slice, group: groupOf(view.dimension, code) }))),
    view.codes === undefined || view.additive ? slices.cellsAt([{ slice, group: wholeOf(view) }]) : [],
  ])
  const parts = view.partsOf?.(period)
  const shown = parts === undefined ? cells : cells.filter(({ cell }) => parts.includes(cell.code))
  if (!isRegistryCount(view.series.indicator)) return { cells: shown, whole }
  const count = view.series.indicator
  const today = dateIn('UTC', clock())
  const every =
    parts ??
    view.codes ??
    (view.dimension === 'category' || view.dimension === 'category-any'
      ? (await codeLists.categories()).map(({ code }) => code)
      : [])
  const known = new Set(shown.map(({ cell }) => cell.code))
  const zeros = every
    .filter((code) => !known.has(code))
    .map((code) => zeroCell(count, period, view.dimension, code, today))
  return {
    cells: [...shown, ...zeros].sort((a, b) => (a.cell.code < b.cell.code ? -1 : 1)),
    whole: whole ?? zeroCell(count, period, view.dimension, view.wholeCode, today),
  }
}
