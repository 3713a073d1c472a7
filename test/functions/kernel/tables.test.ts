import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Contract, route } from '#kernel/contract'
import { csvTable, csvText, prefersCsv } from '#kernel/csv'
import { serve } from '#kernel/http/serve'
import { apiEvent, lambdaContext } from '../../support/api-event.ts'
import { ask, askInVain, content, create } from './support.ts'

const things = (query: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  ask({ route: '/things', query, headers })

const csv = { format: 'csv' }

describe('answers as tables', () => {
  it('have a header and rows and nothing else', async () => {
    await create('a')
    await create('b', { body: { ...content, name: 'Hedge "hog", small', weight: -2, tags: [] } })
    const { statusCode, headers, text } = await things(csv)
    expect(statusCode).toBe(200)
    expect(text).toBe('id,name,weight,tags\r\na,Hedgehog,1.5,true\r\nb,"Hedge ""hog"", small",-2,false\r\n')
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="things.csv"',
      vary: 'Accept, Accept-Language, Accept-Encoding, Authorization',
    })
  })

  it('come by Accept too, and JSON where it is wanted as much', async () => {
    const typeFor = async (accept: string, query = {}) =>
      (await things(query, { accept })).headers['content-type']?.split(';')[0]
    expect(await typeFor('text/csv')).toBe('text/csv')
    expect(await typeFor('text/csv', { format: 'json' })).toBe('application/json')
    expect(await typeFor('application/json, text/csv')).toBe('application/json')
    expect(await typeFor('text/html,application/xml;q=0.9,*/*;q=0.8')).toBe('application/json')
    expect((await things()).headers['vary']).toMatch(/^Accept, /)
  })

  it.each([
    ['text/csv, */*', true],
    ['text/*', true],
    ['application/json;q=0.5, text/csv', true],
    ['application/json, text/csv;q=0.9', false],
    ['text/csv;q=0', false],
    ['TEXT/CSV; header=present', true],
    ['*/*', false],
    [undefined, false],
  ])('Accept: %s asks for a table: %s', (accept, wanted) => {
    expect(prefersCsv(accept)).toBe(wanted)
  })

  it('suit spreadsheets on request', async () => {
    await create('a', { body: { ...content, name: 'a;b' } })
    const { text } = await things({ ...csv, delimiter: ';', bom: 'true' })
    expect(text).toBe('\uFEFFid;name;weight;tags\r\na;"a;b";1.5;true\r\n')
    await askInVain({ route: '/things', query: { ...csv, delimiter: '|' } }, 'invalid-request')
    await askInVain({ route: '/things', query: { format: 'xlsx' } }, 'invalid-request')
    await askInVain({ route: '/things/{id}', params: { id: 'a' }, query: csv }, 'invalid-request')
  })

  it('make texts of people harmless, and leave numbers alone', async () => {
    await create('a', { body: { ...content, name: '=HYPERLINK("http://x")', weight: -7 } })
    await create('b', { body: { ...content, name: '+49 89 1' } })
    const rows = parse((await things(csv)).text, { columns: true })
    expect(rows).toMatchObject([
      { name: `'=HYPERLINK("http://x")`, weight: '-7' },
      { name: "'+49 89 1", weight: '1.5' },
    ])
  })

  it('have an ETag of their own, and are not sent twice', async () => {
    await create('a')
    const [table, semicolons, json] = [
      await things(csv),
      await things({ ...csv, delimiter: ';' }),
      await things(),
    ]
    const tags = [table, semicolons, json].map(({ headers }) => headers['etag'])
    expect(new Set(tags).size).toBe(3)
    for (const tag of tags) expect(tag).toMatch(/^"[0-9a-f]{32}"$/)
    const again = await things(csv, { 'if-none-match': `W/${tags[0]}` })
    expect(again).toMatchObject({ statusCode: 304, text: '', headers: { etag: tags[0] } })
    expect((await things({}, { 'if-none-match': String(tags[0]) })).statusCode).toBe(200)
    await create('b')
    expect((await things(csv, { 'if-none-match': String(tags[0]) })).statusCode).toBe(200)
  })

  it('are the same text in whatever order the database gave the members of a map', async () => {
    const Named = z.object({ names: z.record(z.string(), z.string()) })
    const contract = {
      name: 'named',
      routes: {
        named: route({
          method: 'GET',
          path: '/named',
          access: 'public',
          summary: 'Read names',
          responses: { 200: Named },
          csv: csvTable(Named, ({ names }) => [names], { name: (names) => ({ written: names }) }),
        }),
      },
    } as const satisfies Contract
    const answered = async (names: Record<string, string>) => {
      const api = serve({
        contract,
        handlers: { named: async () => ({ status: 200 as const, body: { names } }) },
        authenticate: async () => ({ kind: 'anonymous' }),
      })
      const { body, headers } = await api(apiEvent({ route: '/named' }), lambdaContext)
      return { body, etag: headers?.['etag'] }
    }
    expect(await answered({ en: 'Bavaria', ru: 'Бавария' })).toEqual(
      await answered({ ru: 'Бавария', en: 'Bavaria' }),
    )
  })

  it('lead to the next page by the link, whose cursor fits either form', async () => {
    for (const id of ['a', 'b', 'c']) await create(id)
    const first = await things({ ...csv, limit: '2' })
    const next = new URLSearchParams(/\?([^>]*)>/.exec(first.headers['link'] ?? '')?.[1])
    expect(next.get('format')).toBe('csv')
    const rest = await things(Object.fromEntries(next))
    expect(parse(rest.text, { columns: true })).toMatchObject([{ id: 'c' }])
    next.delete('format')
    expect(JSON.parse((await things(Object.fromEntries(next))).text).items).toMatchObject([{ id: 'c' }])
  })

  it('write localised texts in the language that is asked for, else in one that there is', () => {
    const Row = z.object({ name: z.record(z.string(), z.string()) })
    const table = csvTable(z.array(Row), (rows) => rows, { name: ({ name }) => ({ written: name }) })
    const written = (language: string) =>
      csvText(
        table,
        [{ name: { en: 'Bavaria', ru: 'Бавария' } }, { name: { de: '@Sachsen' } }],
        { delimiter: ',', bom: 'false' },
        language,
      )
    expect(written('ru')).toBe("name\r\nБавария\r\n'@Sachsen\r\n")
    expect(written('en')).toBe("name\r\nBavaria\r\n'@Sachsen\r\n")
  })

  it('are read back as they were by an independent reader, whatever is in them', () => {
    const table = csvTable(z.array(z.array(z.string()).length(2)), (rows) => rows, {
      a: ([a]) => a,
      b: ([, b]) => b,
    })
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', '\t', 'ё') })
    void fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.constantFrom(',' as const, ';' as const),
        (rows, delimiter) => {
          const text = csvText(table, rows, { delimiter, bom: 'false' }, 'en')
          expect(parse(text, { delimiter, recordDelimiter: '\r\n' })).toEqual([['a', 'b'], ...rows])
        },
      ),
    )
  })
})
