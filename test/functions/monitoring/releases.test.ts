import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryTable } from '#kernel/memory-table'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring, monitoringOver, REVENUE } from './support.ts'

const GROWTH = {
  ...REVENUE,
  code: 'revenue-growth',
  measure: { kind: 'share' },
  aggregation: { rule: 'growth', of: 'revenue', against: 'year-before' },
  overTime: 'last',
}

const inHesse = {
  regions: [{ from: '1990-01-01', to: null, value: [['DE', 'DE-HE']] }],
  seat: [{ from: '1990-01-01', to: null, value: ['DE', 'DE-HE'] }],
}

let given: Monitoring

const report = async (rows: readonly (readonly [cluster: string, period: string, value: number])[]) => {
  const body = {
    rows: rows.map(([id, period, value]) => ({
      indicator: 'revenue',
      cluster: id,
      period,
      value,
      source: 'survey',
    })),
  }
  expect((await given.ask('POST', '/observations/import', { as: 'analyst', body })).body).toMatchObject({
    rejected: 0,
  })
}

const PLAN = {
  title: { en: 'First quarter', ru: 'Первый квартал' },
  releaseAt: '2026-03-02T09:00:00.000Z',
  indicators: ['revenue'],
  periods: ['2025-Q1'],
}
const plan = async (more: object = {}) => {
  const { status, body } = await given.ask('POST', '/releases', {
    as: 'publisher',
    body: { ...PLAN, ...more },
  })
  expect(status).toBe(201)
  return body
}
/** Plans a release for an instant, and lets the job run then. */
const release = async (at: string, more: object = {}) => {
  const planned = await plan({ releaseAt: at, ...more })
  given.setClock(at)
  const run = await given.issue()
  expect(run).toMatchObject({ outcome: 'done', releases: { published: [planned.release] } })
  return planned.release
}
const kpis = async (query: string, as?: string) =>
  (await given.ask('GET', `/kpis?indicator=revenue&change=none&${query}`, as ? { as } : {})).body
const values = async (query: string, as?: string) =>
  Object.fromEntries(
    (await kpis(query, as)).rows.map(
      ({ code, value, confStatus }: { code: string; value: string | null; confStatus?: string }) => [
        code,
        value ?? confStatus,
      ],
    ),
  )

/** Nine clusters: six in Bavaria, three in Hesse, one of which is large. */
const SIZES = [400, 380, 410, 390, 405, 395, 9_000, 120, 80]
const REPORTS = SIZES.map((size, index) => [`c${index}`, '2025-Q1', size] as const)

beforeEach(async () => {
  given = monitoring({
    enterprises: {
      c9: ['a', 'b', 'c'].map((name, index) => ({
        enterprise: `c9-${name}`,
        value: [150n, 130n, 140n][index] ?? 0n,
        waived: false,
      })),
    },
  })
  for (const index of SIZES.keys()) await given.setCluster(cluster(`c${index}`, index < 6 ? {} : inHesse))
  const rows = [REVENUE, GROWTH]
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
  await report(REPORTS)
})

