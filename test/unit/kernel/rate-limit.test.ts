import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryTable } from '#kernel/memory-table'
import { rateLimiter } from '#kernel/rate-limit'

const MINUTE = new Date('2026-03-01T09:30:00.000Z')
const later = (seconds: number) => new Date(MINUTE.getTime() + seconds * 1000)

let table: MemoryTable

beforeEach(() => {
  table = new MemoryTable()
})

/** How many of so many requests were admitted. */
const admitted = async (
  limiter: ReturnType<typeof rateLimiter>,
  limit: number,
  requests: number,
  at: Date,
) => {
  let count = 0
  for (let n = 0; n < requests; n++) if ((await limiter('key_1', limit, at)).admitted) count++
  return count
}

describe('a limit of requests', () => {
  it.each([1, 3, 10, 600, 6000])('lets one instance use all of %i, and not one more', async (limit) => {
    expect(await admitted(rateLimiter(table), limit, limit + 20, MINUTE)).toBe(limit)
  })

  it('tells a caller that is alone exactly what is left', async () => {
    const limiter = rateLimiter(table)
    for (let left = 9; left >= 0; left--)
      expect(await limiter('key_1', 10, later(15))).toEqual({
        admitted: true,
        quota: { limit: 10, remaining: left, reset: 45 },
      })
    expect(await limiter('key_1', 10, later(59.5))).toEqual({
      admitted: false,
      quota: { limit: 10, remaining: 0, reset: 1 },
    })
  })

  it('begins anew with the next minute', async () => {
    const limiter = rateLimiter(table)
    expect(await admitted(limiter, 5, 10, later(59.999))).toBe(5)
    expect(await admitted(limiter, 5, 10, later(60))).toBe(5)
  })

  it('counts each caller alone', async () => {
    const limiter = rateLimiter(table)
    expect(await admitted(limiter, 5, 10, MINUTE)).toBe(5)
    expect((await limiter('key_2', 5, MINUTE)).admitted).toBe(true)
  })

  it('never admits more than the limit over instances that ask at once, each one request at a time as functions do', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 60 }),
      async (limit, instances, each) => {
        const shared = new MemoryTable()
        const counts = await Promise.all(
          Array.from({ length: instances }, () => admitted(rateLimiter(shared), limit, each, MINUTE)),
        )
        const total = counts.reduce((sum, count) => sum + count, 0)
        expect(total).toBeLessThanOrEqual(limit)
        // What is refused was leased to instances that did not use it: less than a lease each.
        const heldBack = instances * (Math.max(1, Math.floor(limit / 50)) - 1)
        expect(total).toBeGreaterThanOrEqual(Math.min(instances * each, limit - heldBack))
      },
    )
    await fc.assert(property, { numRuns: 40 })
  })

  it('spreads over four counters of their own partitions, with few writes, which expire', async () => {
    await admitted(rateLimiter(table), 600, 600, MINUTE)
    expect(table.counts.write).toBeLessThanOrEqual(56)
    expect(new Set(table.all().map(({ pk }) => pk)).size).toBe(4)
    for (const item of table.all()) expect(item['expiresAt']).toBe(MINUTE.getTime() / 1000 + 120)
  })

  it('costs nothing more once it is used up', async () => {
    const limiter = rateLimiter(table)
    await admitted(limiter, 10, 11, MINUTE)
    const { get, write } = table.counts
    expect(await admitted(limiter, 10, 50, later(30))).toBe(0)
    expect(table.counts).toMatchObject({ get, write })
  })
})
