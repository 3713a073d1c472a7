import { type Actor, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Clock } from '#kernel/clock'
import { dateIn } from '#kernel/clock'
import { ForbiddenError, InvalidRequestError, UnauthenticatedError } from '#kernel/errors'
import { oversees, overseesSomething } from './authority.ts'
import type { monitoringContract } from './contract.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import type { StoredCell } from './keys.ts'
import { KpiChanges } from './kpi-changes.ts'
import { additivity, kpiRow, maskedRow, totalOf, zeroCell } from './kpi-rows.ts'
import {
  attainment,
  type CellDimension,
  firstDay,
  frequencyOf,
  groupOf,
  type Indicator,
  isRegistryCount,
  isValidOn,
  type KpiAnswer,
  type KpiQuery,
  type KpiRow,
  type Period,
  periodOf,
  periodsWithin,
  referenceDate,
  type Slice,
  type Target,
} from './model.ts'
import type { CodeLists, RegionTree, RegisterFacts } from './ports.ts'
import type { SliceStore } from './slice-store.ts'
import type { TargetStore } from './target-store.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly slices: SliceStore
  readonly targets: TargetStore
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
  readonly clock: Clock
}

/** Figures of one answer: more, and the caller is asked to narrow the periods. */
const MOST_ROWS = 5000

/** Answers aggregated figures as a table (every code of a dimension) or as series (given codes) over periods, from
 *  stored cells; change, share, attainment and differences are computed here. Who oversees nothing gets open
 *  indicators only; figures of other indicators outside the caller's territory are masked with status Q.
 *  @throws NotFoundError when there is no such indicator
 *  @throws UnauthenticatedError, ForbiddenError when it is not open and the caller oversees nothing */
export const getKpis =
  (ports: Ports) =>
  async (call: Call<typeof monitoringContract.routes.getKpis>): Promise<{ status: 200; body: KpiAnswer }> => {
    const { query, actor } = call
    const catalogue = await ports.indicators.catalogue()
    const indicator = catalogue.get(query.indicator)
    if (indicator === undefined) throw noSuchIndicator(query.indicator)
    refuseUnlessOpen(actor, indicator)
    const tree = await ports.codeLists.regionTree()
    const view = viewOf(query, indicator, tree)
    const [periods, targets] = await Promise.all([
      periodsOf(query, indicator, view, ports),
      ports.targets.of(view.series),
    ])
    const figures = await Promise.all(
      periods.map(async (period) => ({ period, ...(await figuresOf(view, period, ports)) })),
    )
    const count = figures.reduce((sum, { cells }) => sum + cells.length, 0)
    if (count > MOST_ROWS)
      throw new InvalidRequestError({
        en: `These are ${count} figures, more than ${MOST_ROWS}; narrow from and to.`,
        ru: `Это ${count} значений, больше ${MOST_ROWS}; сузьте период (from, to).`,
      })
    const changes = new KpiChanges({
      ...ports,
      indicator,
      catalogue,
      kind: query.change,
      series: view.series,
    })
    const rows: KpiRow[] = []
    for (const { period, cells, whole } of figures) {
      const found = await changes.of(period, view.dimension, cells)
      for (const stored of cells) {
        const { code } = stored.cell
        if (!mayRead(actor, indicator, view, code, tree)) rows.push(maskedRow(stored.cell))
        else
          rows.push({
            ...kpiRow(stored, { whole: view.additive ? whole : undefined }),
            change: found.get(groupOf(view.dimension, code)) ?? null,
            attainment: attained(indicator, targets, view.target, stored),
          })
      }
    }
    const open = mayRead(actor, indicator, view, view.wholeCode, tree)
    return {
      status: 200,
      body: {
        indicator: {
          code: indicator.code,
          name: indicator.name,
          unit: indicator.unit,
          version: indicator.version,
        },
        universe: view.series.universe,
        dimension: query.dimension,
        attribution: query.attribution,
        breakdown: query.breakdown,
        additive: view.additive,
        totals:
          view.codes === undefined && open ? figures.map((figure) => totalOf(indicator, view, figure)) : [],
        rows,
      },
    }
  }

/** What is asked for, resolved: which cells, and what they are parts of. */
interface View {
  readonly series: Omit<Slice, 'period'>
  readonly dimension: CellDimension
  /** Undefined: a table of every code. */
  readonly codes: readonly string[] | undefined
  /** Of a table of regions: those right below the whole. */
  readonly partsOf: ((period: Period) => readonly string[]) | undefined
  readonly wholeCode: string
  readonly additive: boolean | null
  /** The dimension under which targets are set. */
  readonly target: Target['dimension']
}

