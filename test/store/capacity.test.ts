import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { toItem } from '#kernel/entity'
import { type ApiHandler, serve } from '#kernel/http/serve'
import { apiEvent, lambdaContext, type RequestParts } from '../support/api-event.ts'
import { countUnits, type Units } from '../support/counted-units.ts'
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts'
import { accountWith, thingEntity, thingsContract, thingsHandlers } from '../support/things.ts'

// What the pipeline and the table port take, on DynamoDB: no more than their use case does. The budgets of each
// context's own operations stand with its stores.

let dynoxide: Dynoxide
let table: DynamoTable
let api: ApiHandler
let taken: () => Units

beforeAll(async () => {
  dynoxide = await startDynoxide()
  taken = countUnits(dynoxide.client)
})
afterAll(() => dynoxide?.stop())

beforeEach(async () => {
  table = new DynamoTable(dynoxide.client, await dynoxide.createTable())
  api = serve({
    contract: thingsContract,
    handlers: thingsHandlers(table),
    table,
    authenticate: async () => accountWith(['cluster.edit']),
  })
})

/** The units of one request and its status. */
const cost = async (request: RequestParts) => {
  taken()
  const { statusCode } = await api(apiEvent(request), lambdaContext)
  return { statusCode, ...taken() }
}

const content = { name: 'Hedgehog', colour: 'red' as const, weight: 1, tags: [] }
const at = { route: '/things/{id}', params: { id: 'a' } }

describe('capacity', () => {
  it('of reading a record is 0.5, found or not', async () => {
    expect(await cost(at)).toEqual({ statusCode: 404, reads: 0.5, writes: 0 })
    await table.write([{ put: toItem(thingEntity, { id: 'a', ...content }, { version: 1 }) }])
    expect(await cost(at)).toEqual({ statusCode: 200, reads: 0.5, writes: 0 })
  })

  it('of a list of 20 records of 1 KB is 2.5, page by page', async () => {
    const name = 'x'.repeat(860)
    const puts = Array.from({ length: 60 }, (_, n) => ({
      put: toItem(thingEntity, { id: `thing-${100 + n}`, ...content, name }, { version: 1 }),
    }))
    await table.writeEach(puts)
    // The secret of the cursors is read once a process.
    await cost({ route: '/things', query: { limit: '20' } })
    expect(await cost({ route: '/things', query: { limit: '20' } })).toEqual({
      statusCode: 200,
      reads: 2.5,
      writes: 0,
    })
  })

  it('of a creation is its record and, with a key, the kept reply, in one transaction', async () => {
    const create = { ...at, method: 'POST', body: content }
    expect(await cost(create)).toEqual({ statusCode: 201, reads: 0.5, writes: 1 })
    const keyed = { ...create, params: { id: 'b' }, headers: { 'idempotency-key': 'key-1' } }
    expect(await cost(keyed)).toEqual({ statusCode: 201, reads: 0.5, writes: 4 })
    // A repeat reads the thing that is there and the kept reply, consistently.
    expect(await cost(keyed)).toEqual({ statusCode: 201, reads: 1.5, writes: 0 })
  })

  it('of a change at a version is its record', async () => {
    await cost({ ...at, method: 'POST', body: content })
    const change = { ...at, method: 'PUT', body: { ...content, weight: 2 }, headers: { 'if-match': '"1"' } }
    expect(await cost(change)).toEqual({ statusCode: 200, reads: 0.5, writes: 1 })
    expect(await cost(change)).toEqual({ statusCode: 412, reads: 0.5, writes: 0 })
  })

  it('of refusals before the use case is nothing', async () => {
    expect(await cost({ ...at, method: 'PUT', body: content })).toEqual({
      statusCode: 428,
      reads: 0,
      writes: 0,
    })
    expect(await cost({ ...at, method: 'POST', body: {} })).toEqual({ statusCode: 422, reads: 0, writes: 0 })
    expect(await cost({ route: '/none' })).toEqual({ statusCode: 404, reads: 0, writes: 0 })
  })
})
