import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const since = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]

const indicator = (code: string, rest: object = {}) => ({
  code,
  name: { en: code },
  definition: { en: code },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 1,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'aggregate-only',
  ...rest,
})

const made = (code: string, aggregation: object, confidentiality = 'open') =>
  indicator(code, { aggregation, confidentiality, measure: { kind: 'share' }, decimals: 4 })

let given: Monitoring

const report = async (rows: readonly object[]) => {
  const body = { rows: rows.map((row) => ({ period: '2024', source: 'survey', ...row })) }
  expect((await given.ask('POST', '/observations/import', { as: 'analyst', body })).body).toMatchObject({
    rejected: 0,
  })
}

const regions = (...codes: string[]) => since(codes.map((code) => ['DE', code]))

beforeEach(async () => {
  given = monitoring({ industries: [{ code: 'C' }, { code: 'J' }] })
  // Twelve in Bavaria's automotive industry, four elsewhere.
  for (let n = 0; n < 16; n += 1) {
    const place = n < 12 ? {} : { regions: regions('DE-HE'), category: since('bio'), stage: since('decline') }
    await given.setCluster(cluster(`c${n}`, place))
  }
  const rows = [
    indicator('pay'),
    indicator('price', { direction: 'less-is-better', confidentiality: 'open' }),
    indicator('secret', { confidentiality: 'authority-only' }),
    indicator('pay-per-price', {
      aggregation: { rule: 'ratio-of-sums', numerator: 'pay', denominator: 'price' },
      measure: { kind: 'share' },
    }),
    made('price-growth', { rule: 'growth', of: 'price' }),
    made('price-cagr', { rule: 'cagr', of: 'price', years: 2 }),
    made('price-share', { rule: 'share-of-total', of: 'price' }),
    made('members-growth', { rule: 'growth', of: 'members' }),
    made('pay-growth', { rule: 'growth', of: 'pay' }, 'aggregate-only'),
    made('pay-share', { rule: 'share-of-total', of: 'pay' }, 'aggregate-only'),
  ]
  expect(
    (await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })).body,
  ).toMatchObject({
    created: rows.length,
  })
})

