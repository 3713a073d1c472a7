import { beforeEach, describe, expect, it } from 'vitest'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { type Item, queryAll, type Table, type Write } from '#kernel/table'
import type { Given } from './given.ts'

/** Steps under conditions, all or none, and many without. */
export const specifyWriting = ({ now, row, put, numbered }: Given) => {
  let table: Table
  let pk: string
  beforeEach(() => {
    ;({ table, pk } = now())
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
}
