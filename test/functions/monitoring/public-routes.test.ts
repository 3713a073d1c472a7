import { beforeAll, describe, expect, it } from 'vitest'
import { monitoringContract } from '#monitoring/contract'
import { figuresContract } from '#monitoring/contract/figures-contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

// Values that stand for themselves alone wherever they appear: no sum of them is another.
const SECRETS = [73_180_001, 73_260_013, 73_390_027, 73_470_031]
const BEFORE = [61_110_003, 61_270_009, 61_330_019, 61_490_033]
const CLUSTERS = SECRETS.map((_, index) => `c${index}`)
const BASELINE = 58_190_077

const INDICATOR = {
  code: 'revenue',
  name: { en: 'Revenue' },
  definition: { en: 'Revenue of the period' },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'aggregate-only',
  validRange: { min: '0' },
}
const INDICATORS = [
  INDICATOR,
  { ...INDICATOR, code: 'revenue-max', aggregation: { rule: 'max' } },
  { ...INDICATOR, code: 'revenue-median', aggregation: { rule: 'median' } },
  { ...INDICATOR, code: 'secret-plans', confidentiality: 'authority-only' },
]

/** Parameters that take each public route to the secrets. */
const PARAMS: Readonly<Record<string, string>> = {
  universe: 'cluster',
  subject: 'c0',
  indicator: 'revenue',
  breakdown: '_T',
  period: '2025',
  code: 'revenue',
  release: '1',
}

/** Questions besides a route's bare address. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  listObservations: ['subject=c0', 'indicator=revenue&period=2025', 'subject=c0&indicator=revenue'],
  listTargets: ['indicator=revenue'],
  getLocationQuotients: [
    'indicator=revenue&breakdown=C&period=2025',
    'indicator=revenue&breakdown=_T&period=2025',
  ],
  getKpis: INDICATORS.flatMap(({ code }) =>
    [
      'nation',
      'region',
      'category',
      'category-any',
      'section',
      'stage',
      'type',
      'unit&code=c0',
      'region&code=DE-HE',
    ].flatMap((dimension) =>
      [
        '',
        '&attribution=seat',
        '&universe=region',
        '&basis=submitted',
        '&change=previous',
        '&against=2024',
        '&release=1',
        '&breakdown=C',
      ].map((rest) => `indicator=${code}&dimension=${dimension}${rest}`),
    ),
  ),
}

let given: Monitoring

beforeAll(async () => {
  given = monitoring()
  // Two in Bavaria, two in Hesse; categories, stages and types cut otherwise. Nothing but the nation can be shown.
  for (const [index, id] of CLUSTERS.entries()) {
    const land = index < 2 ? 'DE-BY' : 'DE-HE'
    const since = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]
    await given.setCluster(
      cluster(id, {
        regions: since([['DE', land]]),
        seat: since(['DE', land]),
        category: since(index === 0 ? 'auto' : 'bio'),
        categories: since(index === 0 ? ['auto', 'bio'] : ['bio']),
        sections: since([index === 3 ? 'J' : 'C']),
        stage: since(index === 1 ? 'mature' : 'growth'),
        type: since(index === 2 ? 'agro' : 'industrial'),
      }),
    )
  }
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: INDICATORS } })
  const rows = INDICATORS.flatMap(({ code }) =>
    CLUSTERS.flatMap((id, index) => [
      { indicator: code, cluster: id, period: '2025', value: SECRETS[index], source: 'survey' },
      { indicator: code, cluster: id, period: '2024', value: BEFORE[index], source: 'survey' },
    ]),
  )
  expect(
    (await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })).body,
  ).toMatchObject({
    rejected: 0,
  })
  const target = { indicator: 'revenue', period: '2025', target: '80000000', baseline: String(BASELINE) }
  const targets = [
    { ...target, dimension: 'unit', code: 'c0' },
    { ...target, dimension: 'region', code: 'DE' },
    { ...target, dimension: 'region', code: 'DE-BY' },
  ]
  expect(
    (await given.ask('POST', '/targets/import', { as: 'ministry', body: { rows: targets } })).body,
  ).toMatchObject({ created: 3 })
  await given.aggregate()
  await given.ask('POST', '/releases', {
    as: 'publisher',
    body: {
      title: { en: 'Revenue' },
      releaseAt: '2026-03-02T09:00:00.000Z',
      indicators: ['revenue', 'revenue-max', 'revenue-median'],
      periods: ['2024', '2025'],
    },
  })
  given.setClock('2026-03-02T09:00:00.000Z')
  await given.issue()
})

/** Every sum over one to three of the four clusters, and what a reader must not get besides. */
const FORBIDDEN = [SECRETS, BEFORE].flatMap((values) =>
  Array.from({ length: 14 }, (_, mask) =>
    values.reduce((sum, value, index) => sum + (((mask + 1) >> index) & 1 ? value : 0), 0),
  ),
)

const routes = Object.entries({
  ...monitoringContract.routes,
  ...figuresContract.routes,
  ...releasesContract.routes,
}).filter(([, { method, access }]) => method === 'GET' && access === 'public')

describe('no public route tells a reader without powers a single value or a sum of few', () => {
  it.each(routes)('%s', async (name, { path }) => {
    const address = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => PARAMS[parameter] ?? 'x')
    for (const as of [undefined, 'participant', 'publisher', 'insider'])
      for (const query of ['', ...(QUERIES[name] ?? [])]) {
        const { status, text } = await given.ask(
          'GET',
          query === '' ? address : `${address}?${query}`,
          as ? { as } : {},
        )
        expect(status, query).toBeLessThan(500)
        for (const secret of [...FORBIDDEN, BASELINE]) expect(text, query).not.toContain(String(secret))
      }
  })

  it('though the figure of the nation is shown', async () => {
    const { body } = await given.ask('GET', '/kpis?indicator=revenue&from=2025')
    expect(body.rows).toMatchObject([
      {
        value: String(SECRETS.reduce((sum, value) => sum + value, 0)),
        attainment: { target: '80000000' },
        change: { matched: { units: 4 } },
      },
    ])
  })

  it('nor does what is made of extremes and medians', async () => {
    for (const code of ['revenue-max', 'revenue-median'])
      expect((await given.ask('GET', `/kpis?indicator=${code}&from=2025`)).body.rows).toMatchObject([
        { value: null, confStatus: 'A', statistics: null, change: null },
      ])
    expect((await given.ask('GET', '/kpis?indicator=secret-plans')).status).toBe(401)
  })
})
