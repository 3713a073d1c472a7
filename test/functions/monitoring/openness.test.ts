import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryTable } from '#kernel/memory-table'
import type { Write } from '#kernel/table'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring, monitoringOver } from './support.ts'

const EVENTS = {
  code: 'events',
  name: { en: 'Events' },
  definition: { en: 'Events of the quarter' },
  unit: { en: 'number' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'Q',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'cluster-open',
  validRange: { min: '0' },
}

let given: Monitoring

const post = (path: string, as: string, body: object, version?: number) =>
  given.ask('POST', path, { as, body, headers: version === undefined ? {} : { 'if-match': `"${version}"` } })
const report = (values: Readonly<Record<string, number>>, period = '2026-Q1', over: object = {}) =>
  post('/observations/import', 'analyst', {
    rows: Object.entries(values).map(([name, value]) => ({
      cluster: name,
      indicator: 'events',
      period,
      value,
      source: 'Forms',
      ...over,
    })),
  })
const agree = (from: string, version = 0, body: object = {}, as = 'office') =>
  post('/openness-agreements/c1', as, { from, ...body }, version)
const withdraw = (to: string, version = 1) =>
  post('/openness-agreements/c1/withdrawal', 'office', { to }, version)
/** What everybody sees of single values. */
const open = async (period = '2026-Q1') => {
  const { body } = await given.ask('GET', `/observations?indicator=events&period=${period}`)
  return body.items.map(({ subject, value }: { subject: string; value: string }) => [subject, value])
}
const planned = async (periods: readonly string[], releaseAt: string) =>
  post('/releases', 'publisher', {
    title: { en: 'Events' },
    indicators: ['events'],
    periods,
    releaseAt,
  })
const nation = async (period = '2026-Q1') =>
  (await given.ask('GET', `/kpis?indicator=events&from=${period}&to=${period}`)).body.rows[0]

beforeEach(async () => {
  given = monitoring({ now: '2026-05-01T09:00:00.000Z' })
  for (const id of ['c1', 'c2', 'c3']) await given.setCluster(cluster(id))
  await post('/indicators/import', 'analyst', {
    rows: [EVENTS, { ...EVENTS, code: 'secret', confidentiality: 'aggregate-only' }],
  })
})

describe('the agreement of a cluster to openness', () => {
  it('opens its own values from its day on, and those of nobody else', async () => {
    await report({ c1: 7, c2: 8 })
    await report({ c1: 6 }, '2025-Q4')
    expect(await open()).toEqual([])
    const unit = '/kpis?indicator=events&dimension=unit&code=c1'
    expect((await given.ask('GET', unit)).status).toBe(401)
    const { status, body } = await agree('2026-01-01')
    expect([status, body]).toEqual([
      200,
      { cluster: 'c1', agreements: [{ indicator: 'events', from: '2026-01-01', to: null }] },
    ])
    expect(await open()).toEqual([['c1', '7']])
    expect(await open('2025-Q4')).toEqual([])
    const { rows } = (await given.ask('GET', unit)).body
    expect(rows).toMatchObject([{ period: '2026-Q1', value: '7' }])
    expect(rows).toHaveLength(1)
    expect((await given.ask('GET', unit.replace('c1', 'c2'))).status).toBe(401)
    expect((await given.ask('GET', '/observations/cluster/c1/events/_T/2025-Q4')).status).toBe(404)
    expect((await given.ask('GET', '/openness-agreements/c1')).body).toEqual(body)
  })

  it('does not open what is not verified, or confidential, which it stays', async () => {
    await agree('2026-01-01')
    await report({ c1: 7 }, '2026-Q1', { confStatus: 'C' })
    expect(await open()).toEqual([])
    const { rows } = (await report({ c1: 7 })).body
    expect(rows[0].reason).toContain('was reported as confidential and stays so')
    await post('/observations/import', 'office', {
      rows: [{ cluster: 'c1', indicator: 'events', period: '2026-Q2', value: 3 }],
    })
    expect(await open('2026-Q2')).toEqual([])
  })

  it('is hidden with its history once it is marked confidential', async () => {
    await agree('2026-01-01')
    await report({ c1: 7 })
    const history = '/observations/cluster/c1/events/_T/2026-Q1/history'
    expect((await given.ask('GET', history)).body.items).toMatchObject([{ value: '7' }])
    await report({ c1: 7 }, '2026-Q1', { confStatus: 'C' })
    expect((await given.ask('GET', history)).status).toBe(404)
  })

  it('tells nothing of targets, whose baselines are earlier figures', async () => {
    await report({ c1: 7 })
    const target = { universe: 'cluster', dimension: 'unit', code: 'c1', indicator: 'events' }
    await post('/targets/import', 'ministry', {
      rows: [{ ...target, period: '2026-Q1', target: '10', baseline: '4' }],
    })
    await agree('2026-01-01')
    const unit = '/kpis?indicator=events&dimension=unit&code=c1'
    expect((await given.ask('GET', unit)).body.rows[0]).toMatchObject({ value: '7', attainment: null })
    const own = (await given.ask('GET', unit, { as: 'office' })).body.rows[0]
    expect(own.attainment).toMatchObject({ attainment: 0.5 })
  })

  it('is withdrawn for periods to come only', async () => {
    await agree('2026-01-01')
    await report({ c1: 7 })
    await report({ c1: 9 }, '2026-Q3')
    expect((await withdraw('2026-05-01')).body.detail).toContain('2026-05-02 or later')
    expect((await withdraw('2026-07-01')).body.agreements).toMatchObject([{ to: '2026-07-01' }])
    expect(await open()).toEqual([['c1', '7']])
    expect(await open('2026-Q3')).toEqual([])
    expect((await agree('2026-10-01', 2)).body.agreements).toHaveLength(2)
  })

  it('is the management’s own, of indicators that clusters may open, at the version that was read', async () => {
    expect((await agree('2026-01-01', 0, {}, 'manager')).body.detail).toContain('Only the cluster itself')
    expect((await agree('2026-01-01', 0, { indicators: ['secret'] })).body.detail).toContain(
      '"secret" is aggregate-only',
    )
    expect((await agree('2026-01-01', 0, { indicators: ['none'] })).status).toBe(404)
    expect((await agree('2026-01-01')).status).toBe(200)
    expect((await agree('2026-01-01')).status).toBe(412)
  })
})

describe('disclosure control', () => {
  const AT = '2026-06-01T09:00:00.000Z'

  it('does not count on a value that everybody knows', async () => {
    await report({ c1: 30, c2: 31, c3: 32 })
    await planned(['2026-Q1'], AT)
    await agree('2026-01-01')
    given.setClock(AT)
    await given.issue()
    expect(await nation()).toMatchObject({ value: null, confStatus: 'A', reporting: 3 })
  })

  it('lets nobody open what a release told as secret: the agreement begins after it', async () => {
    await report({ c1: 30, c2: 31, c3: 32 })
    await planned(['2026-Q1'], AT)
    given.setClock(AT)
    await given.issue()
    expect(await nation()).toMatchObject({ value: '93' })
    expect((await agree('2026-01-01')).body.detail).toContain('can begin on 2026-04-01')
    expect((await agree('2026-04-01')).status).toBe(200)
    expect(await open()).toEqual([])
  })

  it('is not outrun: a release that gets its number while an agreement is on its way comes before it', async () => {
    const table = new InterruptedTable()
    given = monitoringOver(table, { now: AT })
    for (const id of ['c1', 'c2', 'c3']) await given.setCluster(cluster(id))
    await post('/indicators/import', 'analyst', { rows: [EVENTS] })
    await report({ c1: 30, c2: 31, c3: 32 })
    await planned(['2026-Q1'], '2026-06-01T09:30:00.000Z')
    table.beforeAgreement = given.issue
    expect((await agree('2026-01-01')).body.detail).toContain('can begin on 2026-04-01')
    given.setClock('2026-06-01T09:30:00.000Z')
    await given.issue()
    expect(await nation()).toMatchObject({ value: '93' })
    expect(await open()).toEqual([])
  })
})

/** Lets something else happen between what an agreement rests on and its being written. */
class InterruptedTable extends MemoryTable {
  beforeAgreement: (() => Promise<unknown>) | undefined

  override async write(writes: readonly Write[]): Promise<void> {
    const interruption = this.beforeAgreement
    if (writes.some((write) => 'put' in write && write.put['entity'] === 'cluster-openness')) {
      this.beforeAgreement = undefined
      await interruption?.()
    }
    return super.write(writes)
  }
}