describe('figures of an indicator that is not open', () => {
  it('are none for the public before a release, and live for authorities', async () => {
    await given.aggregate()
    expect(await kpis('')).toMatchObject({ series: [{ release: 0 }], rows: [] })
    expect(await kpis('', 'ministry')).toMatchObject({
      series: [{ release: null }],
      rows: [{ value: '11580' }],
    })
  })

  it('are those of the newest release, without what gives somebody away', async () => {
    await release('2026-03-02T09:00:00.000Z')
    expect(await kpis('')).toMatchObject({
      series: [{ release: 1 }],
      rows: [{ code: 'DE', release: 1, value: '11580', obsStatus: 'A', reporting: 9, statistics: null }],
    })
    // Hesse is dominated by c6, and Bavaria is the rest of the nation.
    expect(await kpis('dimension=region')).toMatchObject({
      totals: [{ value: '11580', sumOfParts: null, overlap: null }],
      rows: [
        { code: 'DE-BY', value: null, obsStatus: 'Q', confStatus: 'D', reporting: 6, coverage: 1 },
        { code: 'DE-HE', value: null, confStatus: 'O', reporting: 3, share: null, provenance: null },
      ],
    })
  })

  it('have a hash that cannot be tried out, and nothing of single values beside them', async () => {
    await release('2026-03-02T09:00:00.000Z')
    await given.aggregate()
    const [shown] = (await kpis('')).rows
    const [live] = (await kpis('', 'ministry')).rows
    expect(live.statistics).toMatchObject({ max: '9000' })
    expect(shown).toMatchObject({ statistics: null, estimatedShare: null, overTime: null, benchmark: null })
    expect(shown.provenance.hash).not.toBe(live.provenance.hash)
  })

  it('have quartiles from ten contributors, and never extremes', async () => {
    for (const id of ['c10', 'c11', 'c12', 'c13']) await given.setCluster(cluster(id))
    await report(['c10', 'c11', 'c12', 'c13'].map((id) => [id, '2025-Q1', 400]))
    await release('2026-03-02T09:00:00.000Z')
    expect((await kpis('')).rows[0].statistics).toEqual({
      min: null,
      lowerQuartile: '390',
      median: '400',
      upperQuartile: '400',
      max: null,
      mean: null,
    })
    expect((await kpis('dimension=region&code=DE-BY')).rows[0].statistics).toBeNull()
  })

  it('of an authority are those of a release when it asks for it', async () => {
    await release('2026-03-02T09:00:00.000Z')
    await given.aggregate()
    await report([['c0', '2025-Q1', 500]])
    expect(await values('', 'ministry')).toEqual({ DE: '11580' })
    await given.aggregate()
    expect(await values('', 'ministry')).toEqual({ DE: '11680' })
    expect(await values('release=newest', 'ministry')).toEqual({ DE: '11580' })
    expect((await given.ask('GET', '/kpis?indicator=revenue&release=2')).status).toBe(404)
    expect((await given.ask('GET', '/kpis?indicator=members&release=1')).status).toBe(400)
    const unit = await given.ask('GET', '/kpis?indicator=revenue&dimension=unit&code=c1&release=1')
    expect(unit.status).toBe(400)
  })
})

describe('a later release', () => {
  it('lets a figure stand until three enterprises changed', async () => {
    await given.setCluster(cluster('c7b'))
    await release('2026-03-02T09:00:00.000Z')
    await report([['c7b', '2025-Q1', 130]])
    await release('2026-04-02T09:00:00.000Z')
    // One more cluster, which is one enterprise: the old figure stands, with its old coverage.
    expect(await kpis('')).toMatchObject({
      series: [{ release: 2 }],
      rows: [{ value: '11580', release: 1, reporting: 9, expected: 10 }],
    })
    expect((await given.ask('GET', '/releases/2/contents')).body.items).toMatchObject([
      { indicator: 'revenue', period: '2025-Q1', reporting: 9, expected: 10, standing: expect.any(Number) },
    ])
  })

  it('takes in a late cluster that stands for three enterprises', async () => {
    await given.setCluster(cluster('c9'))
    await release('2026-03-02T09:00:00.000Z')
    expect(await kpis('')).toMatchObject({
      rows: [{ value: '11580', reporting: 9, expected: 10, coverage: 0.9 }],
    })
    await report([['c9', '2025-Q1', 420]])
    await release('2026-04-02T09:00:00.000Z', { note: { en: 'One late report' } })
    expect(await kpis('')).toMatchObject({
      series: [{ release: 2 }],
      rows: [{ value: '12000', release: 2, reporting: 10, coverage: 1 }],
    })
    expect(await kpis('release=1')).toMatchObject({
      series: [{ release: 1 }],
      rows: [{ value: '11580', release: 1 }],
    })
    expect(await values('dimension=category')).toEqual({ auto: '12000' })
  })

  it('of other periods leaves those of earlier ones to be read', async () => {
    await report(SIZES.map((size, index) => [`c${index}`, '2025-Q2', size + 10]))
    await release('2026-03-02T09:00:00.000Z')
    await release('2026-04-02T09:00:00.000Z', { periods: ['2025-Q2'] })
    expect((await kpis('')).rows).toMatchObject([
      { period: '2025-Q1', release: 1, value: '11580' },
      { period: '2025-Q2', release: 2, value: '11670' },
    ])
    expect((await kpis('release=1')).rows).toHaveLength(1)
  })
})

