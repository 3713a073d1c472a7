import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { EnterpriseStore } from '#monitoring/campaigns/enterprise-store'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const sales = {
  code: 'sales',
  name: { en: 'Sales' },
  definition: { en: 'Sales of the year' },
  unit: { en: 'thousand euros' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'open',
}

let given: Monitoring

const join = (organisation: string, from = '2015-01-01', to: string | null = null) =>
  given.setMembership({ cluster: 'c1', organisation, from, to, suspended: [] })

const report = async (rows: readonly object[]) => {
  const body = { rows: rows.map((row) => ({ indicator: 'sales', source: 'survey', ...row })) }
  expect((await given.ask('POST', '/observations/import', { as: 'analyst', body })).body).toMatchObject({
    rejected: 0,
  })
}

/** Names the enterprises of a value of the cluster. */
const name = async (
  period: string,
  values: Readonly<Record<string, string>>,
  hidden: readonly string[] = [],
) => {
  const slice = { universe: 'cluster', indicator: 'sales', breakdown: '_T', period } as const
  const enterprises = Object.entries(values).map(([enterprise, value]) => ({
    enterprise,
    value,
    waived: false,
  }))
  const change = { actor: 'manager', action: 'save-form', requestId: 'req', at: '2026-01-01T00:00:00.000Z' }
  await given.table.write([new EnterpriseStore(given.table).put(slice, 'c1', enterprises, change, hidden)])
}

const figure = async (query = '', as?: string) => {
  const { status, body } = await given.ask(
    'GET',
    `/kpis?indicator=sales&dimension=unit&code=c1&from=2024&to=2024${query}`,
    as ? { as } : {},
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return body.rows[0]
}

beforeEach(async () => {
  given = monitoring()
  await given.setCluster(cluster('c1'))
  const rows = [
    sales,
    {
      ...sales,
      code: 'sales-growth',
      decimals: 4,
      measure: { kind: 'share' },
      aggregation: { rule: 'growth', of: 'sales' },
    },
  ]
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
  for (let n = 0; n < 10; n += 1) await join(`org-${n}`)
  await report([
    { cluster: 'c1', period: '2023', value: 100 },
    { cluster: 'c1', period: '2024', value: 150 },
  ])
})

describe('a cluster of which more than a tenth of the members changed', () => {
  beforeEach(async () => {
    await join('org-new', '2024-05-01')
    await join('org-0', '2015-01-01', '2024-07-01')
  })

  it('breaks the series of its values, and of what is made of them', async () => {
    expect(await figure()).toMatchObject({
      obsStatus: 'B',
      change: { break: 'composition', members: { before: 10, joined: 1, left: 1 }, plain: { growth: 0.5 } },
    })
    const { body } = await given.ask('GET', '/kpis?indicator=sales-growth&dimension=unit&code=c1&from=2024')
    expect(body.rows).toMatchObject([{ value: '0.5', obsStatus: 'B' }])
  })

  it('does not where what they did to it is known', async () => {
    await name('2023', { 'org-0': '20', 'org-1': '80' })
    await name('2024', { 'org-new': '30', 'org-1': '120' })
    const shown = await figure('', 'ministry')
    expect(shown).toMatchObject({
      obsStatus: 'A',
      change: {
        members: { before: 10, joined: 1, left: 1 },
        split: {
          throughout: { members: 1, before: '80', after: '120', growth: 0.5 },
          joined: { members: 1, value: '30' },
          left: { members: 1, value: '20' },
          withOneValue: { members: 0, before: '0', after: '0' },
        },
      },
    })
    expect(shown.change).not.toHaveProperty('break')
    const { text } = await given.ask(
      'GET',
      '/kpis?indicator=sales&dimension=unit&code=c1&from=2024&format=csv',
      { as: 'ministry' },
    )
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows).toMatchObject([
      {
        change_members_joined: '1',
        change_throughout_before: '80',
        change_throughout_growth: '0.5',
        change_joined: '30',
        change_left: '20',
        change_break: '',
      },
    ])
  })

  it('shows the values of its members to who may see them only', async () => {
    await name('2023', { 'org-0': '20', 'org-1': '80' })
    await name('2024', { 'org-new': '30', 'org-1': '120' })
    const splits = async () => ({
      ministry: 'split' in (await figure('', 'ministry')).change,
      manager: 'split' in (await figure('', 'manager')).change,
      anybody: 'split' in (await figure()).change,
    })
    expect(await splits()).toEqual({ ministry: true, manager: true, anybody: false })
    // One did not agree to be seen by the management.
    await name('2024', { 'org-new': '30', 'org-1': '120' }, ['org-1'])
    expect(await splits()).toEqual({ ministry: true, manager: false, anybody: false })
    // Who may not see what they did is told how many they were, and of no break.
    expect((await figure()).change).toMatchObject({ members: { joined: 1, left: 1 } })
    expect((await figure()).change).not.toHaveProperty('break')
  })

  it('breaks again when the value was corrected and its parts no longer add up', async () => {
    await name('2023', { 'org-0': '20', 'org-1': '80' })
    await name('2024', { 'org-new': '30', 'org-1': '121' })
    expect(await figure('', 'ministry')).toMatchObject({ obsStatus: 'B', change: { break: 'composition' } })
  })

  it('says so beside its region too', async () => {
    await report([
      { region: 'DE-BY', breakdown: 'C', period: '2023', value: 1000 },
      { region: 'DE-BY', breakdown: 'C', period: '2024', value: 1100 },
    ])
    await given.aggregate()
    const beside = async (as?: string) =>
      (await given.ask('GET', '/region-comparisons?cluster=c1&indicator=sales', as ? { as } : {})).body
        .rows[0]
    expect(await beside()).toMatchObject({
      growth: 0.5,
      growthThroughout: null,
      growthBreak: 'composition',
    })
    await name('2023', { 'org-0': '20', 'org-1': '80' })
    await name('2024', { 'org-new': '30', 'org-1': '120' })
    expect(await beside('ministry')).toMatchObject({ growth: 0.5, growthThroughout: 0.5 })
    expect(await beside('ministry')).not.toHaveProperty('growthBreak')
    expect(await beside()).toMatchObject({ growthThroughout: null })
  })
})

it('a tenth of the members may change without a break', async () => {
  await join('org-new', '2024-05-01')
  expect(await figure()).toMatchObject({ obsStatus: 'A', change: { members: { joined: 1, left: 0 } } })
})

it('groups have neither turnover nor split', async () => {
  await join('org-new', '2024-05-01')
  await join('org-newer', '2024-05-01')
  await given.aggregate()
  const { body } = await given.ask('GET', '/kpis?indicator=sales&from=2024', { as: 'ministry' })
  expect(Object.keys(body.rows[0].change).sort()).toEqual(['against', 'matched', 'plain'])
  expect(body.rows[0].obsStatus).toBe('A')
})
