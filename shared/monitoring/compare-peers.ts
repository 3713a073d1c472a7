import { type Actor, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { type Agreements, oversees, type Places, viewer } from './authority.ts'
import { type ClusterFigureSource, clusterFigures, tellsOfWhole } from './cluster-figures.ts'
import { type ComparedFigure, comparedFigures } from './cluster-series.ts'
import type { figuresContract } from './contract/figures-contract.ts'
import type { IndicatorStore } from './indicator-store.ts'
import { admitToCluster, wholeNotYours } from './kpi-access.ts'
import {
  type Catalogue,
  FEWEST_PEERS,
  type Indicator,
  type Observation,
  type ObservationView,
  type PeerAnswer,
  type PeerComparison,
  peersOf,
  referenceDate,
  registerOf,
  standing,
  type UnitFigures,
} from './model.ts'
import type { CodeLists, RegisterFacts } from './ports.ts'
import type { SliceStore } from './slice-store.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly slices: SliceStore
  readonly places: Places
  readonly openness: Agreements
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
}

/** Answers where a cluster stands among its peers: percentile, and the gaps to their median and best decile, from
 *  public values; of growth, shares and ratios those of each cluster's own. Nobody gets another cluster's value. Fewer than ten peers with values tell too much of each other
 *  wherever their values are not open; then only who oversees the whole deployment gets more than the cluster's own.
 *  @throws NotFoundError when there is no such cluster or indicator
 *  @throws UnauthenticatedError, ForbiddenError when the caller may not see how the cluster compares */
export const getPeerComparisons =
  (ports: Ports) =>
  async ({
    query,
    actor,
  }: Call<typeof figuresContract.routes.getPeerComparisons>): Promise<{
    status: 200
    body: PeerAnswer
  }> => {
    const { cluster, breakdown } = query
    const place = await ports.places.get({ universe: 'cluster', subject: cluster })
    const { catalogue, named, figures } = await comparedFigures(query, ports)
    for (const indicator of named) admitToCluster(actor, place, indicator)
    const [facts, tree] = await Promise.all([ports.registry.clusterFacts(), ports.codeLists.regionTree()])
    for (const indicator of named)
      if (!maySeeWhole(actor, indicator, catalogue)) throw wholeNotYours(indicator.code, tree.root)
    const register = registerOf(facts, [], tree.regions)
    const source = { catalogue, slices: ports.slices, register, root: tree.root }
    const view = viewer(actor, ports, catalogue)
    const rows: PeerComparison[] = []
    for (const figure of figures) rows.push(await comparison(figure, { cluster, source, actor, view }))
    return {
      status: 200,
      body: {
        cluster,
        breakdown,
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

interface Asked {
  readonly cluster: string
  readonly source: Omit<ClusterFigureSource, 'reader'>
  readonly actor: Actor
  readonly view: (observation: Observation) => Promise<ObservationView | undefined>
}

const comparison = async (
  { indicator, slice, reader }: ComparedFigure,
  { cluster, source, actor, view }: Asked,
): Promise<PeerComparison> => {
  const { register } = source
  const figures = (await clusterFigures(slice, { ...source, reader })) ?? NO_FIGURES
  const { scale, units } = figures.numbers
  const numberOf = (other: string) => units.get(other)?.number ?? null
  const peers = peersOf(cluster, register, referenceDate(slice.period), (other) => numberOf(other) !== null)
  const reporting = (peers?.clusters ?? []).filter((other) => numberOf(other) !== null)
  const counted = {
    indicator: indicator.code,
    period: slice.period,
    peers: peers?.set ?? null,
    expected: peers?.clusters.length ?? 0,
    reporting: reporting.length,
  }
  const sources = await Promise.all(figures.sourcesOf(cluster).map(view))
  if (sources.some((seen) => seen === undefined))
    return { ...counted, ...NOTHING, value: null, obsStatus: 'Q' }
  const own = units.get(cluster)
  const shown = { ...counted, value: own?.value ?? null, obsStatus: own?.obsStatus ?? ('O' as const) }
  const number = own?.number ?? null
  if (peers === undefined || number === null) return { ...shown, ...NOTHING }
  const isFree = (other: string) => figures.sourcesOf(other).every(({ confStatus }) => confStatus === 'F')
  const open = indicator.confidentiality === 'open' && reporting.every(isFree)
  const seesAll = open || oversees(actor, WHOLE_DEPLOYMENT)
  if (reporting.length < FEWEST_PEERS && !seesAll) return { ...shown, ...NOTHING, confStatus: 'A' }
  const numbers = reporting.flatMap((other) => numberOf(other) ?? [])
  return {
    ...shown,
    ...standing(indicator.direction, number, { values: numbers, scale }),
    peerFigure: seesAll ? figures.figureOf(new Set(reporting)) : null,
  }
}

const NO_FIGURES: UnitFigures = {
  numbers: { scale: 1, units: new Map() },
  sourcesOf: () => [],
  figureOf: () => null,
}

const NOTHING = {
  percentile: null,
  median: null,
  bestDecile: null,
  gapToMedian: null,
  gapToBestDecile: null,
  peerFigure: null,
}

/** Whether the actor may see what a share tells of besides: the figure of all clusters. */
const maySeeWhole = (actor: Actor, { code, confidentiality }: Indicator, catalogue: Catalogue): boolean =>
  confidentiality === 'open' || oversees(actor, WHOLE_DEPLOYMENT) || !tellsOfWhole(code, catalogue)