describe('changes and what is made of them', () => {
  beforeEach(async () => {
    await report(SIZES.map((size, index) => [`c${index}`, '2024-Q1', size - 40]))
    await release('2026-03-02T09:00:00.000Z')
  })

  it('are over matched units, and withheld where they give somebody away', async () => {
    const ask = async (query: string) =>
      (await given.ask('GET', `/kpis?indicator=revenue&${query}`)).body.rows
    expect(await ask('')).toMatchObject([
      { value: '11580', change: { against: '2024-Q1', matched: { units: 9, before: '11220' } } },
    ])
    expect(await ask('dimension=region&code=DE-HE')).toMatchObject([{ value: null, change: null }])
    expect(await ask('change=previous')).toMatchObject([{ value: '11580', change: null }])
  })

  it('give growth as far as both are shown', async () => {
    const ask = async (query: string) =>
      (await given.ask('GET', `/kpis?indicator=revenue-growth&${query}`)).body
    expect(await ask('')).toMatchObject({
      series: [{ release: 1 }],
      rows: [{ value: String(360 / 11220), release: 1 }],
    })
    expect((await ask('dimension=region')).rows).toMatchObject([
      { code: 'DE-BY', value: null, confStatus: 'D' },
      { code: 'DE-HE', value: null, confStatus: 'O' },
    ])
  })
})

