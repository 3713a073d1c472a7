import { beforeEach, describe, expect, it } from 'vitest'
import { fromNumber } from '#monitoring/model'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const sales = {
  code: 'sales',
  name: { en: 'Sales', ru: 'Продажи' },
  definition: { en: 'Sales of the year' },
  unit: { en: 'thousand euros' },
  measure: { kind: 'money', currency: 'EUR', prices: { basis: 'current' } },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'open',
}
const rate = (code: string, aggregation: object) => ({
  ...sales,
  code,
  unit: { en: 'share' },
  measure: { kind: 'share' },
  decimals: 4,
  aggregation,
})
const dated = (validFrom: string) => ({ validFrom, reason: { en: 'Sales among members no longer count' } })

let given: Monitoring

const define = async (...rows: readonly object[]) =>
  (await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })).body
const report = async (values: Readonly<Record<string, readonly (number | null)[]>>, indicator = 'sales') => {
  const rows = Object.entries(values).flatMap(([of, list]) =>
    list.flatMap((value, index) =>
      value === null
        ? []
        : [{ cluster: of, indicator, period: String(2020 + index), value, source: 'survey' }],
    ),
  )
  const answer = await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })
  expect(answer.body).toMatchObject({ rejected: 0 })
  await given.aggregate()
}
const kpis = async (query: string) => given.ask('GET', `/kpis?${query}`)
const figures = async (query: string): Promise<readonly (readonly [string, number | null, string?])[]> => {
  const { status, body } = await kpis(query)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.rows.map(
    ({ period, value, noValue }: { period: string; value: string | null; noValue?: string }) => [
      period,
      value === null ? null : Number(value),
      ...(noValue === undefined ? [] : [noValue]),
    ],
  )
}

beforeEach(async () => {
  given = monitoring()
  for (const id of ['c1', 'c2']) await given.setCluster(cluster(id))
  await given.setCluster(
    cluster('c3', { category: [{ from: '1990-01-01', to: null, value: 'bio' }], categories: [] }),
  )
  expect(await define(sales)).toMatchObject({ created: 1 })
})

describe('growth', () => {
  it('is that of the units with both values, and says why there is none', async () => {
    await define(rate('sales-growth', { rule: 'growth', of: 'sales' }))
    await report({ c1: [100, 110, 0, 5], c2: [null, 400, 0, null] })
    expect(await figures('indicator=sales-growth')).toEqual([
      ['2020', null, 'no-base'],
      ['2021', 0.1],
      ['2022', -1],
      ['2023', null, 'zero-base'],
    ])
    const { body } = await kpis('indicator=sales-growth&from=2021&to=2021')
    expect(body.rows).toMatchObject([{ reporting: 1, expected: 3, provenance: { definitionVersion: 1 } }])
    const unit = await figures('indicator=sales-growth&dimension=unit&code=c2')
    expect(unit).toEqual([
      ['2021', null, 'no-base'],
      ['2022', -1],
    ])
  })

  it('from a negative base has no rate', async () => {
    await define(
      rate('sales-growth', { rule: 'growth', of: 'sales' }),
      rate('a-year', { rule: 'cagr', of: 'sales', years: 2 }),
    )
    await report({ c1: [-4, 2, -1] })
    expect(await figures('indicator=sales-growth')).toEqual([
      ['2020', null, 'no-base'],
      ['2021', null, 'negative-base'],
      ['2022', -1.5],
    ])
    expect((await figures('indicator=a-year')).at(-1)).toEqual(['2022', null, 'negative-base'])
    const { body } = await kpis('indicator=sales&from=2022&against=2021')
    expect(body.rows).toMatchObject([
      {
        change: { matched: { difference: '-3', growth: -1.5, annualGrowth: null, reason: 'negative-value' } },
      },
    ])
  })

  it('of growth is computed too', async () => {
    await define(
      rate('sales-growth', { rule: 'growth', of: 'sales' }),
      rate('acceleration', { rule: 'growth', of: 'sales-growth' }),
    )
    await report({ c1: [100, 110, 132] })
    expect((await figures('indicator=acceleration')).at(-1)?.[1]).toBeCloseTo(1, 12)
  })

  it('against one period is only asked with one of the same frequency', async () => {
    await report({ c1: [100, 110] })
    const { status, body } = await kpis('indicator=sales&against=2020-Q1')
    expect(status).toBe(400)
    expect(body.detail).toContain('against=2020-Q1 is not of the frequency A')
  })
})