describe('a cluster among its peers', () => {
  const peers = (query: string, as?: string) =>
    given.ask('GET', `/peer-comparisons?${query}`, as ? { as } : {})

  beforeEach(() =>
    report(
      ['pay', 'price', 'secret'].flatMap((code) =>
        Array.from({ length: 16 }, (_, n) => ({ cluster: `c${n}`, indicator: code, value: 10 + n })),
      ),
    ),
  )

  it('of its category and stage has a percentile and gaps', async () => {
    const { body } = await peers('cluster=c9&indicator=pay,price', 'manager')
    expect(body.rows).toEqual([
      {
        indicator: 'pay',
        period: '2024',
        value: '19',
        obsStatus: 'A',
        peers: 'category-and-stage',
        expected: 12,
        reporting: 12,
        percentile: (9.5 / 12) * 100,
        median: '15.5',
        bestDecile: '19.9',
        gapToMedian: '3.5',
        gapToBestDecile: '-0.9',
        peerFigure: null,
      },
      expect.objectContaining({
        indicator: 'price',
        percentile: (2.5 / 12) * 100,
        bestDecile: '11.1',
        peerFigure: '186',
      }),
    ])
  })

  it('is compared with all where its category is too small, and the answer says so', async () => {
    const { body } = await peers('cluster=c13&indicator=price')
    expect(body.rows).toMatchObject([{ value: '23', peers: 'nation', expected: 16, reporting: 16 }])
  })

  it('is compared by its own ratio', async () => {
    const { body } = await peers('cluster=c9&indicator=pay-per-price', 'manager')
    expect(body.rows).toMatchObject([{ value: '1', percentile: 50, gapToMedian: '0' }])
  })

  it('names nobody else, whatever is asked', async () => {
    const { text } = await peers('cluster=c9&indicator=pay', 'manager')
    expect(text).not.toMatch(/"c(?!9"|ode)\d/)
  })

  it('is for who is in charge of it, where the indicator is not open', async () => {
    expect((await peers('cluster=c9&indicator=price')).status).toBe(200)
    const anybody = await peers('cluster=c9&indicator=price,pay')
    expect(anybody.status).toBe(401)
    expect(anybody.body.detail).toContain('"pay" is not an open indicator')
    expect((await peers('cluster=c9&indicator=pay', 'participant')).status).toBe(403)
    // The manager's territory is Bavaria.
    expect((await peers('cluster=c13&indicator=pay', 'manager')).status).toBe(403)
    expect((await peers('cluster=c9&indicator=secret', 'manager')).status).toBe(403)
    expect((await peers('cluster=c9&indicator=secret', 'bavaria')).status).toBe(200)
  })

  it('is told its own value only, where peers are too few to hide among', async () => {
    await report(
      Array.from({ length: 7 }, (_, n) => ({ cluster: `c${n + 9}`, indicator: 'pay', obsStatus: 'L' })),
    )
    const [row] = (await peers('cluster=c1&indicator=pay', 'manager')).body.rows
    expect(row).toMatchObject({
      value: '11',
      peers: 'nation',
      reporting: 9,
      percentile: null,
      median: null,
      bestDecile: null,
      gapToMedian: null,
      confStatus: 'A',
    })
    // The ministry sees the single values anyway; what is open hides nobody.
    const [whole] = (await peers('cluster=c1&indicator=pay', 'ministry')).body.rows
    expect(whole).toMatchObject({ percentile: (1.5 / 9) * 100, median: '14' })
    expect(whole).not.toHaveProperty('confStatus')
    await report(
      Array.from({ length: 7 }, (_, n) => ({ cluster: `c${n + 9}`, indicator: 'price', obsStatus: 'L' })),
    )
    expect((await peers('cluster=c1&indicator=price')).body.rows).toMatchObject([{ median: '14' }])
    await report([{ cluster: 'c2', indicator: 'price', value: 12, confStatus: 'C' }])
    expect((await peers('cluster=c1&indicator=price')).body.rows).toMatchObject([
      { median: null, confStatus: 'A' },
    ])
    expect((await peers('cluster=c2&indicator=price')).body.rows).toMatchObject([
      { value: null, obsStatus: 'Q', median: null },
    ])
  })

  it('of the newest period, unless others are asked for', async () => {
    await report([{ cluster: 'c1', indicator: 'price', value: 5, period: '2023' }])
    const periods = async (query: string) =>
      (await peers(`cluster=c1&indicator=price${query}`)).body.rows.map(
        ({ period }: { period: string }) => period,
      )
    expect(await periods('')).toEqual(['2024'])
    expect(await periods('&from=2020')).toEqual(['2023', '2024'])
    const [row] = (await peers('cluster=c3&indicator=price&to=2023')).body.rows
    expect(row).toMatchObject({ value: null, obsStatus: 'O', percentile: null })
  })

  it('that has no values of its own, or is none, is refused with the reason', async () => {
    const counted = await peers('cluster=c1&indicator=members')
    expect(counted.status).toBe(400)
    expect(counted.body.detail).toContain('"members" has no values of single clusters')
    expect((await peers('cluster=c1&indicator=members-growth')).body.detail).toContain(
      'rests on what is counted in the register',
    )
    expect((await peers('cluster=c77&indicator=price')).status).toBe(404)
    expect((await peers('cluster=c1&indicator=nothing')).status).toBe(404)
  })
})

