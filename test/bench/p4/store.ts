import { idSource } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import { aggregateKpis, createMonitoring } from '#monitoring/index'
import type { ClusterFacts, Group } from '#monitoring/model'
import { accountWith } from '../../support/things.ts'
import { atMost, type Line } from '../group.ts'
import { groupsByCluster, random } from './data.ts'

const BREAKDOWNS = Array.from({ length: 20 }, (_, n) => `B${n}`)
const YEARS = Array.from({ length: 10 }, (_, n) => String(2010 + n))

const dated = <T>(value: T) => [{ from: '2009-01-01', to: null, value }]

const codesIn = (groups: readonly Group[], dimension: string): string[] =>
  groups
    .filter((group) => group.startsWith(`${dimension}#`))
    .map((group) => group.slice(dimension.length + 1))

const factsOf = (cluster: string, groups: readonly Group[]): ClusterFacts => ({
  cluster,
  regions: dated(
    codesIn(groups, 'region')
      .filter((code) => code !== 'DE')
      .map((code) => ['DE', code]),
  ),
  seat: dated(codesIn(groups, 'region-seat')),
  category: dated(codesIn(groups, 'category')[0] ?? ''),
  categories: dated(codesIn(groups, 'category-any')),
  sections: dated(codesIn(groups, 'section')),
  stage: dated(codesIn(groups, 'stage')[0] ?? ''),
  type: dated(codesIn(groups, 'type')[0] ?? ''),
  entries: [{ register: 'national', number: cluster, status: dated('registered' as const) }],
})

/** 100,000 observations in 200 slices through reporting, store and job; then a late correction in two of them. */
export const storeLines = async (): Promise<{ lines: Line[]; notes: string[]; raw: unknown }> => {
  const clusters = [...groupsByCluster()].map(([cluster, groups]) => factsOf(cluster, groups))
  const table = new MemoryTable()
  const registry = { clusterFacts: async () => clusters, membershipFacts: async () => [] }
  const codeLists = {
    regionTree: async () => ({ root: 'DE', regions: [] }),
    pathOf: async () => undefined,
    find: async (_list: string, code: string) => ({ code }),
    industries: async () => BREAKDOWNS.map((code) => ({ code })),
    categories: async () => [],
  }
  const clock = () => new Date('2026-03-01T09:00:00.000Z')
  const ports = { table, registry, codeLists, clock, newId: idSource() }
  const { importObservations } = createMonitoring({
    ...ports,
    clusters: { clusterRegions: async () => ({ regionPaths: [['DE']], category: 'any' }) },
  })
  const report = async (rows: readonly object[]) => {
    const { body } = await importObservations({
      actor: accountWith(['statistics.import']),
      requestId: 'bench',
      at: clock(),
      language: 'en',
      params: undefined,
      query: undefined,
      page: { limit: 50 },
      body: { rows: [...rows] },
    })
    if (body.rejected > 0)
      throw new Error(JSON.stringify(body.rows.find(({ outcome }) => outcome === 'rejected')))
  }
  const chance = random(3)
  const row = (cluster: string, breakdown: string, period: string) => ({
    cluster,
    indicator: 'employment',
    breakdown,
    period,
    value: Math.floor(10 ** (chance() * 6)),
    source: 'bench',
  })
  for (const breakdown of BREAKDOWNS)
    for (const period of YEARS) await report(clusters.map(({ cluster }) => row(cluster, breakdown, period)))
  const aggregate = aggregateKpis(ports)
  const start = performance.now()
  const first = await aggregate()
  const milliseconds = Math.round(performance.now() - start)
  const late = [
    ['B3', '2012'],
    ['B7', '2017'],
  ] as const
  const [one] = clusters
  if (one === undefined) throw new Error('no cluster')
  await report(late.map(([breakdown, period]) => ({ ...row(one.cluster, breakdown, period), value: 7 })))
  const correction = await aggregate()
  const partitions = late.map(([breakdown, period]) => `SLICE#cluster#employment#${breakdown}#${period}`)
  const slicesRead = table.all().filter(({ pk }) => partitions.includes(pk)).length
  const ratio = correction.reads.records / slicesRead
  return {
    lines: [
      {
        figure: 'store and job, 100,000 observations in 200 slices',
        value: `${milliseconds} ms, ${first.cells.written} cells written`,
        comparedWith: '',
        ratio: '',
        target: '',
        verdict: '',
      },
      {
        figure: 'after a late correction in 2 slices: records read',
        value: `${correction.reads.records}, ${correction.cells.computed} cells computed`,
        comparedWith: `the 2 slices: ${slicesRead} records`,
        ratio: ratio.toFixed(3),
        target: '≤ 1.1',
        verdict: atMost(ratio, 1.1),
      },
    ],
    notes: [
      'The store is the in-memory table that one specification holds equal to DynamoDB; reads are those of the monitoring table (slices, marks, lease), not the register’s facts, which are one read of their own per run.',
    ],
    // Without the list of every cell: a report is one message between processes.
    raw: { first: { ...first, touched: first.touched.length }, milliseconds, correction, slicesRead },
  }
}
