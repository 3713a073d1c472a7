import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { indicatorCatalogue } from '../../../infra/catalogue/indicators.ts'
import { type Monitoring, monitoring, treeOf } from './support.ts'

const folder = resolve(process.env['REFERENCE_DATA'] ?? join(import.meta.dirname, '../../../../shared/data'))
const csv = (name: string): Record<string, string>[] =>
  parse(readFileSync(join(folder, name)), { columns: true })

/** What the imports of the real files come to: rows of the bulk route. */
const employmentRows = () =>
  csv('de-states-employment-2008-2014.csv').map((row) => ({
    region: row['region_code'],
    breakdown: row['industry_code'] === 'TOTAL' ? '_T' : row['industry_code'],
    period: row['year'],
    value: row['employees'],
    indicator: 'employment',
    level: 'land',
    source: 'Statistische Ämter der Länder',
  }))

/** What is looked at of a figure. */
interface Figure {
  readonly period: string
  readonly value: string
}

interface ChangedRow {
  readonly change: { readonly matched: { readonly growth: number } }
}

interface Quotient {
  readonly code: string
  readonly breakdown: string
}

const importAll = async ({ ask }: Monitoring, rows: readonly unknown[]) => {
  const total = { created: 0, updated: 0, unchanged: 0, rejected: 0 }
  for (let start = 0; start < rows.length; start += 500) {
    const body = { rows: rows.slice(start, start + 500) }
    const answer = await ask('POST', '/observations/import', { as: 'analyst', body })
    expect(answer.status).toBe(200)
    for (const outcome of ['created', 'updated', 'unchanged', 'rejected'] as const)
      total[outcome] += answer.body[outcome]
  }
  return total
}

const kpis = async ({ ask }: Monitoring, query: Record<string, string>) => {
  const answer = await ask('GET', `/kpis?${new URLSearchParams(query)}`)
  expect(answer.status).toBe(200)
  return answer.body
}

