import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const wage = {
  code: 'average-wage',
  name: { en: 'Average wage', ru: 'Средняя заработная плата' },
  definition: { en: 'Gross wage per person and month' },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 2,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'mean' },
  overTime: 'mean',
  confidentiality: 'aggregate-only',
  validRange: { min: '0' },
}

const report = async (
  { ask }: Monitoring,
  as: string,
  ...rows: readonly Record<string, unknown>[]
): Promise<{ outcome: string; code?: string; reason?: string }[]> => {
  const answer = await ask('POST', '/observations/import', {
    as,
    body: { rows: rows.map((row) => ({ indicator: 'employment', period: '2024', ...row })) },
  })
  expect(answer.status).toBe(200)
  return answer.body.rows
}

const place = (subject: string, indicator = 'employment') =>
  `/observations/cluster/${subject}/${indicator}/_T/2024`

let given: Monitoring

beforeEach(async () => {
  given = monitoring()
  await given.setCluster(cluster('c1'))
  await given.setCluster(
    cluster('c2', {
      regions: [{ from: '1990-01-01', to: null, value: [['DE', 'DE-HE']] }],
      seat: [{ from: '1990-01-01', to: null, value: ['DE', 'DE-HE'] }],
      category: [{ from: '1990-01-01', to: null, value: 'bio' }],
    }),
  )
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: [wage] } })
})

