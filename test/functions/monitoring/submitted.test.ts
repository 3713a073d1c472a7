import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const hessian = cluster('c2', {
  regions: [{ from: '1990-01-01', to: null, value: [['DE', 'DE-HE']] }],
  seat: [{ from: '1990-01-01', to: null, value: ['DE', 'DE-HE'] }],
  category: [{ from: '1990-01-01', to: null, value: 'bio' }],
})

const revenue = {
  code: 'revenue',
  name: { en: 'Revenue' },
  definition: { en: 'Revenue of the period' },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'Q',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'aggregate-only',
  tolerance: '0.1',
}
const perHead = {
  ...revenue,
  code: 'revenue-share',
  decimals: 2,
  aggregation: { rule: 'ratio-of-sums', numerator: 'revenue', denominator: 'wages' },
}

let given: Monitoring

const report = async (as: string, ...rows: readonly object[]) => {
  const body = { rows: rows.map((row) => ({ indicator: 'revenue', ...row })) }
  expect((await given.ask('POST', '/observations/import', { as, body })).body).toMatchObject({ rejected: 0 })
}
const kpis = async (query: string, as?: string) => given.ask('GET', `/kpis?${query}`, as ? { as } : {})

const QUARTERS = [10, 20, 30, 40]
const reportQuarters = (as: string, of: string, more: object = {}) =>
  report(as, ...QUARTERS.map((value, n) => ({ cluster: of, period: `2024-Q${n + 1}`, value, ...more })))

beforeEach(async () => {
  given = monitoring()
  await given.setCluster(cluster('c1'))
  await given.setCluster(hessian)
  const rows = [revenue, { ...revenue, code: 'wages' }, perHead]
  expect(
    (await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })).body,
  ).toMatchObject({ created: 3 })
})

describe('figures of submitted values', () => {
  const official = { source: 'survey' }

  beforeEach(async () => {
    await reportQuarters('manager', 'c1')
    await reportQuarters('analyst', 'c2', official)
    await given.aggregate()
  })

  it('are for who may verify them, and say so to everybody else', async () => {
    const refusals = await Promise.all(
      [undefined, 'participant', 'manager', 'analyst', 'bavaria'].map((as) =>
        kpis('indicator=revenue&basis=submitted', as),
      ),
    )
    expect(refusals.map(({ status }) => status)).toEqual([401, 403, 403, 403, 403])
    for (const { body } of refusals) expect(body.detail).toContain('kpi.verify over DE')
    const refused = async (query: string, as?: string) =>
      (await kpis(`indicator=revenue&basis=submitted&${query}`, as)).status
    expect(await refused('dimension=region&code=DE-BY,DE-HE', 'bavaria')).toBe(403)
    expect(await refused('dimension=category', 'bavaria')).toBe(403)
    expect(await refused('dimension=unit&code=c2', 'bavaria')).toBe(403)
    expect(await refused('dimension=unit&code=c1')).toBe(401)
    expect(await refused('dimension=region', 'manager')).toBe(403)
    expect((await kpis('indicator=clusters-registered&basis=submitted')).status).toBe(401)
  })

  it('add what waits, as status V, and leave public figures and stored cells alone', async () => {
    const stored = () => given.table.all().filter(({ entity }) => entity === 'cell')
    const before = stored()
    const all = await kpis('indicator=revenue&basis=submitted&from=2024', 'ministry')
    expect(all.body).toMatchObject({
      basis: 'submitted',
      rows: [
        {
          period: '2024',
          value: '200',
          obsStatus: 'V',
          reporting: 2,
          expected: 2,
          byStatus: { A: 1, V: 1 },
          provenance: { computedAt: null },
        },
      ],
    })
    expect((await kpis('indicator=revenue&from=2024', 'ministry')).body).toMatchObject({
      basis: 'public',
      rows: [{ value: '100', obsStatus: 'A', reporting: 1, byStatus: { A: 1 } }],
    })
    expect(stored()).toEqual(before)
  })

  it('are masked in a table outside the territory, and their share of a whole too', async () => {
    const { body } = await kpis(
      'indicator=revenue&basis=submitted&dimension=region&attribution=seat',
      'bavaria',
    )
    expect(body.totals).toEqual([])
    const first = body.rows.filter(({ period }: { period: string }) => period === '2024-Q1')
    expect(first).toMatchObject([
      { code: 'DE-BY', value: '10', obsStatus: 'V', share: null },
      { code: 'DE-HE', value: null, obsStatus: 'Q' },
    ])
    const whole = await kpis(
      'indicator=revenue&basis=submitted&dimension=region&attribution=seat&from=2024-Q1&to=2024-Q1',
      'ministry',
    )
    expect(whole.body.rows).toMatchObject([{ share: 0.5 }, { value: '10', obsStatus: 'A', share: 0.5 }])
    expect(whole.body.totals).toMatchObject([{ value: '20', sumOfParts: '20', overlap: '0' }])
  })

  it('are compared with the year before on the same basis', async () => {
    await report('manager', { cluster: 'c1', period: '2023-Q1', value: 5 })
    await report('analyst', { cluster: 'c2', period: '2023-Q1', value: 10, ...official })
    const query = 'indicator=revenue&from=2024-Q1&to=2024-Q1'
    const { body } = await kpis(`${query}&basis=submitted`, 'ministry')
    expect(body.rows[0].change).toMatchObject({ against: '2023-Q1', matched: { units: 2, before: '15' } })
    const open = await kpis(query, 'ministry')
    expect(open.body.rows[0].change).toMatchObject({ matched: { units: 1, before: '10' } })
  })

  it('show counts of the register as they are', async () => {
    const { body } = await kpis('indicator=clusters-registered&basis=submitted&from=2025&to=2025', 'ministry')
    expect(body.rows).toMatchObject([{ value: '2', obsStatus: 'A' }])
  })

  it('of ratios stand for periods that no run has computed', async () => {
    await reportQuarters('manager', 'c1', { indicator: 'wages' })
    const { body } = await kpis('indicator=revenue-share&basis=submitted&from=2024', 'ministry')
    expect(body.rows).toMatchObject([{ period: '2024', value: '1', obsStatus: 'V', reporting: 1 }])
  })
})