describe('a cluster among its peers by an indicator that is made when read', () => {
  const peers = (query: string, as?: string) =>
    given.ask('GET', `/peer-comparisons?${query}`, as ? { as } : {})
  const earlier = (code: string) =>
    Array.from({ length: 16 }, (_, n) => ({
      cluster: `c${n}`,
      indicator: code,
      period: '2023',
      value: 10,
    }))
  const now = (code: string) =>
    Array.from({ length: 16 }, (_, n) => ({ cluster: `c${n}`, indicator: code, value: 10 + n }))

  beforeEach(() => report(['pay', 'price'].flatMap((code) => [...earlier(code), ...now(code)])))

  it('is compared by its own growth with that of each of them', async () => {
    const { body } = await peers('cluster=c9&indicator=price-growth')
    expect(body.rows).toEqual([
      {
        indicator: 'price-growth',
        period: '2024',
        value: '0.9',
        obsStatus: 'A',
        peers: 'category-and-stage',
        expected: 12,
        reporting: 12,
        percentile: (9.5 / 12) * 100,
        median: '0.55',
        bestDecile: '0.99',
        gapToMedian: '0.35',
        gapToBestDecile: '-0.09',
        // Together they grew from 120 to 186, whatever each of them did.
        peerFigure: '0.55',
      },
    ])
  })

  it('is compared with those only who have both values', async () => {
    await report([
      { cluster: 'c0', indicator: 'price', obsStatus: 'L', period: '2023' },
      { cluster: 'c1', indicator: 'price', value: 0, period: '2023' },
    ])
    const [row] = (await peers('cluster=c9&indicator=price-growth')).body.rows
    // (186 − 10 − 11) ÷ 100 − 1
    expect(row).toMatchObject({ expected: 12, reporting: 10, percentile: 75 })
    expect(Number(row.peerFigure)).toBeCloseTo(0.65, 12)
    const [own] = (await peers('cluster=c1&indicator=price-growth')).body.rows
    expect(own).toMatchObject({ value: null, obsStatus: 'O', percentile: null, peerFigure: null })
    await report([{ cluster: 'c2', indicator: 'price', obsStatus: 'L', period: '2023' }])
    const [fewer] = (await peers('cluster=c9&indicator=price-growth')).body.rows
    expect(fewer).toMatchObject({ peers: 'nation', reporting: 13 })
  })

  it('is compared by the rate of several years', async () => {
    await report([
      ...earlier('price').map((row) => ({ ...row, period: '2022' })),
      { cluster: 'c9', indicator: 'price', period: '2024', value: 14.4 },
    ])
    const [row] = (await peers('cluster=c9&indicator=price-cagr')).body.rows
    expect(Number(row.value)).toBeCloseTo(0.2, 12)
    expect(row).toMatchObject({ reporting: 12 })
  })

  it('keeps the values of few from who may not see them, of either period', async () => {
    await report(
      Array.from({ length: 7 }, (_, n) => ({
        cluster: `c${n + 9}`,
        indicator: 'pay',
        period: '2023',
        obsStatus: 'L',
      })),
    )
    const [row] = (await peers('cluster=c1&indicator=pay-growth', 'manager')).body.rows
    expect(row).toMatchObject({ value: '0.1', reporting: 9, percentile: null, confStatus: 'A' })
    const [whole] = (await peers('cluster=c1&indicator=pay-growth', 'ministry')).body.rows
    expect(whole).toMatchObject({ percentile: (1.5 / 9) * 100, peerFigure: '0.4' })
    expect((await peers('cluster=c1&indicator=pay-growth')).status).toBe(401)
    await report([{ cluster: 'c2', indicator: 'price', value: 10, period: '2023', confStatus: 'C' }])
    expect((await peers('cluster=c2&indicator=price-growth')).body.rows).toMatchObject([
      { value: null, obsStatus: 'Q', percentile: null },
    ])
    expect((await peers('cluster=c3&indicator=price-growth')).body.rows).toMatchObject([
      { value: '0.3', percentile: expect.any(Number), peerFigure: null },
    ])
  })

  it('is compared by its share of the whole, which is nobody’s else where the values are not open', async () => {
    await given.aggregate()
    // The sixteen have 280 together, the twelve peers 186.
    const [row] = (await peers('cluster=c4&indicator=price-share')).body.rows
    expect(row).toMatchObject({ value: '0.05', percentile: (4.5 / 12) * 100, reporting: 12 })
    expect(Number(row.peerFigure)).toBeCloseTo(186 / 280, 12)
    const refused = await peers('cluster=c4&indicator=pay-share', 'manager')
    expect(refused.status).toBe(403)
    expect(refused.body.detail).toContain('"pay-share" tells the share in the figure of DE')
    expect((await peers('cluster=c4&indicator=pay-share', 'ministry')).body.rows).toMatchObject([
      { value: '0.05' },
    ])
  })

  it('comes as CSV', async () => {
    const { text } = await peers('cluster=c9&indicator=price-growth&format=csv')
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows).toMatchObject([{ value: '0.9', peer_figure: '0.55', conf_status: '' }])
  })
})