describe('reporting', () => {
  it('answers each row on its own', async () => {
    const rows = await report(
      given,
      'manager',
      { cluster: 'c1', value: '120' },
      { cluster: 'c2', value: 80 },
      { cluster: 'c9', value: 1 },
      { cluster: 'c1', period: '2025-Q5', value: 1 },
      { cluster: 'c1', period: '2024-Q1', value: 1 },
      { cluster: 'c1', period: '2023', value: '1.5' },
      { cluster: 'c1', period: '2022', value: '-1' },
      { cluster: 'c1', period: '2021' },
      { cluster: 'c1', period: '2020', value: 1, obsStatus: 'L' },
      { cluster: 'c1', region: 'DE', period: '2019', value: 1 },
      { cluster: 'c1', value: '120' },
      { cluster: 'c1', period: '2018', value: 1, breakdown: 'XX' },
      { cluster: 'c1', period: '2018', value: 1, indicator: 'clusters-registered' },
      { cluster: 'c1', period: '2018', value: 1, level: 'land' },
      { region: 'DE-BY', value: 1, source: 'statistics' },
    )
    expect(rows.map(({ outcome, code, reason }) => [outcome, code, reason?.split('.')[0]])).toEqual([
      ['created', undefined, undefined],
      ['rejected', 'forbidden', expect.stringContaining('kpi')],
      ['rejected', 'not-found', 'There is no cluster "c9"'],
      ['rejected', 'invalid-body', expect.stringContaining('"2025-Q5" is not a period')],
      ['rejected', 'rule-failed', expect.stringContaining('shorter than the periods of "employment"')],
      ['rejected', 'rule-failed', '"1'],
      ['rejected', 'rule-failed', '-1 is below 0'],
      ['rejected', 'invalid-body', expect.stringContaining('give a value, or a status M, L or O')],
      ['rejected', 'rule-failed', expect.stringContaining('a value cannot be given with status L')],
      ['rejected', 'invalid-body', expect.stringContaining('either a cluster or a region')],
      ['rejected', 'conflict', 'Row 0 of this request is about the same value'],
      ['rejected', 'rule-failed', expect.stringContaining('"XX" is not a code')],
      ['rejected', 'rule-failed', expect.stringContaining('counted in the register')],
      ['rejected', 'rule-failed', 'a level is only of regions'],
      ['rejected', 'forbidden', expect.stringContaining('statistics')],
    ])
  })

  it('takes the same value, written otherwise, for the same', async () => {
    const row = { cluster: 'c1', indicator: 'average-wage', source: 'survey' }
    await report(given, 'analyst', { ...row, value: '10.50' })
    expect(await report(given, 'analyst', { ...row, value: 10.5 })).toMatchObject([{ outcome: 'unchanged' }])
    expect(await report(given, 'analyst', { ...row, value: '10.51' })).toMatchObject([{ outcome: 'updated' }])
  })

  it('needs somebody signed in', async () => {
    expect((await given.ask('POST', '/observations/import', { body: { rows: [{}] } })).status).toBe(401)
  })

  it('counts a value only once another person has verified it', async () => {
    await report(given, 'manager', { cluster: 'c1', value: '120' })
    const figures = async () => {
      await given.aggregate()
      return (await given.ask('GET', '/kpis?indicator=employment')).body.rows
    }
    expect(await figures()).toEqual([])
    expect((await given.ask('GET', place('c1'))).status).toBe(404)
    expect((await given.ask('GET', place('c1'), { as: 'manager' })).body).toMatchObject({
      workflow: 'submitted',
      submittedBy: 'per-of-manager',
    })
    const decide = (as: string, decision: string, etag = '"1"', comment?: string) =>
      given.ask('POST', `${place('c1')}/decision`, {
        as,
        headers: { 'if-match': etag },
        body: { decision, ...(comment && { comment }) },
      })
    expect((await decide('manager', 'verified')).status).toBe(403)
    expect((await decide('bavaria', 'verified', '"7"')).status).toBe(412)
    expect((await decide('bavaria', 'returned')).status).toBe(422)
    expect((await decide('bavaria', 'verified')).body).toMatchObject({
      workflow: 'verified',
      verifiedBy: 'per-of-bavaria',
      version: 2,
    })
    expect(await figures()).toMatchObject([
      { period: '2024', value: '120', reporting: 1, expected: 2, coverage: 0.5 },
    ])
    const shown = (await given.ask('GET', place('c1'))).body
    expect(shown).toMatchObject({ value: '120' })
    expect(shown).not.toHaveProperty('submittedBy')
    expect((await decide('bavaria', 'withdrawn', '"2"', 'reported twice')).status).toBe(200)
    expect(await figures()).toEqual([])
    expect((await decide('bavaria', 'verified', '"3"')).status).toBe(422)
  })

  it('lets nobody verify what they submitted, nor outside their territory', async () => {
    await report(given, 'ministry', { cluster: 'c1', value: '1' }, { cluster: 'c2', value: '2' })
    const verify = (as: string, subject: string) =>
      given.ask('POST', `${place(subject)}/decision`, {
        as,
        headers: { 'if-match': '"1"' },
        body: { decision: 'verified' },
      })
    expect((await verify('ministry', 'c1')).status).toBe(403)
    expect((await verify('bavaria', 'c2')).status).toBe(403)
    expect((await verify('bavaria', 'c1')).status).toBe(200)
  })

  it('shows single values of indicators that are not open to those in charge only', async () => {
    const row = { indicator: 'average-wage', source: 'survey', value: '10' }
    await report(given, 'analyst', { ...row, cluster: 'c1' }, { ...row, cluster: 'c2' })
    const list = async (as?: string) => {
      const address = '/observations?indicator=average-wage&period=2024'
      const { body } = await given.ask('GET', address, as === undefined ? {} : { as })
      return body.items.map(({ subject }: { subject: string }) => subject)
    }
    expect(await list()).toEqual([])
    expect(await list('participant')).toEqual([])
    expect(await list('manager')).toEqual(['c1'])
    expect(await list('ministry')).toEqual(['c1', 'c2'])
    expect((await given.ask('GET', '/observations')).status).toBe(400)
    const ofSubject = await given.ask('GET', '/observations?subject=c2&limit=1', { as: 'ministry' })
    expect(ofSubject.body.items).toMatchObject([{ subject: 'c2', period: '2024', value: '10' }])
  })
})

