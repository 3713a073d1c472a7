import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Clock } from '#kernel/clock'
import { InvalidRequestError } from '#kernel/errors'
import { type Agreements, isInCharge, type Places } from './authority.ts'
import type { EnterpriseStore } from './campaigns/enterprise-store.ts'
import type { figuresContract } from './contract/figures-contract.ts'
import { figuresBy } from './derived-figures.ts'
import type { DutyStore } from './duty-store.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { admit, wholeNotYours } from './kpi-access.ts'
import { comparedWith } from './kpi-changes.ts'
import { frequencyAsked, groupFigures, Reading } from './kpi-figures.ts'
import { kpiRow, maskedRow, releaseOfChange, totalOf } from './kpi-rows.ts'
import type { SealFor } from './kpi-seals.ts'
import { viewOf } from './kpi-view.ts'
import {
  attainment,
  breaksBetween,
  type Catalogue,
  frequencyOf,
  groupOf,
  type Indicator,
  isRead,
  type KpiAnswer,
  type KpiFigure,
  type KpiQuery,
  type KpiRow,
  type Period,
  previousPeriod,
  seriesAsked,
  targetFor,
} from './model.ts'
import type { ObservationStore } from './observation-store.ts'
import type { CodeLists, RegionTree, RegisterFacts } from './ports.ts'
import { isFromRelease, releaseAsked } from './releases/release-asked.ts'
import type { ReleaseStore } from './releases/release-store.ts'
import { releasedFigures } from './releases/released-figures.ts'
import type { SliceStore } from './slice-store.ts'
import type { TargetStore } from './target-store.ts'
import { targetsFor } from './targets.ts'
import { unitFigures } from './unit-figures.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly slices: SliceStore
  readonly duties: DutyStore
  readonly enterprises: EnterpriseStore
  readonly targets: TargetStore
  readonly places: Places
  readonly openness: Agreements
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
  readonly releases: ReleaseStore
  readonly sealFor: SealFor
  readonly clock: Clock
}

/** Figures of one answer: more, and the caller is asked to narrow the periods. */
const MOST_ROWS = 5000

/** Series of one answer: each is read on its own. */
const MOST_SERIES = 40

/** Answers figures as a table (every code of a dimension) or as series (given codes) over periods, of every
 *  combination of the indicators, breakdowns and dimensions that are asked for, one after the other: what series of
 *  one indicator and breakdown rest on is read once.
 *  @throws NotFoundError when there is no such indicator or unit
 *  @throws InvalidRequestError when that is too much for one answer
 *  @throws UnauthenticatedError, ForbiddenError when the caller may read nothing of one of the series */
export const getKpis =
  (ports: Ports) =>
  async ({
    query,
    actor,
  }: Call<typeof figuresContract.routes.getKpis>): Promise<{ status: 200; body: KpiAnswer }> => {
    const asked = seriesAsked(query)
    if (asked.length > MOST_SERIES) throw tooManySeries(asked.length)
    if (query.code !== undefined && query.dimension.length > 1) throw codesOfSeveral(query.dimension)
    const [catalogue, tree] = await Promise.all([ports.indicators.catalogue(), ports.codeLists.regionTree()])
    const indicators = query.indicator.map((code) => indicatorIn(catalogue, code))
    const series: KpiAnswer['series'] = []
    const totals: KpiAnswer['totals'] = []
    const rows: KpiRow[] = []
    let reading: Reading | undefined
    for (const one of asked) {
      const { indicator, dimension, breakdown } = one
      reading = Reading.after(reading, one, { ...ports, catalogue, tree })
      const name = { indicator, dimension, breakdown }
      const found = await seriesOf(ports, {
        query: one,
        actor,
        catalogue,
        tree,
        reading,
        room: MOST_ROWS - rows.length,
      })
      series.push({ ...name, additive: found.additive, release: found.release })
      totals.push(...found.totals.map((total) => ({ ...name, ...total })))
      rows.push(...found.rows.map((row) => ({ ...name, ...row })))
    }
    return {
      status: 200,
      body: {
        indicators: indicators.map(({ code, name, unit, version }) => ({ code, name, unit, version })),
        universe: query.universe,
        attribution: query.attribution,
        basis: query.basis,
        series,
        totals,
        rows,
      },
    }
  }

/** The figures of one series: public figures of groups from stored cells, those of submitted values and of single
 *  units computed from observations; change, share, attainment and differences, and indicators that are growth, CAGR
 *  or share of another, are computed here. In a table, figures outside the caller's territory are masked with
 *  status Q.
 *  @param asked `room`: how many figures the answer still takes */
