import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Clock } from '#kernel/clock'
import { InvalidRequestError } from '#kernel/errors'
import { type Agreements, oversees, type Places } from './authority.ts'
import type { EnterpriseStore } from './campaigns/enterprise-store.ts'
import type { figuresContract } from './contract/figures-contract.ts'
import { figuresBy } from './derived-figures.ts'
import type { DutyStore } from './duty-store.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { admitToCluster } from './kpi-access.ts'
import { type FigureSource, groupFigures, Reading } from './kpi-figures.ts'
import { viewOf } from './kpi-view.ts'
import {
  breaksBetween,
  type Catalogue,
  type Cell,
  type ClusterFacts,
  groupOf,
  type Indicator,
  isStored,
  type KpiChange,
  KpiQuery,
  type Period,
  type RegionComparison,
  type RegionComparisonAnswer,
  referenceDate,
  subtract,
  valueOn,
  yearBefore,
} from './model.ts'
import type { ObservationStore } from './observation-store.ts'
import type { CodeLists, RegionTree, RegisterFacts } from './ports.ts'
import type { SliceStore } from './slice-store.ts'
import { unitFigures } from './unit-figures.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly slices: SliceStore
  readonly duties: DutyStore
  readonly enterprises: EnterpriseStore
  readonly places: Places
  readonly openness: Agreements
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
  readonly clock: Clock
}

/** Comparisons in one answer. */
const MOST_ROWS = 500

/** Answers a cluster's figures beside the same of each of its regions and industry sections: the gap, the ratio, and
 *  how both grew since the year before. A region without the figure gives way to the nearest above it that has it.
 *  Figures of regions are official statistics: where the indicator is not open, they are shown when all that they rest
 *  on is free, or to who oversees the region.
 *  @throws NotFoundError when there is no such cluster or indicator
 *  @throws UnauthenticatedError, ForbiddenError when the caller may not see the cluster's figures */
export const getRegionComparisons =
  (ports: Ports) =>
  async ({
    query,
    actor,
  }: Call<typeof figuresContract.routes.getRegionComparisons>): Promise<{
    status: 200
    body: RegionComparisonAnswer
  }> => {
    const { cluster } = query
    const place = await ports.places.get({ universe: 'cluster', subject: cluster })
    const [catalogue, tree, [facts]] = await Promise.all([
      ports.indicators.catalogue(),
      ports.codeLists.regionTree(),
      ports.registry.clusterFacts([cluster]),
    ])
    const named = query.indicator.map((code) => {
      const indicator = catalogue.get(code)
      if (indicator === undefined) throw noSuchIndicator(code)
      admitToCluster(actor, place, indicator)
      return indicator
    })
    const rows: RegionComparison[] = []
    for (const indicator of named) {
      const shared = { ...ports, catalogue, tree, actor }
      rows.push(...(await comparisonsOf(indicator, query, facts, shared)))
      if (rows.length > MOST_ROWS) throw tooMany()
    }
    return {
      status: 200,
      body: {
        cluster,
        indicators: named.map(({ code, name, unit, direction, version }) => ({
          code,
          name,
          unit,
          direction,
          version,
        })),
        rows,
      },
    }
  }

type Shared = Ports & { readonly catalogue: Catalogue; readonly tree: RegionTree; readonly actor: Actor }

/** A figure in one period, and how it changed since the year before. */
interface Changed {
  readonly cell: Cell
  readonly growth: number | null
  readonly change: KpiChange | undefined
}

const comparisonsOf = async (
  indicator: Indicator,
  { cluster, from, to, frequency }: Call<typeof figuresContract.routes.getRegionComparisons>['query'],
  facts: ClusterFacts | undefined,
  shared: Shared,
): Promise<readonly RegionComparison[]> => {
  const range = {
    indicator: indicator.code,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(frequency !== undefined && { frequency }),
  }
  const own = await sourceOf(
    KpiQuery.parse({ ...range, dimension: 'unit', code: cluster }),
    indicator,
    shared,
  )
  const all = await own.source.periods()
  const periods = (from ?? to) === undefined ? all.slice(-1) : all
  const references = new Map<string, Awaited<ReturnType<typeof sourceOf>>>()
  const rows: RegionComparison[] = []
  for (const period of periods) {
    const value = (await changed(own.source, period, 'unit')).get(cluster)
    if (value === undefined) continue
    const redefined = breaksBetween(indicator.code, yearBefore(period), period, shared.catalogue)
    const date = referenceDate(period)
    const paths = valueOn(facts?.regions ?? [], date) ?? []
    for (const section of [...new Set(valueOn(facts?.sections ?? [], date))].sort()) {
      const codes = [...new Set(paths.flat())].join()
      if (codes === '') continue
      const series = `${section}#${codes}`
      const asked = KpiQuery.parse({ ...range, universe: 'region', dimension: 'region', breakdown: section })
      const reference =
        references.get(series) ?? (await sourceOf({ ...asked, code: codes }, indicator, shared))
      references.set(series, reference)
      const found = await changed(reference.source, period, 'region')
      for (const path of paths) {
        const region = path.toReversed().find((code) => found.get(code)?.cell.value != null) ?? path.at(-1)
        if (region === undefined) continue
        const beside = found.get(region)
        const seen = await maySee(region, section, period, reference.reading, indicator, shared)
        const name = { indicator, period, region, section, redefined }
        rows.push(compared(name, value, seen ? beside : 'withheld'))
      }
    }
  }
  return rows
}