describe('a release', () => {
  const embargo = [{ person: 'per_00000000000000000000000001', office: { en: 'Press office' } }]

  it('is planned, prepared a day before, and out at its time', async () => {
    const planned = await plan({ releaseAt: '2026-03-10T09:00:00.000Z' })
    expect(planned).toMatchObject({ status: 'planned', number: null })
    expect(await given.issue()).toEqual({ outcome: 'nothing-due' })
    given.setClock('2026-03-09T09:00:00.000Z')
    expect(await given.issue()).toMatchObject({ releases: { prepared: [planned.release], published: [] } })
    const state = async () => (await given.ask('GET', '/releases/1')).body
    expect(await state()).toMatchObject({ status: 'prepared', number: 1, release: planned.release })
    given.setClock('2026-03-10T09:05:00.000Z')
    await given.issue()
    expect(await state()).toMatchObject({
      status: 'published',
      publishedAt: '2026-03-10T09:05:00.000Z',
      late: false,
    })
    expect(await given.issue()).toEqual({ outcome: 'nothing-due' })
  })

  it('that comes late says so', async () => {
    await plan()
    given.setClock('2026-03-02T09:16:00.000Z')
    await given.issue()
    expect((await given.ask('GET', '/releases/1')).body).toMatchObject({ status: 'published', late: true })
  })

  it('is under embargo until then for all but those on its list', async () => {
    await plan({ embargo })
    given.setClock('2026-03-02T08:00:00.000Z')
    await given.issue()
    const seen = async (as?: string) => (await kpis('release=1', as)).rows
    for (const as of [undefined, 'participant', 'ministry', 'publisher', 'outsider'])
      expect(await seen(as)).toMatchObject([
        { value: null, confStatus: 'E', reporting: 0, expected: null, coverage: null, change: null },
      ])
    expect(await seen('insider')).toMatchObject([{ value: '11580' }])
    expect(await kpis('')).toMatchObject({ series: [{ release: 0 }], rows: [] })
    expect((await given.ask('GET', '/releases/1/contents')).status).toBe(404)
    expect((await given.ask('GET', '/releases/1/contents', { as: 'insider' })).status).toBe(200)
    given.setClock('2026-03-02T09:00:00.000Z')
    await given.issue()
    expect(await seen()).toMatchObject([{ value: '11580' }])
  })

  it('shows everybody which offices may see it early, and names to those who publish', async () => {
    const { release: id } = await plan({ embargo })
    expect((await given.ask('GET', `/releases/${id}`)).body.embargo).toEqual([
      { office: { en: 'Press office' } },
    ])
    expect((await given.ask('GET', '/releases', { as: 'publisher' })).body.items[0].embargo).toEqual(embargo)
  })

  it('can be changed and cancelled while planned, prepared anew while prepared, and never changed once out', async () => {
    const cancelled = await plan()
    const remove = { as: 'publisher', headers: { 'if-match': '"1"' } }
    expect((await given.ask('DELETE', `/releases/${cancelled.release}`, remove)).status).toBe(204)
    const planned = await plan()
    const change = { as: 'publisher', body: { ...PLAN, periods: ['2024-Q1', '2025-Q1'] } }
    const changed = await given.ask('PUT', `/releases/${planned.release}`, {
      ...change,
      headers: { 'if-match': '"1"' },
    })
    expect(changed.body).toMatchObject({ periods: ['2024-Q1', '2025-Q1'] })
    const prepare = async (version: unknown) =>
      given.ask('POST', `/releases/${planned.release}/preparation`, {
        as: 'publisher',
        headers: { 'if-match': String(version) },
      })
    expect((await prepare(changed.headers['etag'])).status).toBe(202)
    await given.issue()
    const prepared = await given.ask('GET', '/releases/1')
    expect(prepared.body).toMatchObject({ status: 'prepared', number: 1 })
    await report([['c0', '2025-Q1', 500]])
    expect((await prepare(prepared.headers['etag'])).status).toBe(202)
    given.setClock(PLAN.releaseAt)
    await given.issue()
    expect(await values('')).toEqual({ DE: '11680' })
    const out = await given.ask('GET', '/releases/1')
    const headers = { 'if-match': String(out.headers['etag']) }
    expect((await given.ask('PUT', '/releases/1', { ...change, headers })).status).toBe(422)
    expect((await given.ask('DELETE', '/releases/1', { ...remove, headers })).status).toBe(422)
    expect((await prepare(out.headers['etag'])).status).toBe(422)
  })

  it.each([
    ['a time that is past', { releaseAt: '2026-02-01T09:00:00.000Z' }, 'is past'],
    ['an unknown indicator', { indicators: ['nothing'] }, 'no indicator'],
    ['a count of the register', { indicators: ['members'] }, 'always live'],
    ['what is made when read', { indicators: ['revenue-growth'] }, 'made when read'],
    ['a period that is too short', { periods: ['2025-01'] }, 'frequency'],
  ])('is not planned with %s', async (_what, more, reason) => {
    const { status, body } = await given.ask('POST', '/releases', {
      as: 'publisher',
      body: { ...PLAN, ...more },
    })
    expect(status).toBe(422)
    expect(body.detail).toContain(reason)
  })

  it('is not for who publishes in one region', async () => {
    const { release: id } = await plan()
    const as = { as: 'localPublisher', headers: { 'if-match': '"1"' } }
    const answers = [
      await given.ask('POST', '/releases', { ...as, body: PLAN }),
      await given.ask('PUT', `/releases/${id}`, { ...as, body: PLAN }),
      await given.ask('DELETE', `/releases/${id}`, as),
      await given.ask('POST', `/releases/${id}/preparation`, as),
    ]
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })

  it('is in the calendar that people subscribe to', async () => {
    await release('2026-03-02T09:00:00.000Z')
    await plan({ releaseAt: '2026-06-02T09:00:00.000Z', title: { en: 'Next, and more' } })
    const { status, headers, text } = await given.ask('GET', '/release-calendar?language=ru')
    expect(status).toBe(200)
    expect(String(headers['content-type'])).toContain('text/calendar')
    const lines = text.replaceAll('\r\n ', '').split('\r\n')
    expect(lines).toContain('SUMMARY:Первый квартал (Выпуск 1)')
    expect(lines).toContain('DTSTART:20260602T090000Z')
    expect(lines).toContain('SUMMARY:Next\\, and more')
    expect(lines.filter((line) => line === 'STATUS:TENTATIVE')).toHaveLength(1)
    expect((await given.ask('GET', '/release-calendar?language=ru')).text).toBe(text)
  })

  it('gets the next number without a gap, one release at a time', async () => {
    const ids = []
    for (const hour of ['09', '10', '11'])
      ids.push((await plan({ releaseAt: `2026-03-02T${hour}:00:00.000Z` })).release)
    given.setClock('2026-03-02T12:00:00.000Z')
    const runs = await Promise.all([given.issue(), given.issue(), given.issue()])
    expect(runs.map(({ outcome }) => outcome).sort()).toEqual(['done', 'skipped', 'skipped'])
    const numbers = await Promise.all(
      ids.map(async (id) => (await given.ask('GET', `/releases/${id}`)).body.number),
    )
    expect(numbers).toEqual([1, 2, 3])
  })
})