describe('the share of a total', () => {
  beforeEach(async () => {
    await define(rate('sales-share', { rule: 'share-of-total', of: 'sales' }))
    await report({ c1: [30], c2: [30], c3: [40] })
  })

  it('adds up in an additive dimension', async () => {
    const { body } = await kpis('indicator=sales-share&dimension=category')
    expect(body.rows).toMatchObject([
      { code: 'auto', value: '0.6' },
      { code: 'bio', value: '0.4' },
    ])
  })

  it.each(['region', 'category-any', 'section', 'unit&code=c1'])(
    'is refused by dimension=%s, whose groups overlap or are no groups',
    async (dimension) => {
      const { status, body } = await kpis(`indicator=sales-share&dimension=${dimension}`)
      expect(status).toBe(400)
      expect(body.detail).toContain('"sales-share" is a share of a total')
    },
  )

  it('is given by the region of the seat', async () => {
    expect(await figures('indicator=sales-share&dimension=region&attribution=seat')).toEqual([['2020', 1]])
  })
})

describe('a ratio of each unit', () => {
  it('is averaged over the units, unlike a ratio of sums', async () => {
    const parts = { numerator: 'sales', denominator: 'jobs' }
    await define(
      { ...sales, code: 'jobs', measure: { kind: 'quantity' } },
      { ...sales, code: 'per-head', aggregation: { rule: 'ratio-of-sums', ...parts } },
      { ...sales, code: 'mean-per-head', aggregation: { rule: 'per-unit-ratio', ...parts, across: 'mean' } },
    )
    await report({ c1: [10], c2: [10], c3: [5] }, 'jobs')
    await report({ c1: [1000], c2: [3000], c3: [null] })
    await report({ c3: [0] }, 'jobs')
    await report({ c3: [7] })
    expect(await figures('indicator=per-head')).toEqual([['2020', 4007 / 20]])
    expect(await figures('indicator=mean-per-head')).toEqual([['2020', 200]])
    const { body } = await kpis('indicator=mean-per-head')
    expect(body.rows).toMatchObject([{ reporting: 2, expected: 3 }])
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })
})

