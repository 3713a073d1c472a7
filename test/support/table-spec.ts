import { beforeEach, describe, expect, it } from 'vitest'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { type Claim, commit, earlierReply } from '#kernel/idempotency'
import { type Item, queryAll, type Table, type TableQuery, type Write } from '#kernel/table'

/** What every implementation of the table port promises. Run against the in-memory table and against DynamoDB, so
 *  that the one that tests use cannot drift from the one that the platform uses.
 *  @param tableOf gives the table to test; tests keep apart by partition key, so it may be the same each time */
export const specifyTable = (implementation: string, tableOf: () => Table) =>
  describe(`the table port, ${implementation}`, () => {
    let table: Table
    let pk: string
    let tests = 0

    beforeEach(() => {
      table = tableOf()
      pk = `TEST#${++tests}`
    })

    const row = (sk: string, rest: Record<string, unknown> = {}): Item => ({ pk, sk, ...rest })
    const put = (...items: Item[]) => table.writeEach(items.map((item) => ({ put: item })))
    const numbered = (count: number, rest: (n: number) => Record<string, unknown> = () => ({})) =>
      Array.from({ length: count }, (_, n) => row(String(n).padStart(4, '0'), { n, ...rest(n) }))
    const sortKeys = (items: readonly Item[]) => items.map(({ sk }) => sk)

    /** Walks all pages; no page may be larger than asked for, and the walk must end. */
    const walk = async (query: Omit<TableQuery, 'after'>) => {
      const pages: (readonly Item[])[] = []
      let after: TableQuery['after']
      do {
        const page = await table.query({ ...query, after })
        expect(page.items.length).toBeLessThanOrEqual(query.limit)
        expect(Object.keys(page.next ?? {})).not.toContain(query.index ? `${query.index}pk` : 'pk')
        pages.push(page.items)
        after = page.next
        expect(pages.length).toBeLessThan(1000)
      } while (after !== undefined)
      return pages.flat()
    }

    describe('get', () => {
      it('gives a record as it was put, without undefined members', async () => {
        const data = { text: 'Ёж', list: [1, 'two', { three: null }], truth: false, zero: 0, empty: '' }
        await table.write([{ put: row('a', { data: { ...data, nothing: undefined }, version: 1 }) }])
        expect(await table.get({ pk, sk: 'a' }, { consistent: true })).toEqual(row('a', { data, version: 1 }))
      })

      it('gives undefined where there is none', async () => {
        expect(await table.get({ pk, sk: 'none' })).toBeUndefined()
      })

      it('gives a copy: changing it changes nothing stored', async () => {
        const given = row('a', { data: { list: ['one'] } })
        await put(given)
        const read = await table.get({ pk, sk: 'a' })
        Object.assign(read ?? {}, { data: 'spoilt' })
        Object.assign(given, { data: 'spoilt' })
        expect((await table.get({ pk, sk: 'a' }))?.['data']).toEqual({ list: ['one'] })
      })
    })

    describe('getAll', () => {
      it('gives records in the order of the keys and leaves out absent ones', async () => {
        await put(row('a'), row('b'), row('c'))
        const keys = ['c', 'none', 'a', 'b'].map((sk) => ({ pk, sk }))
        expect(sortKeys(await table.getAll(keys))).toEqual(['c', 'a', 'b'])
      })

      it('gives a record as often as it is asked for', async () => {
        await put(row('a'))
        expect(
          sortKeys(
            await table.getAll([
              { pk, sk: 'a' },
              { pk, sk: 'a' },
            ]),
          ),
        ).toEqual(['a', 'a'])
      })

      it('gives nothing for no keys', async () => {
        expect(await table.getAll([])).toEqual([])
      })

      it('reads a hundred at once and refuses more', async () => {
        await put(...numbered(100))
        const keys = numbered(101).map(({ sk }) => ({ pk, sk }))
        expect(await table.getAll(keys.slice(0, 100))).toHaveLength(100)
        await expect(table.getAll(keys)).rejects.toThrow('at most 100')
      })
    })

    describe('query', () => {
      it('gives one partition in the order of the bytes of its sort keys', async () => {
        await put(row('б'), row('a'), row('Z'), row('я'), row('\u{1F600}'), row('\uFFFF'))
        await put({ pk: `${pk}-other`, sk: 'a' })
        const { items, next } = await table.query({ pk, limit: 50 })
        expect(sortKeys(items)).toEqual(['Z', 'a', 'б', 'я', '\uFFFF', '\u{1F600}'])
        expect(next).toBeUndefined()
      })

      it('gives it the other way round', async () => {
        await put(...numbered(3))
        const { items } = await table.query({ pk, limit: 50, descending: true })
        expect(items.map((item) => item['n'])).toEqual([2, 1, 0])
      })

      it('gives the rows between both bounds, bounds included', async () => {
        await put(...numbered(5))
        const between = async (from: string, to: string) =>
          sortKeys((await table.query({ pk, sk: { from, to }, limit: 50 })).items)
        expect(await between('0001', '0003')).toEqual(['0001', '0002', '0003'])
        expect(await between('', '0001')).toEqual(['0000', '0001'])
        expect(await between('0003', '0001')).toEqual([])
      })

      it('gives the rows with a beginning', async () => {
        await put(row('A#1'), row('A#2'), row('B#1'))
        const beginning = async (beginsWith: string) =>
          sortKeys((await table.query({ pk, sk: { beginsWith }, limit: 50 })).items)
        expect(await beginning('A#')).toEqual(['A#1', 'A#2'])
        expect(await beginning('')).toEqual(['A#1', 'A#2', 'B#1'])
      })

      it.each([false, true])('walks all pages, each row once (descending: %s)', async (descending) => {
        await put(...numbered(23))
        const expected = numbered(23).map(({ sk }) => sk)
        for (const limit of [1, 7, 23, 50])
          expect(sortKeys(await walk({ pk, limit, descending }))).toEqual(
            descending ? expected.toReversed() : expected,
          )
      })

      it('pages full pages without a filter', async () => {
        await put(...numbered(5))
        const first = await table.query({ pk, limit: 2 })
        expect(sortKeys(first.items)).toEqual(['0000', '0001'])
        const second = await table.query({ pk, limit: 2, after: first.next })
        expect(sortKeys(second.items)).toEqual(['0002', '0003'])
      })

      it('gives a short page its last rows without a next', async () => {
        await put(...numbered(3))
        const { items, next } = await table.query({ pk, limit: 4 })
        expect(items).toHaveLength(3)
        expect(next).toBeUndefined()
      })

      it('pages within bounds and on from rows that are gone', async () => {
        await put(...numbered(6))
        const page = await table.query({ pk, sk: { from: '0001', to: '0004' }, limit: 2 })
        await table.writeEach([{ delete: { pk, sk: '0002' } }])
        const rest = await table.query({ pk, sk: { from: '0001', to: '0004' }, limit: 9, after: page.next })
        expect(sortKeys(rest.items)).toEqual(['0003', '0004'])
      })

      it.each(['gsi1', 'gsi2'] as const)('reads %s: sparse, sorted, equal keys once each', async (index) => {
        const indexed = numbered(30).map((item, n) => ({
          ...item,
          [`${index}pk`]: `INDEX#${pk}`,
          // Thrice the same key: pages have to tell equal ones apart.
          [`${index}sk`]: `name-${String(Math.floor(n / 3)).padStart(2, '0')}`,
        }))
        await put(...indexed, row('unindexed'), row('half', { [`${index}pk`]: `INDEX#${pk}` }))
        const query = { index, pk: `INDEX#${pk}` }
        const all = await walk({ ...query, limit: 4 })
        expect(all.map((item) => item[`${index}sk`])).toEqual(indexed.map((item) => item[`${index}sk`]))
        expect(new Set(sortKeys(all))).toEqual(new Set(sortKeys(indexed)))
        const backwards = await walk({ ...query, limit: 7, descending: true })
        expect(backwards.map((item) => item[`${index}sk`])).toEqual(
          indexed.map((item) => item[`${index}sk`]).toReversed(),
        )
        expect(new Set(sortKeys(backwards)).size).toBe(30)
      })

      const KINDS = ['red', 'green', 'blue']
      const coloured = () =>
        numbered(300, (n) => ({
          data: {
            kind: KINDS[n % 3],
            day: `2026-01-${String((n % 28) + 1).padStart(2, '0')}`,
            tags: [`t${n % 5}`, 'x'],
          },
          even: n % 2 === 0,
        }))

      it.each<[string, NonNullable<TableQuery['filter']>, (n: number) => boolean]>([
        ['equals text', [{ attribute: 'data.kind', equals: 'red' }], (n) => n % 3 === 0],
        ['equals a number', [{ attribute: 'n', equals: 17 }], (n) => n === 17],
        ['equals a truth', [{ attribute: 'even', equals: false }], (n) => n % 2 === 1],
        ['in', [{ attribute: 'data.kind', in: ['red', 'blue'] }], (n) => n % 3 !== 1],
        ['in nothing', [{ attribute: 'data.kind', in: [] }], () => false],
        [
          'in more than a hundred',
          [{ attribute: 'data.kind', in: [...Array.from({ length: 150 }, (_, i) => `k${i}`), 'green'] }],
          (n) => n % 3 === 1,
        ],
        ['at least', [{ attribute: 'data.day', atLeast: '2026-01-20' }], (n) => (n % 28) + 1 >= 20],
        ['below', [{ attribute: 'data.day', below: '2026-01-20' }], (n) => (n % 28) + 1 < 20],
        ['includes', [{ attribute: 'data.tags', includes: 't4' }], (n) => n % 5 === 4],
        [
          'includes any',
          [{ attribute: 'data.tags', includesAny: ['t0', 't3'] }],
          (n) => n % 5 === 0 || n % 5 === 3,
        ],
        ['includes any of nothing', [{ attribute: 'data.tags', includesAny: [] }], () => false],
        ['of an attribute that no row has', [{ attribute: 'data.none.deeper', equals: 'red' }], () => false],
        [
          'several at once',
          [
            { attribute: 'data.kind', equals: 'red' },
            { attribute: 'data.tags', includes: 't1' },
            { attribute: 'even', equals: true },
          ],
          (n) => n % 3 === 0 && n % 5 === 1 && n % 2 === 0,
        ],
        ['nothing found', [{ attribute: 'data.kind', equals: 'grey' }], () => false],
      ])('pages with the filter: %s', async (_name, filter, expected) => {
        await put(...coloured())
        const found = Array.from({ length: 300 }, (_, n) => n).filter(expected)
        for (const limit of [3, 40, 200])
          expect((await walk({ pk, limit, filter })).map((item) => item['n'])).toEqual(found)
        const backwards = await walk({ pk, limit: 11, filter, descending: true })
        expect(backwards.map((item) => item['n'])).toEqual(found.toReversed())
      })

      it('fills a page from behind rows that fall out', async () => {
        await put(...numbered(400, (n) => ({ last: n >= 390 })))
        const { items } = await table.query({ pk, limit: 5, filter: [{ attribute: 'last', equals: true }] })
        expect(items.map((item) => item['n'])).toEqual([390, 391, 392, 393, 394])
      })

      it('gives every record of a collection with queryAll', async () => {
        await put(...numbered(120))
        expect(await queryAll(table, { pk })).toHaveLength(120)
      })
    })

    describe('write', () => {
      const stored = (sk: string) => table.get({ pk, sk }, { consistent: true })
      const taken = () => new ConflictError({ en: 'taken', ru: 'занято' })

      it('does nothing for no steps', async () => {
        await expect(table.write([])).resolves.toBeUndefined()
      })

      it.each<[string, Write['if'], boolean, boolean, boolean]>([
        // condition, of: no record, version 3, deleted
        ['absent', 'absent', true, false, true],
        ['present', 'present', false, true, false],
        ['its version', { version: 3 }, false, true, false],
        ['another version', { version: 2 }, false, false, false],
        ['absent or expired, before', { absentOrExpired: 1000 }, true, false, false],
        ['absent or expired, at', { absentOrExpired: 2000 }, true, false, false],
        ['absent or expired, after', { absentOrExpired: 2001 }, true, true, true],
      ])('puts and deletes under the condition: %s', async (_name, condition, ...allowed) => {
        const before = [
          undefined,
          row('a', { version: 3, expiresAt: 2000 }),
          row('a', { version: 4, expiresAt: 2000, deleted: true }),
        ]
        for (const [index, record] of before.entries())
          for (const others of [[], [{ put: row('other') }]])
            for (const step of [{ put: row('a', { version: 9 }) }, { delete: { pk, sk: 'a' } }]) {
              await table.write([record ? { put: record } : { delete: { pk, sk: 'a' } }])
              const write = table.write([{ ...step, ...(condition && { if: condition }) }, ...others])
              const name = `${index} ${'put' in step ? 'put' : 'delete'} with ${others.length} other`
              if (allowed[index]) {
                await expect(write, name).resolves.toBeUndefined()
                expect(await stored('a'), name).toEqual('put' in step ? step.put : undefined)
              } else {
                await expect(write, name).rejects.toThrow(StaleVersionError)
                expect(await stored('a'), name).toEqual(record)
              }
            }
      })

      it('deletes what is not there', async () => {
        await expect(table.write([{ delete: { pk, sk: 'none' } }])).resolves.toBeUndefined()
      })

      it('checks a record without changing it; unless said otherwise, that it is present', async () => {
        await put(row('a', { version: 1 }))
        await table.write([{ check: { pk, sk: 'a' } }, { put: row('b') }])
        expect(await stored('a')).toEqual(row('a', { version: 1 }))
        expect(await stored('b')).toBeDefined()
        await expect(table.write([{ check: { pk, sk: 'none' } }, { put: row('c') }])).rejects.toThrow(
          StaleVersionError,
        )
        await expect(table.write([{ check: { pk, sk: 'none' } }])).rejects.toThrow(StaleVersionError)
        await expect(table.write([{ check: { pk, sk: 'a' }, if: { version: 1 } }])).resolves.toBeUndefined()
        expect(await stored('c')).toBeUndefined()
      })

      it('writes nothing when any step fails, whichever it is', async () => {
        await put(row('existing', { owner: 'first' }))
        for (let failing = 0; failing < 4; failing++) {
          const steps = ['w', 'x', 'y'].map((sk) => ({ put: row(`${sk}${failing}`) }))
          const guard: Write = {
            put: row('existing', { owner: 'second' }),
            if: 'absent',
            otherwise: taken,
          }
          const writes: Write[] = [...steps.slice(0, failing), guard, ...steps.slice(failing)]
          await expect(table.write(writes)).rejects.toThrow('taken')
          for (const sk of ['w', 'x', 'y']) expect(await stored(`${sk}${failing}`)).toBeUndefined()
          expect(await stored('existing')).toEqual(row('existing', { owner: 'first' }))
        }
      })

      it('gives `otherwise` the record that stood in the way, alone and in a transaction', async () => {
        await put(row('a', { owner: 'first', data: { list: [1] } }), row('b', { owner: 'b' }))
        const met: unknown[] = []
        const step = (sk: string) => ({
          put: row(sk, { owner: 'second' }),
          if: 'absent' as const,
          otherwise: (existing: Item | undefined) => {
            met.push(existing)
            return taken()
          },
        })
        await expect(table.write([step('a')])).rejects.toThrow('taken')
        // The first failing step speaks for all.
        await expect(table.write([{ put: row('c') }, step('a'), step('b')])).rejects.toThrow('taken')
        await expect(
          table.write([{ delete: { pk, sk: 'none' }, if: 'present', otherwise: step('x').otherwise }]),
        ).rejects.toThrow('taken')
        const first = row('a', { owner: 'first', data: { list: [1] } })
        expect(met).toEqual([first, first, undefined])
      })

      it('takes a hundred steps and refuses more, and a record twice', async () => {
        const steps = numbered(101).map((item) => ({ put: item }))
        await table.write(steps.slice(0, 100))
        expect(await queryAll(table, { pk })).toHaveLength(100)
        await expect(table.write(steps)).rejects.toThrow()
        await expect(table.write([{ put: row('twice') }, { delete: { pk, sk: 'twice' } }])).rejects.toThrow()
        expect(await stored('twice')).toBeUndefined()
      })

      it('lets one of many at once win a guard', async () => {
        const race = await Promise.allSettled(
          Array.from({ length: 20 }, (_, n) =>
            table.write([
              { put: row('guard', { owner: n }), if: 'absent', otherwise: taken },
              { put: row(`of-${n}`) },
            ]),
          ),
        )
        expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        for (const result of race)
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ConflictError)
        expect(await queryAll(table, { pk, sk: { beginsWith: 'of-' } })).toHaveLength(1)
      })

      it('keeps a counter gapless under many at once', async () => {
        await put(row('counter', { version: 0 }))
        const take = async () => {
          for (;;) {
            const counter = await stored('counter')
            const version = Number(counter?.['version'])
            try {
              await table.write([
                { put: row('counter', { version: version + 1 }), if: { version } },
                { put: row(`number-${String(version + 1).padStart(3, '0')}`), if: 'absent' },
              ])
              return version + 1
            } catch (error) {
              if (!(error instanceof StaleVersionError)) throw error
            }
          }
        }
        const numbers = await Promise.all(Array.from({ length: 15 }, take))
        expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, n) => n + 1))
        expect(await queryAll(table, { pk, sk: { beginsWith: 'number-' } })).toHaveLength(15)
      })
    })

    describe('writeEach', () => {
      it('puts and deletes many; of several writes of one record the last counts', async () => {
        await put(...numbered(60))
        await table.writeEach([
          ...numbered(60).map(({ sk }) => ({ delete: { pk, sk } })),
          { put: row('a', { n: 1 }) },
          { put: row('a', { n: 2 }) },
          { put: row('0007', { n: 'again' }) },
        ])
        expect((await queryAll(table, { pk })).map((item) => item['n'])).toEqual(['again', 2])
      })

      it('does nothing for nothing', async () => {
        await expect(table.writeEach([])).resolves.toBeUndefined()
      })
    })

    describe('commit', () => {
      const AT = new Date('2026-03-01T09:30:00.000Z')
      const claim = (rest: Partial<Claim> = {}): Claim => ({ id: pk, requestHash: 'hash', at: AT, ...rest })
      const created = (id: number) => ({
        status: 201,
        body: { id, zulu: 1, alpha: { beta: [1, 2], ключ: 'ё' } },
        version: 1,
        location: `/things/${id}`,
      })

      it('lets one of twenty equal requests at once commit and gives all its reply, byte for byte', async () => {
        const replies = await Promise.all(
          Array.from({ length: 20 }, (_, n) =>
            commit(table, { claim: claim() }, created(n), [
              { put: row(`effect-${n}`) },
              { put: row('guard'), if: 'absent' },
            ]),
          ),
        )
        const effects = await queryAll(table, { pk, sk: { beginsWith: 'effect-' } })
        expect(effects).toHaveLength(1)
        const winner = Number(effects[0]?.sk.slice('effect-'.length))
        const bytes = JSON.stringify(created(winner).body)
        for (const reply of replies) {
          expect(JSON.stringify(reply.body)).toBe(bytes)
          expect(reply).toEqual(created(winner))
        }
      })

      it('refuses a key that came with another request', async () => {
        await commit(table, { claim: claim() }, created(1), [{ put: row('a') }])
        const other = commit(table, { claim: claim({ requestHash: 'other' }) }, created(2), [
          { put: row('b') },
        ])
        await expect(other).rejects.toMatchObject({ code: 'key-reused' })
        await expect(earlierReply(table, claim({ requestHash: 'other' }))).rejects.toMatchObject({
          code: 'key-reused',
        })
        expect(await table.get({ pk, sk: 'b' })).toBeUndefined()
      })

      it('stores no reply when a step fails, so that a repeat is tried anew', async () => {
        await put(row('guard'))
        const attempt = () =>
          commit(table, { claim: claim() }, created(1), [
            {
              put: row('guard'),
              if: 'absent',
              otherwise: () => new ConflictError({ en: 'taken', ru: 'занято' }),
            },
          ])
        await expect(attempt()).rejects.toThrow('taken')
        expect(await earlierReply(table, claim())).toBeUndefined()
        await table.writeEach([{ delete: { pk, sk: 'guard' } }])
        expect(await attempt()).toEqual(created(1))
        expect(await earlierReply(table, claim())).toEqual(created(1))
      })

      it('forgets a reply after a day, also where its record is still there', async () => {
        const day = 24 * 60 * 60 * 1000
        const later = (milliseconds: number) => claim({ at: new Date(AT.getTime() + milliseconds) })
        await commit(table, { claim: claim() }, created(1), [])
        expect(await earlierReply(table, later(day))).toEqual(created(1))
        expect(await commit(table, { claim: later(day) }, created(2), [])).toEqual(created(1))
        expect(await earlierReply(table, later(day + 1000))).toBeUndefined()
        expect(await commit(table, { claim: later(day + 1000) }, created(3), [])).toEqual(created(3))
      })

      it('writes without a claim, and a claim without writes', async () => {
        expect(await commit(table, {}, created(1), [{ put: row('a') }])).toEqual(created(1))
        expect(await table.get({ pk, sk: 'a' })).toBeDefined()
        await commit(table, { claim: claim() }, { status: 204, body: null }, [])
        expect(await earlierReply(table, claim())).toEqual({ status: 204, body: null })
      })
    })
  })
