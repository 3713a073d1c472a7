import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { BusyError } from '#kernel/errors'
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts'
import { specifyTable } from '../support/table-spec.ts'

let dynoxide: Dynoxide
let name: string

beforeAll(async () => {
  dynoxide = await startDynoxide()
  name = await dynoxide.createTable()
})
afterAll(() => dynoxide?.stop())

specifyTable('on DynamoDB', () => new DynamoTable(dynoxide.client, name))

describe('on DynamoDB alone', () => {
  it('reads about 1 MB behind a filter and then answers a short page from which reading goes on', async () => {
    const table = new DynamoTable(dynoxide.client, name)
    const text = 'x'.repeat(4000)
    const rows = Array.from({ length: 400 }, (_, n) => ({
      pk: 'LARGE',
      sk: String(n).padStart(3, '0'),
      text,
      wanted: n === 399,
    }))
    await table.writeEach(rows.map((put) => ({ put })))
    const query = { pk: 'LARGE', limit: 5, filter: [{ attribute: 'wanted', equals: true }] }
    const first = await table.query(query)
    expect(first.items).toEqual([])
    expect(first.next).toBeDefined()
    const second = await table.query({ ...query, after: first.next })
    expect(second.items.map(({ sk }) => sk)).toEqual(['399'])
  })

  it('refuses an item larger than DynamoDB takes without writing anything', async () => {
    const table = new DynamoTable(dynoxide.client, name, { attempts: 1, pause: async () => {} })
    const large = { pk: 'TOO-LARGE', sk: 'a', text: 'x'.repeat(420_000) }
    const write = table.write([{ put: { pk: 'TOO-LARGE', sk: 'b' } }, { put: large }])
    await expect(write).rejects.toThrow()
    await expect(write).rejects.not.toBeInstanceOf(BusyError)
    expect(await table.get({ pk: 'TOO-LARGE', sk: 'b' })).toBeUndefined()
  })
})