describe('an open indicator', () => {
  it('stays live, and is of a release only where that holds it and is asked for', async () => {
    const rows = [{ ...REVENUE, code: 'staff', confidentiality: 'open' }]
    await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
    const staff = (value: number) =>
      given.ask('POST', '/observations/import', {
        as: 'analyst',
        body: { rows: [{ indicator: 'staff', cluster: 'c1', period: '2025-Q1', value, source: 'survey' }] },
      })
    await staff(5)
    await release('2026-03-02T09:00:00.000Z', { indicators: ['revenue', 'staff'] })
    await staff(6)
    await given.aggregate()
    const ask = async (query: string) =>
      (await given.ask('GET', `/kpis?indicator=staff&change=none${query}`)).body
    expect(await ask('')).toMatchObject({ series: [{ release: null }], rows: [{ value: '6' }] })
    expect(await ask('&release=1')).toMatchObject({
      series: [{ release: 1 }],
      rows: [{ value: '5', release: 1, statistics: { max: '5' } }],
    })
  })
})

/** A table that fails once, at the nth time that contents are written. */
class FailingTable extends MemoryTable {
  failAt = Number.POSITIVE_INFINITY
  #count = 0

  override async writeEach(writes: Parameters<MemoryTable['writeEach']>[0]): Promise<void> {
    this.#count += 1
    if (this.#count === this.failAt) throw new Error('the function died')
    await super.writeEach(writes)
  }
}

describe('a run that dies in the middle of preparing', () => {
  it.each([1, 2])('is gone on with by the next (at family %i)', async (failAt) => {
    const table = new FailingTable()
    given = monitoringOver(table)
    for (const index of SIZES.keys()) await given.setCluster(cluster(`c${index}`))
    const rows = [REVENUE, { ...REVENUE, code: 'exports' }]
    await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
    await report(REPORTS)
    const exports = REPORTS.map(([id, period, value]) => ({
      indicator: 'exports',
      cluster: id,
      period,
      value,
      source: 'survey',
    }))
    await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows: exports } })
    await plan({ indicators: ['revenue', 'exports'] })
    given.setClock(PLAN.releaseAt)
    table.failAt = failAt
    await expect(given.issue()).rejects.toThrow('the function died')
    expect((await given.ask('GET', '/releases/1')).body).toMatchObject({ status: 'preparing', number: 1 })
    expect(await kpis('')).toMatchObject({ series: [{ release: 0 }], rows: [] })
    expect(await given.issue()).toMatchObject({ outcome: 'done' })
    expect((await given.ask('GET', '/releases/1')).body).toMatchObject({ status: 'published' })
    expect((await given.ask('GET', '/releases/1/contents')).body.items).toMatchObject([
      { indicator: 'exports', reporting: 9 },
      { indicator: 'revenue', reporting: 9 },
    ])
    expect(await values('')).toEqual({ DE: '11580' })
  })
})