describe('a cluster beside its regions and industries', () => {
  const beside = (query: string, as?: string) =>
    given.ask('GET', `/region-comparisons?${query}`, as ? { as } : {})

  beforeEach(async () => {
    await given.setCluster(cluster('c1', { regions: regions('DE-BY', 'DE-SN'), sections: since(['J', 'C']) }))
    await report([
      { cluster: 'c1', indicator: 'price', value: 30, period: '2023' },
      { cluster: 'c1', indicator: 'price', value: 33 },
      { cluster: 'c1', indicator: 'pay', value: 40 },
      ...['DE-BY', 'DE-HE'].flatMap((region) => [
        { region, indicator: 'price', breakdown: 'C', value: 100, period: '2023' },
        { region, indicator: 'price', breakdown: 'C', value: 120 },
        { region, indicator: 'pay', breakdown: 'C', value: 50 },
      ]),
    ])
    await given.aggregate()
  })

  it('has the gap, the ratio and both growths in each of them', async () => {
    const { body } = await beside('cluster=c1&indicator=price')
    const growth = { growth: 0.1, growthThroughout: null, referenceGrowth: 0.2, growthGap: 0.1 - 0.2 }
    expect(body.rows).toEqual([
      {
        indicator: 'price',
        period: '2024',
        value: '33',
        obsStatus: 'A',
        region: 'DE-BY',
        section: 'C',
        reference: '120',
        referenceStatus: 'A',
        gap: '-87',
        ratio: 33 / 120,
        ...growth,
      },
      // Nothing of Saxony: the nation is the nearest that has the figure.
      expect.objectContaining({ region: 'DE', section: 'C', reference: '240', ratio: 33 / 240, ...growth }),
      expect.objectContaining({
        region: 'DE-BY',
        section: 'J',
        reference: null,
        referenceStatus: 'O',
        gap: null,
      }),
      expect.objectContaining({ region: 'DE-SN', section: 'J', reference: null, ratio: null, growth: 0.1 }),
    ])
  })

  it('is compared by growth itself too', async () => {
    const { body } = await beside('cluster=c1&indicator=price-growth&from=2024')
    expect(body.rows[0]).toMatchObject({ region: 'DE-BY', value: '0.1', reference: '0.2', gap: '-0.1' })
  })

  it('shows official statistics of an indicator that is not open, unless they are confidential', async () => {
    expect((await beside('cluster=c1&indicator=pay')).status).toBe(401)
    const first = (await beside('cluster=c4&indicator=pay', 'manager')).body.rows
    expect(first).toEqual([])
    await report([{ cluster: 'c4', indicator: 'pay', value: 45 }])
    const shown = () => beside('cluster=c4&indicator=pay', 'manager')
    expect((await shown()).body.rows).toMatchObject([{ value: '45', reference: '50', gap: '-5' }])
    await report([{ region: 'DE-BY', indicator: 'pay', breakdown: 'C', value: 51, confStatus: 'C' }])
    await given.aggregate()
    expect((await shown()).body.rows).toMatchObject([
      { value: '45', reference: null, referenceStatus: 'Q', gap: null },
    ])
    expect((await beside('cluster=c4&indicator=pay', 'bavaria')).body.rows).toMatchObject([{ gap: '-6' }])
  })

  it('comes as CSV', async () => {
    const { text } = await beside('cluster=c1&indicator=price&format=csv')
    const rows: Record<string, string>[] = parse(text, { columns: true })
    expect(rows[0]).toMatchObject({ cluster: 'c1', region: 'DE-BY', gap: '-87', no_value: '' })
  })
})