describe.skipIf(!existsSync(folder))(`the employment of the German Länder (${folder})`, () => {
  const total = { indicator: 'employment', universe: 'region', dimension: 'nation' }
  let given: Monitoring

  beforeAll(async () => {
    given = monitoring({
      regions: treeOf(
        csv('de-regions.csv').map(({ code = '', parent = '', level = '' }) => ({ code, parent, level })),
      ),
      industries: csv('de-industries.csv').map(({ code = '' }) => ({ code })),
    })
    expect(await importAll(given, employmentRows())).toEqual({
      created: 1428,
      updated: 0,
      unchanged: 0,
      rejected: 0,
    })
    await given.aggregate()
  })

  it('is unchanged when imported again', async () => {
    expect(await importAll(given, employmentRows())).toMatchObject({ created: 0, unchanged: 1428 })
    expect(await given.aggregate()).toMatchObject({ marks: 0, cells: { computed: 0, written: 0 } })
  })

  it('adds up to the nation in every year, complete and equal to the benchmark', async () => {
    const { rows } = await kpis(given, total)
    expect(rows.map(({ period, value }: Record<string, string>) => [period, value])).toEqual([
      ['2008', '27457715'],
      ['2009', '27380096'],
      ['2010', '27710487'],
      ['2011', '28381343'],
      ['2012', '28920588'],
      ['2013', '29289509'],
      ['2014', '30169648'],
    ])
    for (const row of rows)
      expect(row).toMatchObject({ reporting: 16, expected: 16, coverage: 1, benchmark: { difference: '0' } })
    expect(rows[6].statistics).toMatchObject({
      lowerQuartile: '780011.25',
      median: '1083119.5',
      upperQuartile: '2450535.5',
    })
  })

  it('finds no differing cell when all is computed again', async () => {
    expect(await given.rebuild()).toMatchObject({ outcome: 'done', differing: [], pending: 0 })
  })

  it('lists sixteen additive Länder with their shares', async () => {
    const {
      series: [{ additive }],
      totals,
      rows,
    } = await kpis(given, { ...total, dimension: 'region', from: '2014' })
    expect(additive).toBe(true)
    expect(rows).toHaveLength(16)
    expect(totals).toMatchObject([
      { period: '2014', code: 'DE', value: '30169648', sumOfParts: '30169648', overlap: '0' },
    ])
    const shares = rows.map(({ share }: { share: number }) => share)
    expect(shares.reduce((sum: number, share: number) => sum + share, 0)).toBeCloseTo(1, 12)
  })

  it('grew by these rates a year, and by these over the six years', async () => {
    const { rows } = await kpis(given, total)
    const percent = (rate: number | null | undefined) => ((rate ?? Number.NaN) * 100).toFixed(6)
    const growths = rows.slice(1).map(({ change }: ChangedRow) => percent(change.matched.growth))
    expect(growths).toEqual(['-0.282686', '1.206683', '2.420946', '1.899998', '1.275635', '3.004963'])
    const { rows: since } = await kpis(given, { ...total, from: '2014', against: '2008' })
    const { against, matched } = since[0].change
    expect(against).toBe('2008')
    expect(matched).toMatchObject({ units: 16, before: '27457715', after: '30169648' })
    expect([percent(matched.growth), percent(matched.annualGrowth)]).toEqual(['9.876761', '1.582206'])
  })

  it('has these location quotients, and the share of a section as ratio of sums', async () => {
    const query = 'indicator=employment&breakdown=C,J&period=2014'
    const { body, status } = await given.ask('GET', `/location-quotients?${query}`)
    expect(status).toBe(200)
    const of = (code: string, breakdown: string) =>
      body.rows.find((row: Quotient) => row.code === code && row.breakdown === breakdown)
    expect(body.rows).toHaveLength(32)
    expect(of('DE-BW', 'C').quotient.toFixed(6)).toBe('1.380778')
    expect(of('DE-BE', 'J').quotient.toFixed(6)).toBe('1.811334')
    expect(of('DE-BW', 'C').reference).toMatchObject({ total: '30169648', regions: 16 })
    expect(of('DE-BW', 'C').reference.share.toFixed(6)).toBe('0.219185')
    expect(JSON.stringify(body)).not.toContain('0.193461')
  })

  describe('after a correction of one Land', () => {
    const bremen = '/observations/region/DE-HB/employment/_T/2014'
    const correct = (content: object, etag: string) =>
      given.ask('PUT', bremen, {
        as: 'analyst',
        headers: { 'if-match': etag },
        body: { level: 'land', source: 'Statistische Ämter der Länder', ...content },
      })

    it('touches exactly two cells, and reads the slice once', async () => {
      expect(await correct({ value: '306415' }, '"1"')).toMatchObject({
        status: 200,
        headers: { etag: '"2"' },
      })
      const summary = await given.aggregate()
      expect(summary.touched).toEqual([
        'region#employment#_T#2014#region#DE',
        'region#employment#_T#2014#region#DE-HB',
      ])
      expect(summary.cells).toEqual({ computed: 2, written: 2, removed: 0 })
      // 17 observations and 17 cells, one mark, one day's record.
      expect(summary.reads.records).toBe(36)
      const { rows } = await kpis(given, { ...total, dimension: 'region', code: 'DE,DE-HB', from: '2014' })
      expect(rows).toMatchObject([
        { code: 'DE', value: '30169649', benchmark: { value: '30169648', difference: '1' } },
        { code: 'DE-HB', value: '306415' },
      ])
    })

    it('compares only Länder with both values when one is not supplied', async () => {
      expect((await correct({ obsStatus: 'L' }, '"2"')).status).toBe(200)
      await given.aggregate()
      const { rows } = await kpis(given, { ...total, from: '2014' })
      expect(rows).toMatchObject([
        { value: '29863234', reporting: 15, expected: 16, change: { against: '2013', plain: null } },
      ])
      expect(rows[0].change.matched.units).toBe(15)
      expect((rows[0].change.matched.growth * 100).toFixed(6)).toBe('3.010769')
    })

    it('keeps every version', async () => {
      const { body } = await given.ask('GET', `${bremen}/history`, { as: 'analyst' })
      expect(body.items.map(({ value, version }: Record<string, unknown>) => [version, value])).toEqual([
        [3, null],
        [2, '306415'],
        [1, '306414'],
      ])
      expect(await given.rebuild()).toMatchObject({ differing: [] })
    })

    it('leaves a wrong value in an untouched cell to the rebuild', async () => {
      const saxony = given.table
        .all()
        .find(({ pk, sk }) => pk === 'SLICE#region#employment#_T#2012' && sk === 'CELL#region#DE-SN')
      if (saxony === undefined) throw new Error('no cell of Saxony')
      given.table.plant({ ...saxony, data: { ...(saxony['data'] as object), value: '1' } })
      await correct({ value: '306414' }, '"3"')
      await given.aggregate()
      const differing = ['region#employment#_T#2012#region#DE-SN']
      expect(await given.rebuild()).toMatchObject({ differing, repaired: false })
      expect(await given.rebuild({ repair: true })).toMatchObject({ differing, cells: { written: 1 } })
      expect(await given.rebuild()).toMatchObject({ differing: [] })
    })
  })

  it('has the same rates as indicators that are made when read', async () => {
    const rates = indicatorCatalogue().filter(({ code }) => code.startsWith('employment-'))
    const rows = [
      ...rates,
      { ...rates[1], code: 'six-years', aggregation: { rule: 'cagr', of: 'employment', years: 6 } },
    ]
    const answer = await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
    expect(answer.body).toMatchObject({ created: 4, rejected: 0 })
    const figures = async (indicator: string, more: Record<string, string> = {}) =>
      (await kpis(given, { ...total, ...more, indicator })).rows
    const growth = await figures('employment-growth')
    expect(growth[0]).toMatchObject({ period: '2008', value: null, noValue: 'no-base', obsStatus: 'O' })
    expect((Number(growth.at(-1).value) * 100).toFixed(6)).toBe('3.004963')
    const [annual] = await figures('six-years', { from: '2014' })
    expect((Number(annual.value) * 100).toFixed(6)).toBe('1.582206')
    expect(annual).toMatchObject({ reporting: 16, expected: 16, coverage: 1 })
    const shares = await figures('employment-share', { dimension: 'region', from: '2014' })
    expect(shares).toHaveLength(16)
    const sum = shares.reduce((all: number, { value }: Figure) => all + Number(value), 0)
    expect(sum).toBeCloseTo(1, 12)
  })
})

