import { describe, expect, it } from 'vitest'
import { MemoryTable } from '#kernel/memory-table'
import type { Table, TableQuery, Write } from '#kernel/table'
import { createRegistry } from '#registry/index'
import { aDraft, anEntry, anonymous, editor, platform, platformIn, send, underReview } from './support.ts'

const act = { kind: 'Order' }

/** A table whose process dies at its n-th call: before the call reaches it, or after it was carried out. */
class DyingTable implements Table {
  readonly inner: MemoryTable
  /** Calls until the end; negative: never. */
  left = -1
  after = false

  constructor(inner: MemoryTable) {
    this.inner = inner
  }

  async #call<T>(carryOut: () => Promise<T>): Promise<T> {
    const dies = this.left === 0
    this.left--
    if (dies && !this.after) throw new Error('the process is gone')
    const result = await carryOut()
    if (dies) throw new Error('the process is gone')
    return result
  }
  get = (key: Parameters<Table['get']>[0]) => this.#call(() => this.inner.get(key))
  getAll = (keys: Parameters<Table['getAll']>[0]) => this.#call(() => this.inner.getAll(keys))
  query = (query: TableQuery) => this.#call(() => this.inner.query(query))
  write = (writes: readonly Write[]) => this.#call(() => this.inner.write(writes))
  writeEach = (writes: Parameters<Table['writeEach']>[0]) => this.#call(() => this.inner.writeEach(writes))
}

describe('the number of an entry', () => {
  it('is of the local year: in Moscow it is 2026 while UTC is in 2025', async () => {
    const given = await platform()
    await send(given.registry.createRegister, {
      body: {
        code: 'moscow',
        names: { ru: 'Москва' },
        kind: 'clusters',
        territory: ['*'],
        timeZone: 'Europe/Moscow',
        numberPattern: '{year}-{serial}',
        ruleSets: [],
        calendar: { weekend: [6, 7], holidays: [], workdays: [] },
        terms: { decision: 30, correction: 20 },
      },
    })
    const before = new Date('2025-12-31T20:59:59.000Z')
    const after = new Date('2025-12-31T21:00:00.000Z')
    let count = 0
    const decide = async (at: Date, decisionDate: string) => {
      count += 1
      const cluster = await aDraft(given, { names: { en: `Cluster ${count}` } })
      const application = await underReview(given, cluster.id, { register: 'moscow' }, before)
      const request = {
        params: { applicationId: application.id },
        version: 3,
        body: { decisionDate, act },
        at,
      }
      return (await send(given.registry.registerCluster, request)).body.number
    }
    await expect(decide(before, '2026-01-01')).rejects.toThrow('still to come (today is 2025-12-31)')
    expect(await decide(before, '2025-12-31')).toBe('2025-1')
    expect(await decide(after, '2026-01-01')).toBe('2026-1')
  })

  it('has no gap after a process died at any point of a decision', async () => {
    for (const after of [false, true])
      for (let call = 0; call < 20; call++) {
        const table = new DyingTable(new MemoryTable())
        const given = await platformIn(table, new MemoryTable())
        await anEntry(given, { names: { en: 'Before' } })
        const cluster = await aDraft(given)
        const application = await underReview(given, cluster.id)
        const request = {
          params: { applicationId: application.id },
          version: 3,
          body: { decisionDate: '2026-03-10', act },
        }
        table.left = call
        table.after = after
        const died = await send(given.registry.registerCluster, request).then(
          () => false,
          () => true,
        )
        table.left = -1
        // Who asks again either decides now, or finds that the decision was carried out.
        const registry = createRegistry({ table, referenceTable: given.referenceTable })
        await send(registry.registerCluster, request).catch(() => undefined)
        await anEntry({ registry }, { names: { en: 'After' } })
        const { body } = await send(registry.listEntries, {
          actor: anonymous,
          params: { registerId: 'national' },
          query: { sort: 'number', order: 'asc' },
        })
        expect(body.items.map(({ number }) => number)).toEqual(['2026-0001', '2026-0002', '2026-0003'])
        const decided = await send(registry.getApplication, {
          actor: editor,
          params: { applicationId: application.id },
        })
        expect(decided.body).toMatchObject({ status: 'approved', number: '2026-0002' })
        if (!died) return
      }
  })
})
