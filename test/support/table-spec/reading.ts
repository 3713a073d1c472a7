import { beforeEach, describe, expect, it } from 'vitest'
import { queryAll, type Table, type TableQuery } from '#kernel/table'
import { type Given, sortKeys } from './given.ts'

/** Records by key, lists of keys, and collections page by page. */
export const specifyReading = ({ now, row, put, numbered, walk }: Given) => {
  let table: Table
  let pk: string
  beforeEach(() => {
    ;({ table, pk } = now())
  })

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
}
