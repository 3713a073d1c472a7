import { beforeEach, describe, expect, it } from 'vitest'
import { ConflictError } from '#kernel/errors'
import { type Claim, commit, earlierReply } from '#kernel/idempotency'
import { queryAll, type Table } from '#kernel/table'
import type { Given } from './given.ts'

/** Effects together with the reply that a repeat gets. */
export const specifyCommitting = ({ now, row, put }: Given) => {
  let table: Table
  let pk: string
  beforeEach(() => {
    ;({ table, pk } = now())
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
      const other = commit(table, { claim: claim({ requestHash: 'other' }) }, created(2), [{ put: row('b') }])
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
}