describe.skipIf(!existsSync(folder))(`the leading-edge clusters (${folder})`, () => {
  let given: Monitoring

  beforeAll(async () => {
    given = monitoring({
      regions: treeOf(
        csv('de-regions.csv').map(({ code = '', parent = '', level = '' }) => ({ code, parent, level })),
      ),
    })
    for (const [index, row] of csv('de-leading-edge-clusters.csv').entries()) {
      const paths = (row['region_codes'] ?? '').split('|').map((code) => ['DE', code])
      const from = `${row['selected_in']}-12-31`
      const always = <T>(value: T) => [{ from, to: null, value }]
      await given.setCluster({
        cluster: `c${index}`,
        regions: always(paths),
        seat: always(paths[0] ?? []),
        category: always('_U'),
        categories: always(['_U']),
        sections: always([]),
        stage: [],
        type: [],
        entries: [{ register: 'national', number: String(index), status: always('registered' as const) }],
      })
    }
    await given.aggregate()
  })

  const ofYear = (list: readonly Figure[], year: string) => list.filter(({ period }) => period === year)

  it('counts 5, 10 and 15 in the nation at the ends of the three rounds', async () => {
    const { rows } = await kpis(given, { indicator: 'clusters-registered' })
    for (const [year, value] of [
      ['2008', '5'],
      ['2009', '5'],
      ['2010', '10'],
      ['2012', '15'],
      ['2026', '15'],
    ] as const)
      expect(ofYear(rows, year)).toMatchObject([
        { value, expected: null, coverage: null, obsStatus: year === '2026' ? 'P' : 'A' },
      ])
  })

  it('says that Länder overlap, and that four of them have none', async () => {
    const query = { indicator: 'clusters-registered', dimension: 'region', from: '2008', to: '2012' }
    const {
      series: [{ additive }],
      totals,
      rows,
    } = await kpis(given, query)
    expect(additive).toBe(false)
    for (const [year, value, sumOfParts, overlap] of [
      ['2008', '5', '13', '8'],
      ['2010', '10', '21', '11'],
      ['2012', '15', '27', '12'],
    ] as const) {
      expect(ofYear(totals, year)).toMatchObject([{ value, sumOfParts, overlap }])
      expect(ofYear(rows, year)).toHaveLength(16)
    }
    const none = ofYear(rows, '2012').filter(({ value }) => value === '0')
    expect(none).toHaveLength(4)
  })

  it('adds up by seat', async () => {
    const {
      series: [{ additive }],
      totals,
    } = await kpis(given, {
      indicator: 'clusters-registered',
      dimension: 'region',
      attribution: 'seat',
      from: '2008',
      to: '2012',
    })
    expect(additive).toBe(true)
    for (const { sumOfParts, value, overlap } of totals) {
      expect(sumOfParts).toBe(value)
      expect(overlap).toBe('0')
    }
  })

  it('finds no differing cell when all is computed again', async () => {
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })
})
