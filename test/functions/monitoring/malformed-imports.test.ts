import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

let given: Monitoring

const sales = {
  code: 'sales',
  name: { en: 'Sales' },
  definition: { en: 'Sales of the year' },
  unit: { en: 'thousand euros' },
  measure: { kind: 'quantity' },
  decimals: 2,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'open',
}
const row = (rest: object = {}) => ({
  cluster: 'c1',
  indicator: 'sales',
  period: '2024',
  value: '5',
  source: 'survey',
  ...rest,
})
const send = (body: object | string, headers: Record<string, string> = {}) =>
  given.ask('POST', '/observations/import', { as: 'analyst', body, headers })
const stored = () => given.table.all().filter(({ entity }) => entity === 'observation')

beforeEach(async () => {
  given = monitoring()
  for (const id of ['c1', 'c2']) await given.setCluster(cluster(id))
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: [sales] } })
})

describe('a malformed import of values', () => {
  it.each([
    ['a column that there is not', row({ turnover: '5' }), 'turnover'],
    ['no cluster', { ...row(), cluster: undefined }, 'cluster'],
    ['a formula for a value', row({ value: '=1+1' }), 'value'],
    ['a formula for a cluster', row({ cluster: '@SUM(A1)' }), 'cluster'],
    ['a number as people write it', row({ value: '1.000,50' }), 'value'],
    ['too many decimals', row({ value: '1.234' }), '1.234'],
    ['no period', row({ period: '2024-13' }), '2024-13'],
    ['a cluster in another encoding', row({ cluster: '\ufffd' }), 'cluster'],
  ])('with %s tells the row, and takes the others', async (_name, wrong, word) => {
    const { status, body } = await send({ rows: [row({ cluster: 'c2' }), wrong] })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      created: 1,
      rejected: 1,
      rows: [{ outcome: 'created' }, { outcome: 'rejected' }],
    })
    expect(body.rows[1].reason).toContain(word)
    expect(stored().map(({ sk }) => sk)).toEqual(['OBS#c2'])
  })

  it('of another shape, encoding or size is refused as a whole, and nothing of it is stored', async () => {
    const many = { rows: Array.from({ length: 501 }, () => row()) }
    const bytes = Buffer.from(JSON.stringify({ rows: [row({ source: 'x' })] }))
    const windows = Buffer.concat([
      bytes.subarray(0, -4),
      Buffer.from([0xc1, 0xe0, 0xe2]),
      bytes.subarray(-4),
    ])
    expect((await send({ items: [row()] })).status).toBe(422)
    expect((await send('cluster;value\nc1;5\n')).status).toBe(400)
    expect((await send('c1;5', { 'content-type': 'text/csv' })).status).toBe(415)
    expect((await send(many)).body.errors).toMatchObject([{ pointer: '/rows' }])
    expect((await send(windows.toString('utf8'))).body.detail).toContain('not to be in UTF-8')
    expect((await send({ rows: [row({ source: 'x'.repeat(2 * 1024 * 1024) })] })).status).toBe(413)
    expect(stored()).toEqual([])
  })

  it('that brings a formula as a source keeps it as a text that no spreadsheet runs', async () => {
    expect((await send({ rows: [row({ source: '=cmd()' })] })).body).toMatchObject({ created: 1 })
    const { text } = await given.ask('GET', '/observations?indicator=sales&period=2024&format=csv')
    expect(text).toContain("'=cmd()")
  })
})
