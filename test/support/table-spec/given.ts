import { beforeEach, expect } from 'vitest'
import type { Item, Table, TableQuery } from '#kernel/table'

/** The table of the running test and a partition of its own, with what fills and walks them. */
export const givenTable = (tableOf: () => Table) => {
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

  return { now: () => ({ table, pk }), row, put, numbered, walk }
}

export type Given = ReturnType<typeof givenTable>

export const sortKeys = (items: readonly Item[]) => items.map(({ sk }) => sk)