describe('figures', () => {
  const row = { indicator: 'average-wage', source: 'survey' }

  beforeEach(async () => {
    await report(
      given,
      'analyst',
      { ...row, cluster: 'c1', value: '10' },
      { ...row, cluster: 'c2', value: '20' },
    )
    await given.aggregate()
  })

  it('of an indicator that is not open are for those who oversee', async () => {
    const ask = (query: string, as?: string) =>
      given.ask('GET', `/kpis?indicator=average-wage${query}`, as ? { as } : {})
    for (const as of [undefined, 'manager'])
      for (const query of ['', '&universe=region', '&breakdown=C'])
        expect((await ask(query, as)).body).toMatchObject({ series: [{ release: 0 }], rows: [] })
    expect((await ask('&dimension=unit&code=c2')).status).toBe(401)
    expect((await ask('&dimension=unit&code=c2', 'manager')).status).toBe(403)
    expect((await ask('', 'analyst')).body.rows).toMatchObject([{ value: '15', obsStatus: 'A' }])
    const bavarian = await ask('&dimension=region', 'bavaria')
    expect(bavarian.body.totals).toEqual([])
    expect(bavarian.body.rows).toMatchObject([
      { code: 'DE-BY', value: '10' },
      { code: 'DE-HE', value: null, obsStatus: 'Q', reporting: 1, provenance: null, statistics: null },
    ])
  })

  it('name what is wrong with a question', async () => {
    expect((await given.ask('GET', '/kpis?indicator=nothing')).status).toBe(404)
    expect((await given.ask('GET', '/kpis?indicator=employment&from=2025-Q5')).status).toBe(400)
    expect(
      (await given.ask('GET', '/kpis?indicator=employment&universe=region&dimension=category')).status,
    ).toBe(400)
  })

  it('are shown with the attainment of their target', async () => {
    const target = { dimension: 'region', code: 'DE-BY', period: '2024', indicator: 'average-wage' }
    const set = (as: string, ...rows: object[]) =>
      given.ask('POST', '/targets/import', { as, body: { rows: rows.map((one) => ({ ...target, ...one })) } })
    const foreign = await set('bavaria', { target: '20', baseline: '5' }, { code: 'DE-HE', target: '1' })
    expect(foreign.body.rows).toMatchObject([
      { outcome: 'created' },
      { outcome: 'rejected', code: 'forbidden' },
    ])
    expect((await set('bavaria', { target: '20', baseline: '5' })).body).toMatchObject({ unchanged: 1 })
    expect((await set('bavaria', { target: '25', baseline: '5' })).body).toMatchObject({ updated: 1 })
    expect((await set('analyst', { target: '1' })).status).toBe(403)
    const { body } = await given.ask('GET', '/kpis?indicator=average-wage&dimension=region&code=DE-BY', {
      as: 'bavaria',
    })
    expect(body.rows).toMatchObject([{ attainment: { target: '25', attainment: 0.25, met: false, gap: 15 } }])
    expect((await given.ask('GET', '/targets?indicator=average-wage')).body.items).toMatchObject([
      { ...target, target: '25' },
    ])
  })

  it('are computed again when the indicator is redefined', async () => {
    const { code, ...definition } = wage
    const change = (body: object, etag: string) =>
      given.ask('PUT', `/indicators/${code}`, { as: 'analyst', headers: { 'if-match': etag }, body })
    expect(
      (await change({ ...definition, aggregation: { rule: 'weighted-mean', weight: 'x' } }, '"1"')).status,
    ).toBe(422)
    const dated = { validFrom: '2024-01-01', reason: { en: 'The best paid count' } }
    const max = { ...definition, aggregation: { rule: 'max' }, ...dated }
    expect(await change(max, '"1"')).toMatchObject({ status: 200, body: { version: 2 } })
    expect((await change(max, '"1"')).status).toBe(412)
    await given.aggregate()
    const { body } = await given.ask('GET', '/kpis?indicator=average-wage', { as: 'analyst' })
    expect(body.rows).toMatchObject([{ value: '20', provenance: { definitionVersion: 2 } }])
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })
})