describe('the series of one cluster', () => {
  const own = (query = '', as?: string) => kpis(`indicator=revenue&dimension=unit&code=c1${query}`, as)
  const official = { source: 'survey' }

  beforeEach(async () => {
    await reportQuarters('analyst', 'c1', official)
    await report('manager', { cluster: 'c1', period: '2025-Q1', value: 15 })
    const target = { dimension: 'unit', code: 'c1', indicator: 'revenue', target: '160', baseline: '40' }
    const way = { baselinePeriod: '2022', period: '2026' }
    const rows = [
      { ...target, ...way },
      { ...target, period: '2024-Q2', target: '25', baseline: '5' },
    ]
    expect(
      (await given.ask('POST', '/targets/import', { as: 'bavaria', body: { rows } })).body,
    ).toMatchObject({ created: 2 })
  })

  it('shows how its target is attained, before any run', async () => {
    const quarters = await own('&from=2024-Q1', 'manager')
    expect(quarters.body.rows).toMatchObject([
      { code: 'c1', period: '2024-Q1', value: '10', attainment: null, statistics: null },
      {
        period: '2024-Q2',
        attainment: { target: '25', attainment: 0.75, met: false, gap: 5, onTrack: false },
      },
      { period: '2024-Q3', attainment: null },
      { period: '2024-Q4', attainment: null },
    ])
    expect((await own('&from=2024', 'manager')).body.rows).toMatchObject([
      {
        period: '2024',
        value: '100',
        reporting: 1,
        expected: 1,
        attainment: { period: '2026', attainment: 0.5, gap: 60, met: false, trajectory: 100, onTrack: true },
      },
    ])
  })

  it('gives null for a missing value, never 0', async () => {
    await report('analyst', { cluster: 'c1', period: '2024-Q2', obsStatus: 'L', ...official })
    expect((await own('&from=2024-Q2&to=2024-Q2', 'manager')).body.rows).toMatchObject([
      {
        value: null,
        reporting: 0,
        attainment: { attainment: null, met: null, gap: null, reason: 'no-value' },
      },
    ])
  })

  it('adds what waits for who may verify it', async () => {
    const { body } = await own('&from=2025-Q1&basis=submitted', 'bavaria')
    expect(body.rows).toMatchObject([
      {
        value: '15',
        obsStatus: 'V',
        change: { against: '2024-Q1', plain: { before: '10', difference: '5' } },
      },
    ])
    expect((await own('&from=2025-Q1', 'bavaria')).body.rows).toEqual([])
  })

  it('is for those in charge where the indicator is not open', async () => {
    expect((await own()).status).toBe(401)
    expect((await own('', 'participant')).status).toBe(403)
    expect((await kpis('indicator=revenue&dimension=unit&code=c2', 'manager')).status).toBe(403)
    expect((await kpis('indicator=revenue&dimension=unit&code=c9', 'ministry')).status).toBe(404)
    await report('analyst', { indicator: 'employment', cluster: 'c1', period: '2024', value: 7, ...official })
    await report('analyst', {
      indicator: 'employment',
      cluster: 'c2',
      period: '2024',
      value: 8,
      confStatus: 'N',
      ...official,
    })
    const open = await kpis('indicator=employment&dimension=unit&code=c1,c2,c1')
    expect(open.body.rows).toMatchObject([{ code: 'c1', value: '7' }])
    expect(open.body.rows).toHaveLength(1)
    expect((await kpis('indicator=employment&dimension=unit&code=c1&change=none')).body.rows).toMatchObject([
      { change: null },
    ])
  })

  it('is asked for by name, and not of counts of the register', async () => {
    expect((await kpis('indicator=employment&dimension=unit')).status).toBe(400)
    expect((await kpis('indicator=members&dimension=unit&code=c1')).status).toBe(400)
  })

  it('is there for single regions too', async () => {
    await report('analyst', {
      indicator: 'employment',
      region: 'DE-BY',
      period: '2024',
      value: 9,
      ...official,
    })
    const { body } = await kpis('indicator=employment&universe=region&dimension=unit&code=DE-BY')
    expect(body.rows).toMatchObject([{ code: 'DE-BY', value: '9' }])
  })

  it('reads the facts of that cluster alone', async () => {
    const before = given.factsRead()
    await own('', 'manager')
    expect(given.factsRead()).toBe(before)
  })
})