const seriesOf = async (
  ports: Ports,
  asked: {
    readonly query: KpiQuery
    readonly actor: Actor
    readonly catalogue: Catalogue
    readonly tree: RegionTree
    readonly reading: Reading
    readonly room: number
  },
) => {
  const { query, actor, catalogue, tree, reading } = asked
  const indicator = indicatorIn(catalogue, query.indicator)
  const view = viewOf(query, indicator, tree)
  const release = await releaseAsked(ports.releases, { actor, query, indicator, view, tree })
  const mayRead =
    release === undefined ? await admit({ ...ports, actor, query, indicator, view, tree }) : () => true
  if (isRead(indicator) && indicator.aggregation.rule === 'share-of-total' && !mayRead(view.wholeCode))
    throw wholeNotYours(indicator.code, view.wholeCode)
  refuseUnlessComparable(query, indicator)
  const viewFor = (code: string) => viewOf(query, catalogue.get(code) ?? indicator, tree)
  const source = await figuresBy(
    indicator.code,
    catalogue,
    (code) => {
      const one = catalogue.get(code) ?? indicator
      const own = { query, indicator: one, catalogue, view: viewFor(code), actor, tree, reading }
      if (release && isFromRelease(release, one, query)) return releasedFigures(ports.releases, release, own)
      return view.dimension === 'unit' ? unitFigures(ports, own) : groupFigures(ports, own)
    },
    viewFor,
  )
  const [periods, allTargets] = await Promise.all([source.periods(), ports.targets.of(view.series)])
  const seesTargets =
    view.dimension === 'unit' && (await seesUnits(actor, view.codes ?? [], query, indicator, ports))
  const targets = seesTargets ? allTargets : targetsFor(actor, indicator, allTargets)
  const seal = await ports.sealFor(actor, release !== undefined)
  const figures = await Promise.all(
    periods.map(async (period) => ({ period, ...(await source.figures(period)) })),
  )
  const count = figures.reduce((sum, { cells }) => sum + cells.length, 0)
  if (count > asked.room) throw tooManyFigures()
  // All periods at once: one after another their slices would take longer to come than to compute.
  const compared = await Promise.all(
    figures.map(async (figure) => {
      const against = comparedWith(query, figure.period)
      const changes =
        against === undefined
          ? undefined
          : await source.changes({ period: figure.period, against }, figure.cells)
      return { ...figure, against, changes }
    }),
  )
  const readsWhole = mayRead(view.wholeCode)
  const rows: KpiFigure[] = []
  for (const { period, cells, whole, against, changes } of compared) {
    const defined = (earlier: Period) => breaksBetween(indicator.code, earlier, period, catalogue)
    const broken = { here: defined(previousPeriod(period)), since: against !== undefined && defined(against) }
    for (const stored of cells) {
      const { code, value } = stored.cell
      if (!mayRead(code) || stored.released?.confStatus !== undefined) {
        rows.push(maskedRow(stored))
        continue
      }
      const target = targetFor(targets, { dimension: view.target, code }, period)
      const row = seal(kpiRow(stored, { whole: view.additive && readsWhole ? whole : undefined }))
      const change = changes?.get(groupOf(view.dimension, code))
      rows.push({
        ...row,
        obsStatus: broken.here && row.obsStatus === 'A' ? 'B' : row.obsStatus,
        change: change === undefined ? null : { ...change, ...(broken.since && { break: 'definition' }) },
        ...releaseOfChange(stored, against),
        attainment: target === undefined ? null : attainment(indicator.direction, target, { period, value }),
      })
    }
  }
  return {
    additive: view.additive,
    release: release !== undefined && isFromRelease(release, indicator, query) ? release.number : null,
    totals:
      view.codes === undefined && readsWhole ? figures.map((figure) => totalOf(indicator, view, figure)) : [],
    rows,
  }
}

/** Whether an actor sees units for another reason than that clusters opened values: a target tells of more than these. */
const seesUnits = async (
  actor: Actor,
  units: readonly string[],
  { universe }: KpiQuery,
  { confidentiality }: Indicator,
  { places }: Ports,
): Promise<boolean> => {
  if (confidentiality !== 'cluster-open') return true
  const resources = await Promise.all(units.map((subject) => places.get({ universe, subject })))
  return resources.every((unit) => isInCharge(actor, unit))
}

/** @throws NotFoundError */
const indicatorIn = (catalogue: Catalogue, code: string): Indicator => {
  const indicator = catalogue.get(code)
  if (indicator === undefined) throw noSuchIndicator(code)
  return indicator
}

const tooManySeries = (count: number) =>
  new InvalidRequestError({
    en: `Indicators, breakdowns and dimensions make ${count} series, more than ${MOST_SERIES}; ask for them in several requests.`,
    ru: `Показатели, разрезы и измерения дают ${count} рядов, больше ${MOST_SERIES}; разделите запрос.`,
  })

const tooManyFigures = () =>
  new InvalidRequestError({
    en: `These are more than ${MOST_ROWS} figures; narrow from and to, or ask for fewer series.`,
    ru: `Это больше ${MOST_ROWS} значений; сузьте период (from, to) или запросите меньше рядов.`,
  })

const codesOfSeveral = (dimensions: readonly string[]) =>
  new InvalidRequestError({
    en: `Codes belong to one dimension, and these are ${dimensions.join(', ')}; ask for one, or leave out code.`,
    ru: `Коды (code) относятся к одному измерению, а указаны ${dimensions.join(', ')}; оставьте одно или уберите code.`,
  })

/** @throws InvalidRequestError when figures cannot be compared with the period that is asked for */
const refuseUnlessComparable = (query: KpiQuery, indicator: Indicator): void => {
  const frequency = frequencyAsked(query, indicator)
  if (query.against === undefined || frequencyOf(query.against) === frequency) return
  throw new InvalidRequestError({
    en: `against=${query.against} is not of the frequency ${frequency} of the figures.`,
    ru: `against=${query.against} — не той периодичности, что значения (${frequency}).`,
  })
}