const viewOf = (query: KpiQuery, indicator: Indicator, tree: RegionTree): View => {
  const { universe, breakdown } = query
  const isPlace = query.dimension === 'nation' || query.dimension === 'region'
  if (universe === 'region' && !isPlace)
    throw new InvalidRequestError({
      en: 'Regions are grouped by region only; use dimension=region or nation.',
      ru: 'Регионы группируются только по регионам: dimension=region или nation.',
    })
  const seat = isPlace && query.attribution === 'seat' && universe === 'cluster'
  const dimension: CellDimension =
    query.dimension === 'nation' || query.dimension === 'region'
      ? seat
        ? 'region-seat'
        : 'region'
      : query.dimension
  const codes = query.dimension === 'nation' ? [tree.root] : query.code?.split(',').map((code) => code.trim())
  const wholeCode = query.dimension === 'region' ? (query.within ?? tree.root) : tree.root
  return {
    series: { universe, indicator: indicator.code, breakdown },
    dimension,
    codes,
    partsOf:
      query.dimension === 'region' && codes === undefined
        ? (period) =>
            tree.regions
              .filter((region) => region.parent === wholeCode && isValidOn(region, referenceDate(period)))
              .map(({ code }) => code)
              .sort()
        : undefined,
    wholeCode,
    additive: additivity(indicator, universe, dimension),
    target: isPlace
      ? 'region'
      : dimension === 'category-any'
        ? 'category'
        : (query.dimension as Target['dimension']),
  }
}

/** The periods that the answer covers: of registry counts every year, of others those that have figures. */
const periodsOf = async (
  query: KpiQuery,
  indicator: Indicator,
  { series }: View,
  { slices, clock }: Ports,
): Promise<readonly Period[]> => {
  const frequency =
    query.frequency ?? (query.from === undefined ? indicator.frequency : frequencyOf(query.from))
  const [from, to] = [query.from && firstDay(query.from), query.to && referenceDate(query.to)]
  const listed = (await slices.list(series.universe, series.indicator, series.breakdown))
    .map(({ period }) => period)
    .filter((period) => frequencyOf(period) === frequency)
    .sort()
  const within = (period: Period) =>
    (from === undefined || from <= referenceDate(period)) && (to === undefined || referenceDate(period) <= to)
  if (!isRegistryCount(indicator.code)) return listed.filter(within)
  const first = from ?? (listed[0] && firstDay(listed[0]))
  if (frequency !== 'A' || first === undefined) return []
  const running = referenceDate(periodOf(dateIn('UTC', clock()), 'A'))
  return periodsWithin(first, to === undefined || running < to ? running : to, 'A')
}

/** The cells of one period, and the whole that they are parts of. Registry counts have a figure for every code:
 *  a count of none is 0, not missing. */
const figuresOf = async (
  view: View,
  period: Period,
  { slices, codeLists, clock }: Ports,
): Promise<{ cells: readonly StoredCell[]; whole: StoredCell | undefined }> => {
  const slice = { ...view.series, period }
  const wholeGroup = groupOf(view.dimension === 'region-seat' ? 'region-seat' : 'region', view.wholeCode)
  const [cells, [whole]] = await Promise.all([
    view.codes === undefined
      ? slices.cells(slice, view.dimension)
      : slices.cellsAt(view.codes.map((code) => ({ slice, group: groupOf(view.dimension, code) }))),
    view.codes === undefined || view.additive ? slices.cellsAt([{ slice, group: wholeGroup }]) : [],
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

const refuseUnlessOpen = (actor: Actor, { code, confidentiality }: Indicator): void => {
  if (confidentiality === 'open' || overseesSomething(actor)) return
  const detail = {
    en: `"${code}" is not an open indicator; its figures are for the authorities in charge.`,
    ru: `Показатель «${code}» не открытый; его значения доступны уполномоченным органам.`,
  }
  throw actor.kind === 'anonymous' ? new UnauthenticatedError(detail) : new ForbiddenError(detail)
}

/** Whether the actor may read the figure of a code: open ones everybody, others who oversees the region; figures of
 *  other groups lie in the whole deployment. */
const mayRead = (
  actor: Actor,
  { confidentiality }: Indicator,
  { dimension }: View,
  code: string,
  { regions }: RegionTree,
): boolean => {
  if (confidentiality === 'open') return true
  const place = dimension === 'region' || dimension === 'region-seat'
  const path = place ? regions.find((region) => region.code === code)?.path : undefined
  return oversees(actor, path === undefined ? WHOLE_DEPLOYMENT : { regions: [path] })
}

const attained = (
  indicator: Indicator,
  targets: readonly Target[],
  dimension: Target['dimension'],
  { cell }: StoredCell,
) => {
  const target = targets.find(
    (one) => one.dimension === dimension && one.code === cell.code && one.period === cell.period,
  )
  return target === undefined ? null : attainment(indicator.direction, target, cell.value)
}
