import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const sales = {
  code: 'sales',
  name: { en: 'Sales', ru: 'Продажи' },
  definition: { en: 'Sales of the year' },
  unit: { en: 'thousand euros', ru: 'тысяч евро' },
  measure: { kind: 'quantity' },
  decimals: 1,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'open',
}

let given: Monitoring

const kpis = (query: string, request = {}) => given.ask('GET', `/kpis?${query}`, request)
const observations = (query: string, request = {}) => given.ask('GET', `/observations?${query}`, request)
const table = (text: string): Record<string, string>[] => parse(text, { columns: true })

beforeEach(async () => {
  given = monitoring()
  await given.setCluster(cluster('c1'))
  await given.setCluster(cluster('c2', { category: [{ from: '1990-01-01', to: null, value: 'bio' }] }))
  const define = { rows: [sales, { ...sales, code: 'wage', confidentiality: 'aggregate-only' }] }
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: define })
  const rows = ['sales', 'wage', 'employment'].flatMap((indicator, n) =>
    ['2022', '2023', '2024'].flatMap((period, year) =>
      ['c1', 'c2'].map((name, place) => ({
        cluster: name,
        indicator,
        period,
        value: 100 * n + 10 * year + place,
        source: place === 0 ? 'survey' : '=cmd()',
      })),
    ),
  )
  const { body } = await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })
  expect(body).toMatchObject({ created: 18 })
  await given.aggregate()
})

describe('figures of several series', () => {
  it('come as one list that names indicator, dimension and breakdown in each row', async () => {
    const { body } = await kpis(
      'indicator=sales,employment&dimension=nation,category&from=2023&to=2024&change=none',
    )
    expect(body.indicators.map(({ code }: { code: string }) => code)).toEqual(['sales', 'employment'])
    expect(body.series).toEqual([
      { indicator: 'sales', dimension: 'nation', breakdown: '_T', additive: false, release: null },
      { indicator: 'sales', dimension: 'category', breakdown: '_T', additive: true, release: null },
      { indicator: 'employment', dimension: 'nation', breakdown: '_T', additive: false, release: null },
      { indicator: 'employment', dimension: 'category', breakdown: '_T', additive: true, release: null },
    ])
    const shown = body.rows.map((row: Record<string, string>) =>
      ['indicator', 'dimension', 'code', 'period', 'value'].map((name) => row[name]).join(' '),
    )
    expect(shown).toEqual([
      'sales nation DE 2023 21',
      'sales nation DE 2024 41',
      'sales category auto 2023 10',
      'sales category bio 2023 11',
      'sales category auto 2024 20',
      'sales category bio 2024 21',
      'employment nation DE 2023 421',
      'employment nation DE 2024 441',
      'employment category auto 2023 210',
      'employment category bio 2023 211',
      'employment category auto 2024 220',
      'employment category bio 2024 221',
    ])
    expect(body.totals[0]).toMatchObject({
      indicator: 'sales',
      dimension: 'category',
      period: '2023',
      overlap: '0',
    })
  })

  it('are those of each asked for alone', async () => {
    const query = 'from=2022&to=2024'
    const all = (await kpis(`indicator=sales,employment&dimension=region,stage&${query}`)).body.rows
    const alone = []
    for (const indicator of ['sales', 'employment'])
      for (const dimension of ['region', 'stage'])
        alone.push(...(await kpis(`indicator=${indicator}&dimension=${dimension}&${query}`)).body.rows)
    expect(all).toEqual(alone)
  })

  it('read what the dimensions of one indicator share once, and the register once', async () => {
    const before = given.factsRead()
    await kpis('indicator=sales,employment&dimension=nation,region,category,stage&from=2023')
    expect(given.factsRead() - before).toBe(1)
    const read = async (query: string) => {
      const { items } = given.table.counts
      await kpis(query)
      return given.table.counts.items - items
    }
    const one = await read('indicator=sales&dimension=category&from=2024')
    const two = await read('indicator=sales&dimension=category,stage&from=2024')
    expect(two).toBeLessThan(one + 10)
  })

  it('are refused whole where one of them is not for the caller', async () => {
    const one = 'universe=region&dimension=unit&code=DE-BY'
    expect((await kpis(`indicator=sales&${one}`)).status).toBe(200)
    const { status, body } = await kpis(`indicator=sales,wage&${one}`)
    expect(status).toBe(401)
    expect(body.detail).toContain('"wage" is not an open indicator')
    expect((await kpis('indicator=sales,nothing')).status).toBe(404)
    expect((await kpis('indicator=sales,wage', { as: 'analyst' })).body.rows).toHaveLength(6)
  })

  it('are bounded, and the answer says by what', async () => {
    const codes = (count: number) => Array.from({ length: count }, (_, n) => `i-${n}`).join(',')
    expect((await kpis(`indicator=${codes(21)}`)).status).toBe(400)
    const many = await kpis(`indicator=${codes(20)}&dimension=nation,region,stage`)
    expect(many.status).toBe(400)
    expect(many.body.detail).toContain('make 60 series, more than 40')
    const codesOfTwo = await kpis('indicator=sales&dimension=region,category&code=auto')
    expect(codesOfTwo.status).toBe(400)
    expect(codesOfTwo.body.detail).toContain('Codes belong to one dimension')
  })

  it('come as CSV with the same values, and are not sent twice', async () => {
    const query = 'indicator=sales,employment&dimension=category&from=2023'
    const json = await kpis(query)
    const csv = await kpis(query, { headers: { accept: 'text/csv' } })
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8; header=present')
    const values = (rows: Record<string, string>[]) => rows.map(({ indicator, value }) => [indicator, value])
    expect(values(table(csv.text))).toEqual(values(json.body.rows))
    expect(table(csv.text)[0]).toMatchObject({
      universe: 'cluster',
      breakdown: '_T',
      obs_status: 'A',
      coverage: '1',
      change_difference: '10',
      change_growth: '',
      median: '10',
    })
    expect(json.headers['cache-control']).toBe('public, no-cache')
    const known = { headers: { 'if-none-match': String(json.headers['etag']) } }
    expect((await kpis(query, known)).status).toBe(304)
    await given.ask('POST', '/observations/import', {
      as: 'analyst',
      body: { rows: [{ cluster: 'c1', indicator: 'sales', period: '2024', value: 7, source: 's' }] },
    })
    await given.aggregate()
    expect((await kpis(query, known)).status).toBe(200)
  })
})