/** Where the figures of one series come from. */
const sourceOf = async (
  query: KpiQuery,
  indicator: Indicator,
  shared: Shared,
): Promise<{ source: FigureSource; reading: Reading }> => {
  const { catalogue, tree, actor } = shared
  const reading = Reading.after(undefined, query, shared)
  const viewFor = (code: string) => viewOf(query, catalogue.get(code) ?? indicator, tree)
  const source = await figuresBy(
    indicator.code,
    catalogue,
    (code) => {
      const one = catalogue.get(code) ?? indicator
      const asked = { query, indicator: one, catalogue, view: viewFor(code), actor, tree, reading }
      return query.dimension === 'unit' ? unitFigures(shared, asked) : groupFigures(shared, asked)
    },
    viewFor,
  )
  return { source, reading }
}

const changed = async (
  source: FigureSource,
  period: Period,
  dimension: 'unit' | 'region',
): Promise<ReadonlyMap<string, Changed>> => {
  const { cells } = await source.figures(period)
  const changes = await source.changes({ period, against: yearBefore(period) }, cells)
  return new Map(
    cells.map(({ cell }) => {
      const change = changes.get(groupOf(dimension, cell.code))
      return [cell.code, { cell, growth: (change?.matched ?? change?.plain)?.growth ?? null, change }]
    }),
  )
}

/** Whether the reader may see a region's figure: of an open indicator, of the reader's own territory, or official
 *  statistics of which nothing is confidential. */
const maySee = async (
  region: string,
  section: string,
  period: Period,
  reading: Reading,
  indicator: Indicator,
  { actor, tree, catalogue }: Shared,
): Promise<boolean> => {
  if (indicator.confidentiality === 'open') return true
  const pathOf = (code: string) => tree.regions.find((one) => one.code === code)?.path ?? []
  if (oversees(actor, { regions: [pathOf(region)] })) return true
  const held = catalogue.at(period).get(indicator.code)
  if (held === undefined || !isStored(held)) return false
  const slice = { universe: 'region', indicator: indicator.code, breakdown: section, period } as const
  const inputs = await reading.slices.inputs(slice, held)
  return [...inputs.values()].every(({ observations }) =>
    [...observations.values()]
      .flat()
      .every(({ subject, confStatus }) => confStatus === 'F' || !pathOf(subject).includes(region)),
  )
}

const compared = (
  {
    indicator,
    redefined,
    ...name
  }: Pick<RegionComparison, 'period' | 'region' | 'section'> & {
    readonly indicator: Indicator
    /** Whether its definition changed since the year before. */
    readonly redefined: boolean
  },
  { cell, growth, change }: Changed,
  beside: Changed | 'withheld' | undefined,
): RegionComparison => {
  const shown = beside === 'withheld' ? undefined : beside
  const reference = shown?.cell.value ?? null
  const { value } = cell
  const growthBreak = redefined ? ('definition' as const) : change?.break
  const referenceGrowth = shown?.growth ?? null
  return {
    indicator: indicator.code,
    ...name,
    value,
    obsStatus: cell.obsStatus,
    reference,
    referenceStatus: beside === 'withheld' ? 'Q' : (shown?.cell.obsStatus ?? 'O'),
    ...(cell.noValue !== undefined && { noValue: cell.noValue }),
    gap: value === null || reference === null ? null : subtract(value, reference),
    ratio: value === null || !Number(reference) ? null : Number(value) / Number(reference),
    growth,
    growthThroughout: change?.split?.throughout.growth ?? null,
    ...(growthBreak !== undefined && { growthBreak }),
    referenceGrowth,
    growthGap: growth === null || referenceGrowth === null ? null : growth - referenceGrowth,
  }
}

const tooMany = () =>
  new InvalidRequestError({
    en: `These are more than ${MOST_ROWS} comparisons; narrow from and to, or ask for fewer indicators.`,
    ru: `Это больше ${MOST_ROWS} сравнений; сузьте период (from, to) или запросите меньше показателей.`,
  })
