import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { logger } from '#kernel/logger'
import { ask, askInVain, change, content, create, editor, given } from './support.ts'

afterEach(() => vi.restoreAllMocks())

describe('answers', () => {
  it('gives what the contract declares and nothing else', async () => {
    await create('a')
    const { statusCode, headers, text } = await ask({ route: '/things/{id}', params: { id: 'a' } })
    expect(statusCode).toBe(200)
    expect(JSON.parse(text)).toEqual({ id: 'a', ...content })
    expect(headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-language': 'en',
      'cache-control': 'public, no-cache',
      etag: '"1"',
      vary: 'Accept-Language, Accept-Encoding, Authorization',
      'x-request-id': 'request-1',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=63072000; includeSubDomains',
    })
  })

  it('keeps private what a signed-in caller reads, public route or not', async () => {
    await create('a')
    const mine = await ask({ route: '/my-things', headers: editor })
    expect(mine.headers['cache-control']).toBe('private, no-cache')
    const thing = await ask({ route: '/things/{id}', params: { id: 'a' }, headers: editor })
    expect(thing.headers['cache-control']).toBe('private, no-cache')
  })

  it('says where the created thing is', async () => {
    const { statusCode, headers } = await create('a')
    expect(statusCode).toBe(201)
    expect(headers).toMatchObject({ location: '/api/v1/things/a', etag: '"1"' })
  })

  it('answers nothing with 204', async () => {
    await create('a')
    const { statusCode, body, headers } = await ask({ ...change('"1"'), method: 'DELETE', body: undefined })
    expect({ statusCode, body }).toEqual({ statusCode: 204, body: undefined })
    expect(headers['content-type']).toBeUndefined()
    expect(given.table.all().filter(({ pk }) => pk === 'THING')).toEqual([])
  })

  it('answers another media type as the text that it is', async () => {
    await create('a')
    const { headers, text } = await ask({ route: '/things/{id}/text', params: { id: 'a' } })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(text).toBe('name\nHedgehog\n')
  })

  it('logs one line a request, with the person and without body, token or address', async () => {
    const lines = vi.spyOn(logger, 'info')
    await create('a')
    expect(lines.mock.calls).toEqual([
      [
        'request',
        {
          requestId: 'request-1',
          route: 'POST /api/v1/things/{id}',
          status: 201,
          milliseconds: 0,
          person: 'per-of-subject-1',
        },
      ],
    ])
  })
})

describe('versions', () => {
  beforeEach(() => create('a'))

  it.each(['"1"', 'W/"1"', '"9", W/"1"', '*', '"x","1"'])(
    'answers 304 to If-None-Match %s',
    async (known) => {
      const { statusCode, body, headers } = await ask({
        route: '/things/{id}',
        params: { id: 'a' },
        headers: { 'if-none-match': known },
      })
      expect({ statusCode, body }).toEqual({ statusCode: 304, body: undefined })
      expect(headers['etag']).toBe('"1"')
    },
  )

  it.each(['"2"', '1', 'W/"11"', ''])('answers anew to If-None-Match %s', async (known) => {
    const { statusCode } = await ask({
      route: '/things/{id}',
      params: { id: 'a' },
      headers: { 'if-none-match': known },
    })
    expect(statusCode).toBe(200)
  })

  it.each(['"1"', 'W/"1"', ' "1" '])('changes the version that If-Match %s names', async (version) => {
    const { statusCode, headers, text } = await ask(change(version, { ...content, name: 'Fox' }))
    expect({ statusCode, etag: headers['etag'] }).toEqual({ statusCode: 200, etag: '"2"' })
    expect(JSON.parse(text)).toMatchObject({ name: 'Fox' })
  })

  it('refuses a change without If-Match, of a stale version, and of what is no ETag', async () => {
    await askInVain(change(undefined), 'version-required')
    await ask(change('"1"'))
    await askInVain(change('"1"'), 'stale-version')
    for (const wrong of ['*', '2', '"two"', '"1", "2"', `"${'9'.repeat(20)}"`])
      await askInVain(change(wrong), 'invalid-request')
    expect(given.table.all().find(({ pk }) => pk === 'THING')).toMatchObject({ version: 2 })
  })
})

describe('gzip', () => {
  const long = { ...content, tags: Array.from({ length: 200 }, (_, n) => `tag-${n}-ё`) }

  it.each(['gzip', 'br, gzip;q=0.5', 'GZIP', '*', 'deflate , gzip'])(
    'compresses for %s',
    async (accepted) => {
      const { headers, isBase64Encoded, text } = await create('a', {
        body: long,
        headers: { ...editor, 'accept-encoding': accepted },
      })
      expect(headers['content-encoding']).toBe('gzip')
      expect(isBase64Encoded).toBe(true)
      expect(JSON.parse(text)).toEqual({ id: 'a', ...long })
    },
  )

  it.each(['', 'br', 'gzip;q=0', 'gzip; q=0.000', 'xgzip', 'identity'])(
    'does not for %s',
    async (accepted) => {
      const { headers, isBase64Encoded, text } = await create('a', {
        body: long,
        headers: { ...editor, 'accept-encoding': accepted },
      })
      expect(headers['content-encoding']).toBeUndefined()
      expect(isBase64Encoded ?? false).toBe(false)
      expect(JSON.parse(text)).toEqual({ id: 'a', ...long })
    },
  )

  it('compresses above 1 KB of bytes, not of characters', async () => {
    const answered = async (name: string) =>
      (await create(`n${name.length}`, { body: { ...content, name } })).headers
    const overhead = Buffer.byteLength(JSON.stringify({ id: 'n000', ...content, name: '' }))
    expect((await answered('x'.repeat(1024 - overhead)))['content-encoding']).toBeUndefined()
    expect((await answered('x'.repeat(1025 - overhead)))['content-encoding']).toBe('gzip')
    expect((await answered('ё'.repeat(500)))['content-encoding']).toBe('gzip')
  })
})