describe('reported values', () => {
  const shown = (items: Record<string, string>[]) =>
    items.map(({ indicator, period, subject, value }) => `${indicator} ${period} ${subject} ${value}`)

  it('of several indicators and a range of periods come page by page, each once', async () => {
    const query = 'indicator=employment,sales&from=2023&to=2024'
    const all: Record<string, string>[] = []
    let cursor = ''
    do {
      const { body } = await observations(`${query}&limit=3${cursor}`)
      expect(body.items.length).toBeLessThanOrEqual(3)
      all.push(...body.items)
      cursor = body.next === null ? '' : `&cursor=${encodeURIComponent(body.next)}`
    } while (cursor !== '')
    expect(shown(all)).toEqual([
      'employment 2023 c1 210',
      'employment 2023 c2 211',
      'employment 2024 c1 220',
      'employment 2024 c2 221',
      'sales 2023 c1 10',
      'sales 2023 c2 11',
      'sales 2024 c1 20',
      'sales 2024 c2 21',
    ])
  })

  it('of one unit come by indicators and periods too', async () => {
    const { body } = await observations('subject=c2&indicator=sales,employment&to=2022')
    expect(shown(body.items)).toEqual(['sales 2022 c2 1', 'employment 2022 c2 201'])
    expect((await observations('subject=c2&period=2024')).body.items).toHaveLength(2)
    expect((await observations('subject=c2&indicator=sales&breakdown=C')).body.items).toEqual([])
  })

  it('come as CSV, with sources made harmless and without what is not shown', async () => {
    const { text, headers } = await observations('indicator=wage,sales&period=2024&format=csv&limit=3')
    expect(table(text).map(({ indicator, source }) => [indicator, source])).toEqual([['sales', 'survey']])
    expect(headers['link']).toContain('format=csv')
    const all = await observations('indicator=sales&period=2024&format=csv')
    expect(table(all.text)[1]).toMatchObject({ source: "'=cmd()", submitted_by: '', value: '21' })
  })

  it('need a unit or an indicator', async () => {
    const { status, body } = await observations('period=2024')
    expect(status).toBe(400)
    expect(body.detail).toContain('Give a subject, or an indicator')
    expect((await observations('indicator=sales,nothing')).status).toBe(404)
  })
})

describe('the indicators', () => {
  it('come as CSV in the language that is asked for', async () => {
    const { text } = await given.ask('GET', '/indicators?format=csv&delimiter=%3B', {
      headers: { 'accept-language': 'ru' },
    })
    const rows: Record<string, string>[] = parse(text, { columns: true, delimiter: ';' })
    expect(rows.find(({ code }) => code === 'sales')).toMatchObject({
      name: 'Продажи',
      unit: 'тысяч евро',
      definition: 'Sales of the year',
      rule: 'sum',
      version: '1',
    })
  })
})
