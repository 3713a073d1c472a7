import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { openCursor } from '#kernel/cursor'
import { toItem } from '#kernel/entity'
import { DomainError } from '#kernel/errors'
import { thingEntity } from '../../support/things.ts'
import { ask, askInVain, content, editor, given } from './support.ts'

describe('pages', () => {
  beforeEach(() => {
    for (let n = 0; n < 7; n++) {
      const thing = { id: `t${n}`, ...content, colour: n % 2 ? ('red' as const) : ('blue' as const) }
      given.table.plant(toItem(thingEntity, thing, { version: 1 }))
    }
  })

  const list = (query: Record<string, string>, headers = {}) => ask({ route: '/things', query, headers })
  const Page = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() })
  const page = (text: string) => Page.parse(JSON.parse(text))

  it('links from each page to the next until the last', async () => {
    const ids: string[] = []
    let address = new URLSearchParams({ limit: '3' })
    for (;;) {
      const { headers, text, statusCode } = await list(Object.fromEntries(address))
      expect(statusCode).toBe(200)
      const { items, next } = page(text)
      ids.push(...items.map(({ id }) => id))
      const link = /^<\/api\/v1\/things\?(.*)>; rel="next"$/.exec(headers['link'] ?? '')?.[1]
      expect(new URLSearchParams(link).get('cursor')).toBe(next)
      if (next === null) break
      address = new URLSearchParams(link)
      expect(address.get('limit')).toBe('3')
    }
    expect(ids).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6'])
  })

  it('refuses a cursor that is forged, damaged, of other filters or of another caller', async () => {
    const cursor = page((await list({ limit: '2', colour: 'red' })).text).next ?? ''
    const [payload = '', code = ''] = cursor.split('.')
    const forged = Buffer.from(JSON.stringify({ sk: 't5' })).toString('base64url')
    const wrong: [Record<string, string>, Record<string, string>][] = [
      [{ colour: 'red', cursor: `${forged}.${code}` }, {}],
      [{ colour: 'red', cursor: payload }, {}],
      [{ colour: 'red', cursor: `${payload}.` }, {}],
      [{ colour: 'red', cursor: `${payload}.${code.slice(0, -1)}` }, {}],
      [{ colour: 'red', cursor: 'nonsense' }, {}],
      [{ colour: 'red', cursor: '' }, {}],
      [{ colour: 'blue', cursor }, {}],
      [{ cursor }, {}],
      [{ colour: 'red', cursor }, editor],
    ]
    for (const [query, headers] of wrong)
      await askInVain({ route: '/things', query, headers }, 'invalid-cursor')
    // With another page size it is the same list.
    expect(page((await list({ limit: '1', colour: 'red', cursor })).text).items).toEqual([
      expect.objectContaining({ id: 't5' }),
    ])
  })

  it('seals the cursor with the secret of the table, made once', async () => {
    const cursor = page((await list({ limit: '1' })).text).next ?? ''
    await list({ limit: '1', cursor })
    const secrets = given.table.all().filter(({ pk }) => pk.startsWith('SECRET'))
    expect(secrets).toHaveLength(1)
    expect(() => openCursor(cursor, 'another scope', String(secrets[0]?.['secret']))).toThrow(DomainError)
  })

  it.each([
    [{ limit: '0' }, '?limit'],
    [{ limit: '201' }, '?limit'],
    [{ limit: 'many' }, '?limit'],
    [{ colour: 'grey' }, '?colour'],
    [{ color: 'red' }, '?color'],
  ])('refuses the query %o', async (query, pointer) => {
    const { problem } = await askInVain({ route: '/things', query }, 'invalid-request')
    expect(problem.errors?.map((fault) => fault.pointer)).toEqual([pointer])
  })
})
