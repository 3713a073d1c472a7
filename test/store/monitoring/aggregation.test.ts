import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { queryAll } from '#kernel/table'
import { monitoringOver } from '../../functions/monitoring/support.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { cluster } from '../../unit/monitoring/support.ts'

/** The whole way of a figure on the real database: report, mark, aggregate, correct, read, rebuild. */
describe('figures on DynamoDB', () => {
  let dynoxide: Dynoxide
  let table: DynamoTable

  beforeAll(async () => {
    dynoxide = await startDynoxide()
    table = new DynamoTable(dynoxide.client, await dynoxide.createTable())
  })
  afterAll(() => dynoxide.stop())

  it('are computed, corrected and found complete', async () => {
    const given = monitoringOver(table)
    const clusters = Array.from({ length: 120 }, (_, n) => `c${n}`)
    for (const name of clusters) await given.setCluster(cluster(name))
    const report = async (rows: readonly object[]) => {
      const body = {
        rows: rows.map((row) => ({ indicator: 'employment', period: '2024', source: 's', ...row })),
      }
      return (await given.ask('POST', '/observations/import', { as: 'analyst', body })).body
    }
    const rows = clusters.map((name, n) => ({ cluster: name, value: n }))
    expect(await report(rows)).toMatchObject({ created: 120, rejected: 0 })
    expect(await report(rows)).toMatchObject({ unchanged: 120 })
    expect(await given.aggregate()).toMatchObject({ outcome: 'done', marks: 240 })
    const nation = async () => (await given.ask('GET', '/kpis?indicator=employment')).body.rows
    expect(await nation()).toMatchObject([
      {
        value: '7140',
        reporting: 120,
        expected: 120,
        statistics: { lowerQuartile: '29.75', median: '59.5' },
      },
    ])

    expect(await report([{ cluster: 'c5', value: 105 }])).toMatchObject({ updated: 1 })
    const correction = await given.aggregate()
    expect(correction.touched).toHaveLength(9)
    expect(correction).toMatchObject({ marks: 1, cells: { computed: 9, written: 9 } })
    expect(await nation()).toMatchObject([{ value: '7240' }])
    expect((await queryAll(table, { pk: 'MARK' })).length).toBe(0)

    const history = await given.ask('GET', '/observations/cluster/c5/employment/_T/2024/history')
    expect(history.body.items.map(({ value }: { value: string }) => value)).toEqual(['105', '5'])
    const first = await given.ask('GET', '/observations?indicator=employment&period=2024&limit=100')
    expect(first.body.items).toHaveLength(100)
    const cursor = encodeURIComponent(first.body.next)
    const second = await given.ask(
      'GET',
      `/observations?indicator=employment&period=2024&limit=100&cursor=${cursor}`,
    )
    expect(second.body).toMatchObject({ next: null })
    expect(second.body.items).toHaveLength(20)
    expect(await given.rebuild()).toMatchObject({ differing: [], pending: 0 })
    expect((await given.ask('GET', '/jobs?limit=2', { as: 'ministry' })).body.items).toHaveLength(2)
  })

  it('keep an observation within 400 bytes, so that a slice of 500 clusters is one Query of 200 KB', async () => {
    const [item] = await queryAll(table, {
      pk: 'SLICE#cluster#employment#_T#2024',
      sk: { beginsWith: 'OBS#c119' },
    })
    expect(item?.['entity']).toBe('observation')
    // As DynamoDB counts: names and values in UTF-8; JSON adds its punctuation on top.
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(450)
  })

  it('are not lost to writers of one slice at once', async () => {
    const given = monitoringOver(table)
    const body = (n: number) => ({
      rows: [{ region: 'DE-BY', indicator: 'employment', period: String(2000 + n), value: n, source: 's' }],
    })
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        given.ask('POST', '/observations/import', { as: 'analyst', body: body(n % 2) }),
      ),
    )
    const outcomes = answers.flatMap(({ body: { rows } }) =>
      rows.map(({ outcome }: { outcome: string }) => outcome),
    )
    expect(outcomes.toSorted()).toEqual([...Array(2).fill('created'), ...Array(8).fill('unchanged')])
    await given.aggregate()
    expect(await given.rebuild()).toMatchObject({ pending: 0 })
    const series = await given.ask(
      'GET',
      '/kpis?indicator=employment&universe=region&dimension=region&code=DE-BY',
    )
    expect(series.body.rows).toMatchObject([
      { period: '2000', value: '0' },
      { period: '2001', value: '1' },
    ])
  })
})