describe('a year reported beside its quarters', () => {
  const official = { source: 'survey' }

  it('is shown with the difference, and above the tolerance raises a check', async () => {
    await reportQuarters('analyst', 'c1', official)
    await reportQuarters('analyst', 'c2', official)
    await report('analyst', { cluster: 'c1', period: '2024', value: 110, ...official })
    expect(await given.aggregate()).toMatchObject({ checks: [] })
    const year = async (query: string) =>
      (await kpis(`indicator=revenue&from=2024&to=2024${query}`, 'ministry')).body.rows[0]
    expect(await year('')).toMatchObject({
      value: '210',
      overTime: { derived: '200', difference: '10', units: 1, exceeded: 0 },
    })
    await report('analyst', { cluster: 'c1', period: '2024', value: 111, ...official })
    const check = ['cluster#revenue#_T#2024#c1']
    expect(await given.aggregate()).toMatchObject({ checks: check })
    expect(await year('')).toMatchObject({ value: '211', overTime: { difference: '11', exceeded: 1 } })
    expect(await year('&dimension=unit&code=c1')).toMatchObject({
      value: '111',
      overTime: { derived: '100', difference: '11', units: 1, exceeded: 1 },
    })
    expect(await year('&dimension=unit&code=c2')).toMatchObject({ value: '100', overTime: null })

    // A corrected quarter changes what is shown beside, not the value.
    await report('analyst', { cluster: 'c1', period: '2024-Q4', value: 51, ...official })
    expect(await given.aggregate()).toMatchObject({ checks: [] })
    expect(await year('')).toMatchObject({ value: '211', overTime: { derived: '211', difference: '0' } })
    expect(await given.rebuild()).toMatchObject({ differing: [], checks: [] })
    const { tolerance: _, ...strict } = revenue
    const dated = { validFrom: '2024-01-01', reason: { en: 'Errors were found' } }
    const redefined = { rows: [{ ...strict, tolerance: '0', ...dated }] }
    await given.ask('POST', '/indicators/import', { as: 'analyst', body: redefined })
    await report('analyst', { cluster: 'c1', period: '2024', value: 112, ...official })
    const run = await given.aggregate()
    expect(run).toMatchObject({ checks: check })
    expect((await given.ask('GET', `/jobs/${run.run}`, { as: 'ministry' })).body).toMatchObject({
      checks: check,
    })
  })
})
