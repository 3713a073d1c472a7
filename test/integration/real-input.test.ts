import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { KpiAnswer, RunSummary } from '#monitoring/model'
import {
  type EmptyPlatform,
  hasRealData,
  REAL_DATA,
  REAL_IMPORTS,
  startEmptyPlatform,
} from '../support/real-input.ts'

// Imported into an empty platform by the commands that a user types; every figure below is a literal.

describe.skipIf(!hasRealData)(`real input (${REAL_DATA})`, () => {
  let platform: EmptyPlatform

  const kpis = async (query: string) => {
    const response = await platform.api(`/kpis?${query}`)
    expect(response.status, await response.clone().text()).toBe(200)
    return KpiAnswer.parse(await response.json())
  }

  const aggregate = async () => RunSummary.parse(await platform.runJob('aggregate-kpis'))

  const correct = async (body: object) => {
    const path = '/observations/region/DE-HB/employment/_T/2014'
    const etag = (await platform.api(path, { as: 'analyst' })).headers.get('etag') ?? ''
    const response = await platform.api(path, {
      method: 'PUT',
      as: 'analyst',
      body,
      headers: { 'if-match': etag },
    })
    expect(response.status, await response.clone().text()).toBe(200)
  }

  beforeAll(async () => {
    platform = await startEmptyPlatform()
    await platform.found()
  })

  afterAll(() => platform?.stop())

  it('imports code lists, clusters and the employment table; again, nothing changes', async () => {
    const { regions, industries, clusters, employment } = REAL_IMPORTS
    const imported = (words: readonly string[]) => platform.command('import', ...words)
    expect(await imported(regions)).toContain('17 created')
    expect(await imported(industries)).toContain('42 created')
    expect(await imported(clusters)).toContain('15 created')
    expect(await imported(employment)).toContain('1,428 created')

    expect(await imported(clusters)).toContain('0 created, 0 updated, 15 unchanged, 0 rejected')
    expect(await imported(employment)).toContain('0 created, 0 updated, 1,428 unchanged, 0 rejected')
  })

  it('gives the clusters the serials of their years in the order of the file', async () => {
    const Entries = z.object({ items: z.array(z.object({ number: z.string() })) })
    const { items } = Entries.parse(await (await platform.api('/registers/national/entries')).json())
    const byYear = Map.groupBy(items, ({ number }) => /20\d\d/.exec(number)?.[0])
    expect([...byYear].map(([year, entries]) => [year, entries.length])).toEqual([
      ['2008', 5],
      ['2010', 5],
      ['2012', 5],
    ])
  })

  it('aggregates employment of the Länder to Germany, complete and equal to the benchmark', async () => {
    expect((await aggregate()).outcome).toBe('done')
    const { rows } = await kpis('indicator=employment&universe=region&dimension=nation&from=2008&to=2014')
    expect(rows.map(({ period, value }) => [period, value])).toEqual([
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
    expect(rows.at(-1)?.statistics).toMatchObject({
      lowerQuartile: '780011.25',
      median: '1083119.5',
      upperQuartile: '2450535.5',
    })
  })

  it('takes 1,344 values for those of Länder, and the 84 of Germany for benchmarks', async () => {
    const breakdown = '_T,A,B-E,C,F,G-I,J,K,L,M-N,O-Q,R-U'
    const { rows } = await kpis(
      `indicator=employment&universe=region&breakdown=${encodeURIComponent(breakdown)}&from=2008&to=2014`,
    )
    expect(rows.reduce((values, { reporting }) => values + reporting, 0)).toBe(1_344)
    expect(rows.filter(({ code, benchmark }) => code === 'DE' && benchmark != null)).toHaveLength(84)
  })

  it('touches only the cells of a corrected value', async () => {
    const before = await kpis('indicator=employment&universe=region&dimension=region&from=2014&to=2014')
    const bremen = before.rows.find(({ code }) => code === 'DE-HB')
    expect(bremen?.value).toBe('306414')

    await correct({ value: '306415', level: 'land', source: 'Federal Employment Agency' })
    const summary = await aggregate()
    expect(summary.cells).toEqual({ computed: 2, written: 2, removed: 0 })
    expect(summary.touched.toSorted()).toEqual([
      'region#employment#_T#2014#region#DE',
      'region#employment#_T#2014#region#DE-HB',
    ])
    const [germany] = (await kpis('indicator=employment&universe=region&from=2014&to=2014')).rows
    expect(germany).toMatchObject({ value: '30169649', benchmark: { difference: '1' } })
    const after = await kpis('indicator=employment&universe=region&dimension=region&from=2014&to=2014')
    // Shares are of the changed whole and computed on reading; nothing that is stored may differ.
    const rest = (answer: KpiAnswer) =>
      answer.rows.filter(({ code }) => code !== 'DE-HB').map(({ share: _share, ...stored }) => stored)
    expect(rest(after)).toEqual(rest(before))
    expect(after.rows.find(({ code }) => code === 'DE-HB')?.value).toBe('306415')
  })

  it('shows a value that was not supplied as missing, and change over matched Länder only', async () => {
    await correct({ value: null, obsStatus: 'L', level: 'land', source: 'Federal Employment Agency' })
    await aggregate()
    const [germany] = (await kpis('indicator=employment&universe=region&from=2014&to=2014')).rows
    expect(germany).toMatchObject({ value: '29863234', reporting: 15, expected: 16, coverage: 15 / 16 })
    expect(germany?.byStatus).toMatchObject({ A: 15, L: 1 })
    expect((germany?.change?.matched?.growth ?? 0) * 100).toBeCloseTo(3.010769, 6)
    expect(germany?.change?.plain ?? null).toBeNull()
  })

  it('counts registered clusters in every Land, says that they overlap, and adds up by seat', async () => {
    const query = 'indicator=clusters-registered&dimension=region'
    const nation = await kpis('indicator=clusters-registered&from=2008&to=2012')
    const count = ({ rows }: KpiAnswer, period: string) =>
      rows.filter((row) => row.period === period).reduce((sum, { value }) => sum + Number(value), 0)
    for (const [year, registered, cells, overlap] of [
      ['2008', 5, 13, 8],
      ['2010', 10, 21, 11],
      ['2012', 15, 27, 12],
    ] as const) {
      expect(count(nation, year)).toBe(registered)
      const all = await kpis(`${query}&from=${year}&to=${year}`)
      expect(all.rows).toHaveLength(16)
      expect(all.series[0]?.additive).toBe(false)
      expect(count(all, year)).toBe(cells)
      expect(all.totals).toMatchObject([
        { period: year, value: String(registered), sumOfParts: String(cells), overlap: String(overlap) },
      ])
      const bySeat = await kpis(`${query}&from=${year}&to=${year}&attribution=seat`)
      expect(bySeat.series[0]?.additive).toBe(true)
      expect(count(bySeat, year)).toBe(registered)
    }
    const { rows } = await kpis(`${query}&from=2012&to=2012`)
    expect(
      rows
        .filter(({ value }) => value === '0')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['DE-BB', 'DE-BE', 'DE-HB', 'DE-MV'])
    for (const row of rows) expect(row.coverage).toBeNull()
  })

  it('finds nothing to differ when everything is computed anew', async () => {
    const summary = RunSummary.parse(await platform.runJob('rebuild-kpis'))
    expect(summary).toMatchObject({ outcome: 'done', differing: [], pending: 0 })
  })
})
