import { EMPLOYMENT_GROUPS } from './facts/industries.ts'
import { LANDS } from './facts/regions.ts'
import type { SampleCluster } from './generate-registry.ts'
import type { Sample } from './model.ts'
import { Chance } from './random.ts'

type Observation = Sample['observations'][number]

/** Five years. */
const YEARS = [2021, 2022, 2023, 2024, 2025] as const
const LAST_YEAR = '2025'
const QUARTERS = [1, 2, 3, 4] as const

/** Invented figures are never taken for somebody's: every one names this source. */
const SOURCE = 'Invented sample figures / вымышленные данные'

/** How a figure of a cluster follows from the number of people employed, before chance. */
interface Figure {
  readonly indicator: string
  readonly of: (employment: number, chance: Chance) => number
  readonly decimals?: number
  readonly quarterly?: true
}

const FIGURES: readonly Figure[] = [
  { indicator: 'average-wage', of: (_people, chance) => 3900 * chance.factor(0.25) },
  { indicator: 'revenue', of: (people, chance) => people * 55 * chance.factor(0.3), quarterly: true },
  { indicator: 'value-added', of: (people, chance) => people * 78 * chance.factor(0.2) },
  { indicator: 'rd-spend', of: (people, chance) => people * 9 * chance.factor(0.7) },
  { indicator: 'new-firms', of: (_people, chance) => chance.whole(0, 6) },
  { indicator: 'management-fte', of: (_people, chance) => 0.5 + chance.next() * 7, decimals: 1 },
  { indicator: 'satisfaction', of: (_people, chance) => 6.2 + chance.next() * 3.2, decimals: 1 },
]

/** Reported values of the clusters: annual and quarterly, most published, some missing, estimated or provisional. */
export const inventFigures = (clusters: readonly SampleCluster[], seed: number): Observation[] =>
  clusters.flatMap((cluster, index) => {
    // A source of chance for each cluster: another indicator here changes no other cluster's figures.
    const chance = new Chance(seed * 1009 + index)
    const growth = 0.97 + chance.next() * 0.08
    return YEARS.flatMap((year, place) => {
      const people = Math.round(cluster.employment * growth ** place * chance.factor(0.02))
      const row = (indicator: string, period: string, value: number, decimals = 0): Observation => ({
        cluster: cluster.row.id,
        indicator,
        period,
        ...statusOf(chance, period, value.toFixed(decimals)),
        source: SOURCE,
        workflow: 'published',
      })
      return [
        row('employment', String(year), people),
        ...FIGURES.flatMap(({ indicator, of, decimals, quarterly }) =>
          quarterly
            ? QUARTERS.map((quarter) => row(indicator, `${year}-Q${quarter}`, of(people, chance), decimals))
            : [row(indicator, String(year), of(people, chance), decimals)],
        ),
      ]
    })
  })

const statusOf = (
  chance: Chance,
  period: string,
  value: string,
): Pick<Observation, 'value' | 'obsStatus'> => {
  if (chance.happens(0.025)) return { value: null, obsStatus: 'L' }
  if (chance.happens(0.02)) return { value, obsStatus: 'E' }
  return { value, obsStatus: period.startsWith(LAST_YEAR) && chance.happens(0.5) ? 'P' : 'A' }
}

/** Employment of the Länder by groups of industries, with the nation's own figures as benchmarks. Groups add up to
 *  the total but for people without a known industry. */
export const inventRegionalEmployment = (chance: Chance): Observation[] =>
  YEARS.flatMap((year, place) => {
    const nation = new Map<string, number>()
    const count = (region: string, breakdown: string, value: number): Observation => {
      nation.set(breakdown, (nation.get(breakdown) ?? 0) + value)
      return regional(region, breakdown, year, value)
    }
    const lands = LANDS.flatMap(({ code, thousandJobs }) => {
      const groups = EMPLOYMENT_GROUPS.map((group) => {
        const share = SHARES[group] * chance.factor(0.15)
        return count(code, group, Math.round(thousandJobs * 1000 * share * 1.009 ** place))
      })
      const known = groups.reduce((sum, { value }) => sum + Number(value), 0)
      return [...groups, count(code, '_T', known + chance.whole(20, 400))]
    })
    const benchmarks = [...nation].map(([breakdown, value]) => regional('DE', breakdown, year, value))
    return [...lands, ...benchmarks]
  })

const regional = (region: string, breakdown: string, year: number, value: number): Observation => ({
  region,
  indicator: 'employment',
  breakdown,
  period: String(year),
  value: String(value),
  level: 'land',
  source: SOURCE,
  workflow: 'published',
})

/** About the shares of the groups in all employment. */
const SHARES: Readonly<Record<(typeof EMPLOYMENT_GROUPS)[number], number>> = {
  A: 0.008,
  'B-E': 0.23,
  F: 0.06,
  'G-I': 0.22,
  J: 0.04,
  K: 0.03,
  L: 0.01,
  'M-N': 0.13,
  'O-Q': 0.23,
  'R-U': 0.042,
}

/** What the management of one cluster reported for 2026 so far; it waits for verification. */
export const inventSubmissions = ({ row, employment }: SampleCluster, chance: Chance): Observation[] =>
  ['2026-Q1', '2026-Q2'].flatMap((period) => [
    { cluster: row.id, indicator: 'events', period, value: String(chance.whole(3, 12)) },
    { cluster: row.id, indicator: 'revenue', period, value: String(Math.round(employment * 56)) },
  ])

/** Targets of the nation, the Länder and some clusters for employment and satisfaction. */
export const inventTargets = (
  clusters: readonly SampleCluster[],
  observations: readonly Observation[],
): Sample['targets'][number][] => {
  const base = (of: (row: Observation) => boolean) =>
    observations.find(
      (row) => row.period === '2021' && row.indicator === 'employment' && row.value !== null && of(row),
    )?.value
  const target = (
    subject: Pick<Sample['targets'][number], 'universe' | 'dimension' | 'code'>,
    baseline: unknown,
    growth: number,
  ): Sample['targets'][number][] =>
    typeof baseline === 'string'
      ? [
          {
            ...subject,
            indicator: 'employment',
            period: LAST_YEAR,
            baseline,
            baselinePeriod: '2021',
            target: String(Math.round(Number(baseline) * growth)),
          },
        ]
      : []
  return [
    ...['DE', ...LANDS.map(({ code }) => code)].flatMap((code) =>
      target(
        { universe: 'region', dimension: 'region', code },
        base((row) => row.region === code && row.breakdown === '_T'),
        1.04,
      ),
    ),
    ...clusters
      .filter(({ row }) => row.regions.includes('DE-BY'))
      .flatMap(({ row }) =>
        target(
          { universe: 'cluster', dimension: 'unit', code: row.id },
          base(({ cluster }) => cluster === row.id),
          1.08,
        ),
      ),
  ]
}