describe('counts of the register', () => {
  const membership = (organisation: string, of: string, to: string | null = null) => ({
    cluster: of,
    organisation,
    from: '2025-02-01',
    to,
    suspended: [],
  })
  const count = async (indicator: string, query = '') => {
    await given.aggregate()
    return (await given.ask('GET', `/kpis?indicator=${indicator}&from=2025${query}`)).body
  }

  it('count an organisation in two clusters once as member, twice as membership', async () => {
    await given.setMembership(membership('o1', 'c1'))
    await given.setMembership(membership('o1', 'c2'))
    await given.setMembership(membership('o2', 'c2', '2025-12-31'))
    expect((await count('members')).rows).toMatchObject([
      { period: '2025', value: '1', obsStatus: 'A' },
      { period: '2026', value: '1', obsStatus: 'P' },
    ])
    expect((await count('memberships')).rows).toMatchObject([{ value: '2' }, { value: '2' }])
    expect(await count('members', '&dimension=category')).toMatchObject({
      series: [{ additive: false }],
      totals: [{ sumOfParts: '2', value: '1', overlap: '1' }, {}],
    })
  })

  it('count who joined and who left in the year that holds the day, also afterwards', async () => {
    const years = async (indicator: string, query = '') => {
      const { rows } = await count(indicator, `&from=2024${query}`)
      return rows.map(({ value }: { value: string }) => value)
    }
    await given.setMembership(membership('o1', 'c1'))
    // Over since the first day of 2026: a member to the end of 2025.
    await given.setMembership(membership('o2', 'c1', '2026-01-01'))
    expect(await years('joined')).toEqual(['0', '2', '0'])
    expect(await years('left')).toEqual(['0', '0', '1'])

    await given.setMembership({ ...membership('o3', 'c2'), from: '2024-12-31' })
    await given.setMembership(membership('o1', 'c1', '2025-12-31'))
    await given.setMembership(membership('o2', 'c1', '2025-12-31'))
    const summary = await given.aggregate()
    expect(summary.touched.filter((cell) => /#(joined|left)#.*#category#/.test(cell))).toEqual([
      'cluster#joined#_T#2024#category#bio',
      'cluster#left#_T#2025#category#auto',
      'cluster#left#_T#2026#category#auto',
    ])
    expect(await years('joined')).toEqual(['1', '2', '0'])
    expect(await years('left')).toEqual(['0', '2', '0'])
    expect(await years('joined', '&dimension=category&code=auto')).toEqual(['0', '2', '0'])
    expect(await given.rebuild()).toMatchObject({ differing: [], pending: 0 })
  })

  it('count who joins on a day to come only then, and who left while suspended', async () => {
    const suspended = [{ from: '2025-06-01', to: null }]
    await given.setMembership({ ...membership('o1', 'c1'), suspended })
    await given.setMembership({ ...membership('o2', 'c1'), from: '2026-06-01' })
    const current = async (indicator: string) => (await count(indicator, '&from=2026')).rows[0].value
    expect(await current('joined')).toBe('0')
    await given.setMembership({ ...membership('o1', 'c1', '2026-02-01'), suspended })
    expect(await current('left')).toBe('1')
    given.setClock('2026-06-01T09:00:00.000Z')
    expect(await current('joined')).toBe('1')
    expect(await given.rebuild()).toMatchObject({ differing: [], pending: 0 })
  })

  it('leave a suspended entry to the entries, and show none as 0', async () => {
    await given.aggregate()
    const suspended = cluster('c2', {
      entries: [
        {
          register: 'national',
          number: 'no-c2',
          status: [
            { from: '2000-01-01', to: '2025-06-01', value: 'registered' },
            { from: '2025-06-01', to: null, value: 'suspended' },
          ],
        },
      ],
    })
    await given.setCluster(suspended)
    expect((await count('clusters-registered', '&dimension=category&to=2025')).rows).toMatchObject([
      { code: 'auto', value: '1' },
      { code: 'bio', value: '0' },
    ])
    expect((await count('entries', '&to=2025')).rows).toMatchObject([
      { value: '2', change: { against: '2024', plain: { before: '2', difference: '0' } } },
    ])
  })

  it('are taken anew when the day changes, and a last time when the year has ended', async () => {
    await given.setMembership({ ...membership('o1', 'c1'), from: '2026-12-01' })
    const current = async () => (await count('members', '&from=2026')).rows
    expect((await given.ask('GET', '/kpis?indicator=members&from=2026')).body.rows).toMatchObject([
      { value: '0' },
    ])
    expect(await current()).toMatchObject([{ value: '0', obsStatus: 'P' }])
    given.setClock('2026-12-02T09:00:00.000Z')
    expect(await current()).toMatchObject([{ value: '1', obsStatus: 'P' }])
    given.setClock('2027-01-01T09:00:00.000Z')
    expect(await current()).toMatchObject([
      { period: '2026', value: '1', obsStatus: 'A' },
      { period: '2027', value: '1', obsStatus: 'P' },
    ])
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })
})

describe('runs', () => {
  it('read no facts of clusters for what regions reported', async () => {
    await given.aggregate()
    const before = given.factsRead()
    await report(given, 'analyst', { region: 'DE-BY', value: '1', source: 'survey' })
    expect(await given.aggregate()).toMatchObject({ marks: 1, cells: { written: 2 } })
    expect(given.factsRead()).toBe(before)
    await report(given, 'analyst', { cluster: 'c1', value: '1', source: 'survey' })
    await given.aggregate()
    expect(given.factsRead()).toBe(before + 1)
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })

  it('are listed for operators, the newest first', async () => {
    const first = await given.aggregate()
    given.setClock('2026-03-02T09:00:00.000Z')
    const second = await given.rebuild()
    expect((await given.ask('GET', '/jobs', { as: 'manager' })).status).toBe(403)
    const { body } = await given.ask('GET', '/jobs', { as: 'ministry' })
    expect(body.items).toHaveLength(2)
    const runs = body.items.map(({ run }: { run: string }) => run)
    expect(runs).toEqual(expect.arrayContaining([first.run, second.run]))
    expect((await given.ask('GET', `/jobs/${second.run}`, { as: 'ministry' })).body).toMatchObject({
      job: 'rebuild-kpis',
      outcome: 'done',
      differing: [],
    })
  })
})
