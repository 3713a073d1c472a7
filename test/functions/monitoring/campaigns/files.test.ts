import { zipSync } from 'fflate'
import { beforeEach, describe, expect, it } from 'vitest'
import { readTable } from '#tabular/read-table'
import { writeXlsxTable } from '#tabular/write-table'
import { cluster } from '../../../unit/monitoring/support.ts'
import { Agency } from './support.ts'

let agency: Agency

const upload = async (file: string | Uint8Array, as = 'manager') => {
  const content = Buffer.from(file).toString('base64')
  return agency.given.askFiles('POST', `/campaigns/${agency.campaign}/upload`, {
    as,
    body: { fileName: 'form.csv', content },
  })
}
const template = async (format: string) => {
  const { body } = await agency.given.askCampaigns(
    'GET',
    `/campaigns/${agency.campaign}/template?format=${format}`,
    { as: 'manager' },
  )
  return Buffer.from(body.content, 'base64')
}
const standings = async () =>
  (await agency.progress()).items.map(
    (row: { cluster: string; standing: string }) => `${row.cluster} ${row.standing}`,
  )
const valuesOf = async (id: string) =>
  (await agency.form('GET', id, 'manager')).body.figures.map(({ value }: { value: string }) => value)

beforeEach(async () => {
  agency = await Agency.with(['c1', 'c2', 'c3'])
  await agency.given.setCluster(
    cluster('h1', { regions: [{ from: '1990-01-01', to: null, value: [['DE', 'DE-HE']] }] }),
  )
  await agency.open()
  await agency.save('c1', { revenue: '12.5' })
})

describe('the table to fill in', () => {
  it.each(['csv', 'xlsx'])(
    'as %s has a row for each own cluster, with codes, units and what is filled in',
    async (format) => {
      const { header, rows } = await readTable(await template(format))
      expect(header).toEqual([
        'cluster',
        'name',
        'version',
        'revenue (thousand euros)',
        'earlier: revenue 2025-Q3',
        'exports (thousand euros)',
        'earlier: exports 2025-Q3',
      ])
      expect(rows.map(({ cells }) => cells.slice(0, 4))).toEqual([
        ['c1', 'Cluster c1', '1', '12.5'],
        ['c2', 'Cluster c2', '0', ''],
        ['c3', 'Cluster c3', '0', ''],
      ])
    },
  )

  it('comes back filled in', async () => {
    const { header, rows } = await readTable(await template('xlsx'))
    const filled = rows.map(({ cells }) =>
      cells.map((cell, column) => (column === 5 ? { number: '7', decimals: 1 } : cell)),
    )
    const answer = await upload(await writeXlsxTable({ name: 'form', header, rows: filled }))
    expect(answer.body).toMatchObject({ created: 2, updated: 1, rejected: 0 })
    expect(await valuesOf('c1')).toEqual(['12.5', '7'])
    expect(await standings()).toEqual(['c1 saved', 'c2 saved', 'c3 saved', 'h1 owing'])
    expect((await upload(await template('csv'))).body).toMatchObject({ unchanged: 3, rejected: 0 })
  })
})

describe('an upload', () => {
  it('answers every row on its own, with its line', async () => {
    const answer = await upload(
      [
        'cluster,version,revenue,exports',
        'c1,0,1,1',
        'c2,,=1+1,2',
        'c3,,M,3',
        'h1,,1,1',
        'nobody,,1,1',
        'c3,,4,4',
        'c2,,abc,1',
        'c2,x,1,1',
      ].join('\n'),
    )
    expect(answer.body).toMatchObject({ created: 1, updated: 0, unchanged: 0, rejected: 7 })
    expect(
      answer.body.rows.map(({ reason, code }: { reason?: string; code?: string }) => [code, reason]),
    ).toEqual([
      ['stale-version', expect.stringContaining('2: The record changed since you read it')],
      ['invalid-body', '3: column 3 holds a formula, or a text that begins like one; give the value itself'],
      [undefined, undefined],
      ['forbidden', expect.stringContaining('5: Your power kpi.submit does not cover')],
      ['not-found', '6: There is no cluster "nobody".'],
      ['conflict', '7: Line 4 is about the same cluster.'],
      ['invalid-body', expect.stringContaining('8: /values/0/value')],
      ['invalid-body', expect.stringContaining('9: /version')],
    ])
    expect(await valuesOf('c1')).toEqual(['12.5', null])
    expect(await valuesOf('c2')).toEqual([null, null])
    expect(await valuesOf('c3')).toEqual([null, '3'])
  })

  it('takes a row as a whole or not at all', async () => {
    const answer = await upload('cluster,revenue,exports\nc2,5,1.234\n')
    expect(answer.body).toMatchObject({ rejected: 1 })
    expect(answer.body.rows[0].reason).toContain('decimals')
    expect(await valuesOf('c2')).toEqual([null, null])
  })

  it.each([
    ['wrong columns', 'cluster,turnover\nc2,5\n', 'unknown: turnover'],
    ['no cluster', 'name,revenue\nc2,5\n', 'expected cluster, revenue, exports'],
    ['a column twice', 'cluster,revenue,revenue\nc2,5,6\n', 'twice: revenue'],
    ['no rows', 'cluster,revenue\n', 'no rows'],
    ['too many rows', `cluster,revenue\n${'c2,1\n'.repeat(501)}`, '501 rows'],
    ['a zip bomb', zipSync({ 'xl/workbook.xml': new Uint8Array(30 * 1024 * 1024) }), 'unpacks to 1 parts'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0, 1]), 'neither text nor XLSX'],
    [
      'several encodings',
      Buffer.concat([Buffer.from('cluster,revenue\nc2,1\nяc3,1\n'), Buffer.from([0xea, 0xeb, 0x2c, 0x31])]),
      'mixes encodings',
    ],
    ['Windows-1251', Buffer.from([0xea, 0xeb, 0xf3, 0x2c, 0x62, 0x0a, 0x31, 0x2c, 0x32]), 'Windows-1251'],
  ])('with %s changes nothing', async (_name, file, message) => {
    const answer = await upload(file)
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-body' } })
    expect(answer.body.detail).toContain(message)
    expect(await valuesOf('c2')).toEqual([null, null])
  })

  it('larger than a request may be is refused before it is read', async () => {
    expect((await upload(new Uint8Array(800_000))).status).toBe(413)
    expect((await upload(new Uint8Array(730_000))).status).toBe(422)
  })
})
