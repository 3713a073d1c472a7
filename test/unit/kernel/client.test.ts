import { describe, expect, it } from 'vitest'
import { ApiProblem, clientOf } from '#kernel/client'
import { serve } from '#kernel/http/serve'
import { MemoryTable } from '#kernel/memory-table'
import { apiEvent, lambdaContext } from '../../support/api-event.ts'
import { accountWith, thingsContract, thingsHandlers } from '../../support/things.ts'

/** A fetch that goes straight into the pipeline. */
const platform = () => {
  const table = new MemoryTable()
  const handlers = thingsHandlers(table)
  const api = serve({
    contract: thingsContract,
    handlers,
    table,
    authenticate: async (authorization) =>
      authorization === 'Bearer good' ? accountWith(['cluster.edit']) : { kind: 'anonymous' },
  })
  const sent: Request[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    sent.push(request.clone())
    const url = new URL(request.url)
    const id = /^\/api\/v1\/things\/([^/]+)/.exec(url.pathname)?.[1]
    const route = url.pathname.slice('/api/v1'.length).replace(id ?? '{id}', '{id}')
    const body = await request.text()
    const { 'accept-encoding': _encoding, ...headers } = Object.fromEntries(request.headers)
    const event = apiEvent({
      method: request.method,
      route,
      query: Object.fromEntries(url.searchParams),
      ...(id !== undefined && { params: { id: decodeURIComponent(id) } }),
      headers: { ...headers, 'accept-encoding': '' },
      ...(body !== '' && { body }),
    })
    const response = await api(event, lambdaContext)
    const given = Object.entries(response.headers ?? {}).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    return new Response(response.body ?? null, { status: response.statusCode ?? 200, headers: given })
  }
  const options = { url: 'https://clusters.example.org/', fetch, language: 'ru' }
  return {
    sent,
    editor: clientOf(thingsContract, { ...options, token: async () => 'good' }),
    anybody: clientOf(thingsContract, options),
  }
}

const content = { name: 'Ёж', colour: 'red' as const, weight: 1, tags: [] }

describe('the client of a contract', () => {
  it('calls every route by its name, with types, and understands the answers', async () => {
    const { editor, anybody, sent } = platform()
    const made = await editor.createThing({ params: { id: 'a' }, body: content, idempotencyKey: 'key-1' })
    expect(made).toEqual({ status: 201, version: 1, body: { id: 'a', ...content } })
    expect(sent[0]?.url).toBe('https://clusters.example.org/api/v1/things/a')
    expect(sent[0]?.headers.get('idempotency-key')).toBe('key-1')
    const changed = await editor.changeThing({
      params: { id: 'a' },
      body: { ...content, weight: 2 },
      version: 1,
    })
    expect(changed).toMatchObject({ status: 200, version: 2, body: { weight: 2 } })
    expect((await anybody.getThing({ params: { id: 'a' } })).version).toBe(2)
    expect((await anybody.thingAsText({ params: { id: 'a' } })).body).toBe('name\nЁж\n')
    expect(await editor.deleteThing({ params: { id: 'a' }, version: 2 })).toEqual({
      status: 204,
      version: undefined,
      body: null,
    })
  })

  it('leaves out parameters without a value', async () => {
    const { anybody, sent } = platform()
    expect((await anybody.listThings({ query: { colour: 'red', limit: 5 } })).body).toEqual({
      items: [],
      next: null,
    })
    expect(sent[0]?.url).toMatch(/\/things\?colour=red&limit=5$/)
    await anybody.listThings({})
    expect(sent[1]?.url).toMatch(/\/things$/)
  })

  it('asks for tables', async () => {
    const { editor, anybody } = platform()
    await editor.createThing({ params: { id: 'a' }, body: content, idempotencyKey: 'key-1' })
    const table = await anybody.listThings.csv({ query: { colour: 'red' } }, { delimiter: ';' })
    expect(table).toMatchObject({ status: 200, body: 'id;name;weight;tags\r\na;Ёж;1;false\r\n' })
  })

  it('throws problems as the API tells them', async () => {
    const { editor, anybody } = platform()
    const missing = await anybody.getThing({ params: { id: 'none' } }).catch((error: unknown) => error)
    expect(missing).toBeInstanceOf(ApiProblem)
    expect(missing).toMatchObject({
      status: 404,
      code: 'not-found',
      message: 'Такой вещи нет.',
      traceId: 'request-1',
    })
    const faulty = editor.createThing({ params: { id: 'a' }, body: { ...content, name: 'red' } })
    await expect(faulty).rejects.toMatchObject({
      status: 422,
      faults: [{ pointer: '/name', detail: 'вещь не называется по своему цвету' }],
    })
    await expect(anybody.myThings({})).rejects.toMatchObject({ status: 401, code: 'unauthenticated' })
  })

  it('throws what the gateway alone says', async () => {
    const fetch = async () =>
      new Response('{"message":"Too Many Requests"}', { status: 429, headers: { 'retry-after': '3' } })
    const { myThings } = clientOf(thingsContract, { url: 'http://x', fetch })
    await expect(myThings({})).rejects.toMatchObject({
      status: 429,
      code: 'gateway',
      message: 'Too Many Requests',
      retryAfter: 3,
    })
    const page = clientOf(thingsContract, {
      url: 'http://x',
      fetch: async () => new Response('<html>', { status: 503, statusText: 'Gone' }),
    })
    await expect(page.myThings({})).rejects.toMatchObject({ status: 503, code: 'gateway', message: 'Gone' })
  })
})