describe('a changed definition', () => {
  const mean = { ...sales, aggregation: { rule: 'mean' } }

  beforeEach(() => report({ c1: [10, 20, 30], c2: [30, 40, 50] }))

  it('must say from when on it holds, and why', async () => {
    const { rows } = await define(mean)
    expect(rows).toMatchObject([{ outcome: 'rejected', code: 'rule-failed' }])
    expect(rows[0].reason).toContain('a changed definition starts version 2')
  })

  it('leaves the figures of the time before, and computes only those of its own time', async () => {
    expect(await define({ ...mean, ...dated('2022-01-01') })).toMatchObject({ updated: 1 })
    const run = await given.aggregate()
    expect(new Set(run.touched.map((cell) => cell.split('#')[3]))).toEqual(new Set(['2022']))
    const { body } = await kpis('indicator=sales')
    expect(body.rows).toMatchObject([
      { period: '2020', value: '40', provenance: { definitionVersion: 1 } },
      { period: '2021', value: '60', provenance: { definitionVersion: 1 } },
      { period: '2022', value: '40', provenance: { definitionVersion: 2 } },
    ])
    // The series breaks where the definition does, and so does what compares across.
    expect(
      body.rows.map(({ obsStatus, change }: { obsStatus: string; change: { break?: string } | null }) => [
        obsStatus,
        change?.break,
      ]),
    ).toEqual([
      ['A', undefined],
      ['A', undefined],
      ['B', 'definition'],
    ])
    const since = await kpis('indicator=sales&from=2021&against=2020')
    expect(since.body.rows).toMatchObject([
      { period: '2021', change: { matched: { before: '40', after: '60' } } },
      { period: '2022', change: { matched: { before: '20', after: '40' }, break: 'definition' } },
    ])
    expect(since.body.rows[0].change).not.toHaveProperty('break')
    await define(rate('sales-growth', { rule: 'growth', of: 'sales' }))
    const growth = (await kpis('indicator=sales-growth&from=2021')).body.rows
    expect(growth).toMatchObject([
      { value: '0.5', obsStatus: 'A' },
      { value: fromNumber(10 / 30), obsStatus: 'B' },
    ])
    // A correction of the time before is computed by the definition of that time.
    await report({ c1: [12] })
    expect((await kpis('indicator=sales&to=2020')).body.rows).toMatchObject([
      { value: '42', provenance: { definitionVersion: 1 } },
    ])
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })

  it('keeps the version before readable, with what was said of it', async () => {
    const said = { metadata: { mandate: { en: 'Cluster act of 2019' } } }
    const newly = { metadata: { mandate: { en: 'Cluster act of 2022' } } }
    expect(await define({ ...sales, ...said })).toMatchObject({ updated: 1 })
    expect(await define({ ...sales, ...said })).toMatchObject({ unchanged: 1 })
    expect(await define(sales)).toMatchObject({ unchanged: 1 })
    await define({ ...mean, ...newly, ...dated('2022-01-01') })
    const read = async (query = '') => given.ask('GET', `/indicators/sales${query}`)
    expect(await read()).toMatchObject({
      headers: { etag: '"3"' },
      body: { version: 2, validFrom: '2022-01-01', aggregation: { rule: 'mean' }, ...newly },
    })
    expect((await read('?version=1')).body).toMatchObject({
      version: 1,
      aggregation: { rule: 'sum' },
      ...said,
    })
    expect((await read('?version=3')).body.detail).toContain('"sales" has no version 3; its newest is 2')
  })

  it('of metadata alone starts no version and computes nothing', async () => {
    const { code: _, ...rest } = sales
    const body = { ...rest, metadata: { source: { en: 'Survey' } } }
    const change = (etag: string) =>
      given.ask('PUT', '/indicators/sales', { as: 'analyst', headers: { 'if-match': etag }, body })
    expect(await change('"1"')).toMatchObject({ status: 200, body: { version: 1 }, headers: { etag: '"2"' } })
    expect((await change('"1"')).status).toBe(412)
    expect(await given.aggregate()).toMatchObject({ marks: 0 })
  })

  it('is no choice for a count of the register, not even in what is said of it', async () => {
    const { origin: _, version: __, ...members } = (await given.ask('GET', '/indicators/members')).body
    expect(members.metadata.source.en).toContain('The registers themselves')
    expect((await define({ ...members, metadata: {} })).rows[0].reason).toContain('counted in the register')
  })

  it('to one that is made when read takes the stored figures of its time away', async () => {
    await define({ ...sales, code: 'other' })
    const growth = rate('sales', { rule: 'growth', of: 'other' })
    expect(await define({ ...growth, ...dated('2022-01-01') })).toMatchObject({ updated: 1 })
    await given.aggregate()
    expect(await figures('indicator=sales')).toEqual([
      ['2020', 40],
      ['2021', 60],
    ])
    expect(await given.rebuild()).toMatchObject({ differing: [] })
  })
})

it('tells of a cycle which one it is', async () => {
  await define(rate('a', { rule: 'growth', of: 'sales' }), rate('b', { rule: 'growth', of: 'a' }))
  const { rows } = await define({ ...rate('a', { rule: 'growth', of: 'b' }), ...dated('2020-01-01') })
  expect(rows).toMatchObject([
    { outcome: 'rejected', code: 'rule-failed', reason: '"a" would be made from itself: a → b → a.' },
  ])
})
