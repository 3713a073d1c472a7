import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answerRows } from '#kernel/answer-rows'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { ConflictError } from '#kernel/errors'

const Row = z.object({ code: z.string().transform((code) => code.toUpperCase()), size: z.int().default(1) })
const run = (
  rows: unknown[],
  handle: (row: z.output<typeof Row>) => Promise<'created' | 'updated' | 'unchanged'>,
  parallel = 1,
) =>
  answerRows({
    rows,
    schema: Row,
    language: 'ru',
    parallel,
    handle: async (row) => ({ outcome: await handle(row), id: row.code }),
  })

describe('rows of a bulk request', () => {
  it('are answered each on its own, in their order, and counted', async () => {
    const outcomes = { A: 'created', B: 'updated', C: 'unchanged' } as const
    const result = await run(
      [{ code: 'a' }, { code: 7 }, { code: 'b' }, 'nonsense', { code: 'c' }, { code: 'd' }],
      async ({ code }) => {
        if (code === 'A' || code === 'B' || code === 'C') return outcomes[code]
        throw new ConflictError({ en: 'taken', ru: 'занято' })
      },
      4,
    )
    expect(BulkResult.parse(result)).toEqual(result)
    expect(result).toMatchObject({ created: 1, updated: 1, unchanged: 1, rejected: 3 })
    expect(result.rows.map(({ row }) => row)).toEqual([0, 1, 2, 3, 4, 5])
    expect(result.rows[1]).toEqual({
      row: 1,
      outcome: 'rejected',
      code: 'invalid-body',
      reason: '/code: неверный тип или нет значения: ожидается строка',
    })
    expect(result.rows[2]).toEqual({ row: 2, outcome: 'updated', id: 'B' })
    expect(result.rows[5]).toEqual({ row: 5, outcome: 'rejected', code: 'conflict', reason: 'занято' })
  })

  it('are rejected when a member would be lost', async () => {
    const result = await run([{ code: 'a', sise: 2 }, { code: 'b' }], async () => 'created')
    expect(result.rows[0]).toMatchObject({
      outcome: 'rejected',
      reason: '/sise: здесь такого нет (есть: code, size)',
    })
    expect(result.created).toBe(1)
  })

  it('are worked off in their order, or so many at once', async () => {
    const rows = Array.from({ length: 9 }, (_, n) => ({ code: `r${n}` }))
    for (const parallel of [1, 3]) {
      let running = 0
      let most = 0
      await run(
        rows,
        async () => {
          running += 1
          most = Math.max(most, running)
          await Promise.resolve()
          running -= 1
          return 'created'
        },
        parallel,
      )
      expect(most).toBe(parallel)
    }
  })

  it('end together at an error of the platform: no row is begun after it', async () => {
    const begun: string[] = []
    const failing = run(
      Array.from({ length: 50 }, (_, n) => ({ code: `r${n}` })),
      async ({ code }) => {
        begun.push(code)
        await Promise.resolve()
        if (code === 'R3') throw new Error('broken')
        return 'created'
      },
      2,
    )
    await expect(failing).rejects.toThrow('broken')
    await new Promise(setImmediate)
    expect(begun.length).toBeLessThan(8)
  })

  it('pass the contract untouched, fitting or not, and not too many', () => {
    const Rows = rowsOf(Row, 3)
    const rows = [{ code: 'a' }, { code: 7, more: true }, null]
    expect(Rows.parse({ rows })).toEqual({ rows })
    expect(Rows.safeParse({ rows: [] }).success).toBe(false)
    expect(Rows.safeParse({ rows: [1, 2, 3, 4] }).success).toBe(false)
  })
})
