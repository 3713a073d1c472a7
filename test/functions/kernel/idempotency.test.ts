import { describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { UnavailableError } from '#kernel/errors'
import { serve } from '#kernel/http/serve'
import { MemoryTable } from '#kernel/memory-table'
import { apiEvent, lambdaContext, type RequestParts } from '../../support/api-event.ts'
import { accountWith, thingsContract, thingsHandlers } from '../../support/things.ts'
import { ask, askInVain, change, content, create, editor, given } from './support.ts'

describe('idempotent creation', () => {
  const keyed = (key: string, rest: Partial<RequestParts> = {}, token = 'editor') =>
    create('a', { headers: { authorization: `Bearer ${token}`, 'idempotency-key': key }, ...rest })

  it('gives a repeat its first reply, byte for byte, also after the thing moved on', async () => {
    const first = await keyed('key-1')
    expect(await keyed('key-1')).toEqual(first)
    await ask(change('"1"', { ...content, name: 'Fox', tags: [] }))
    const later = await keyed('key-1')
    expect(later.body).toBe(first.body)
    expect(later).toEqual(first)
    await ask({ ...change('"2"'), method: 'DELETE', body: undefined })
    expect(await keyed('key-1')).toEqual(first)
    expect(given.table.all().filter(({ pk }) => pk === 'THING')).toEqual([])
  })

  it('lets one of many at once create and gives all the same reply', async () => {
    const replies = await Promise.all(Array.from({ length: 20 }, () => keyed('key-1')))
    expect(new Set(replies.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect(replies[0]?.statusCode).toBe(201)
  })

  it('refuses the key for another body or another address', async () => {
    await keyed('key-1')
    const headers = { ...editor, 'idempotency-key': 'key-1' }
    const request = { method: 'POST', route: '/things/{id}', params: { id: 'a' }, headers, body: content }
    await askInVain({ ...request, body: { ...content, weight: 2 } }, 'key-reused')
    await askInVain({ ...request, params: { id: 'b' } }, 'key-reused')
  })

  it('keeps the keys of callers apart', async () => {
    await keyed('key-1')
    expect((await keyed('key-1', {}, 'other-editor')).statusCode).toBe(409)
    const other = { authorization: 'Bearer other-editor', 'idempotency-key': 'key-1' }
    expect((await create('b', { headers: other })).statusCode).toBe(201)
  })

  it('answers each try anew without a key', async () => {
    expect((await create('a')).statusCode).toBe(201)
    expect((await create('a')).statusCode).toBe(409)
  })

  it('gives no earlier reply while what comes after the transaction is unavailable', async () => {
    const table = new MemoryTable()
    const handlers = thingsHandlers(table)
    let isAvailable = false
    const createThing: typeof handlers.createThing = async (call) => {
      const reply = await handlers.createThing(call)
      if (!isAvailable) throw new UnavailableError({ en: 'Not now', ru: 'Не сейчас' })
      return reply
    }
    const api = serve({
      contract: thingsContract,
      handlers: { ...handlers, createThing },
      table,
      authenticate: async () => accountWith(['cluster.edit']),
    })
    const headers = { 'idempotency-key': 'key-1' }
    const request = { method: 'POST', route: '/things/{id}', params: { id: 'a' }, headers, body: content }
    const tried = async () => (await api(apiEvent(request), lambdaContext)).statusCode
    expect(await tried()).toBe(503)
    isAvailable = true
    expect(await tried()).toBe(201)
  })

  it('stores no refusal: a repeat is tried again', async () => {
    await create('a')
    expect((await keyed('key-2')).statusCode).toBe(409)
    await ask({ ...change('"1"'), method: 'DELETE', body: undefined })
    expect((await keyed('key-2')).statusCode).toBe(201)
  })

  it.each(['', 'with space', 'ключ', 'x'.repeat(201)])('refuses the key %s', async (key) => {
    const headers = { ...editor, 'idempotency-key': key }
    const request = { method: 'POST', route: '/things/{id}', params: { id: 'a' }, headers, body: content }
    await askInVain(request, 'invalid-request')
  })
})

describe('without a table', () => {
  const { getThing, listThings, createThing } = thingsContract.routes
  const handlers = thingsHandlers(new MemoryTable())
  const authenticate = async (): Promise<Actor> => ({ kind: 'anonymous' })

  it('serves routes that need none', async () => {
    const contract = { name: 'plain', routes: { getThing } }
    const plain = serve({ contract, handlers, authenticate })
    const { statusCode } = await plain(
      apiEvent({ route: '/things/{id}', params: { id: 'a' } }),
      lambdaContext,
    )
    expect(statusCode).toBe(404)
  })

  it('refuses to start with paged or idempotent routes', () => {
    const { listThings: list, createThing: make } = handlers
    const lists = { name: 'lists', routes: { listThings } }
    const makes = { name: 'makes', routes: { createThing } }
    expect(() => serve({ contract: lists, handlers: { listThings: list }, authenticate })).toThrow('lists')
    expect(() => serve({ contract: makes, handlers: { createThing: make }, authenticate })).toThrow('makes')
  })
})
