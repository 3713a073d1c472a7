import { lostRace, untilWon } from './lost-race.ts'
import { type RateLimiter, WINDOW_SECONDS } from './quota.ts'
import { ShortMemory } from './short-memory.ts'
import type { Item, Key, Table } from './table.ts'

/** Counters of one caller's window, each a partition of its own: several instances rarely meet on one. */
const SHARDS = 4

/** Leases into which a window is cut: the more, the fewer requests idle instances hold back, and the more writes. */
const LEASES = 50

interface Lease {
  left: number
  /** What no instance had leased yet when this one looked last. */
  elsewhere: number
}

/** The share of one shard; all shares together are the limit. */
const shareOf = (shard: number, limit: number): number =>
  Math.floor(limit / SHARDS) + (shard < limit % SHARDS ? 1 : 0)

const keyOf = (caller: string, window: number, shard: number): Key => ({
  pk: `RATE#${caller}#${window}#${shard}`,
  sk: 'WINDOW',
})

const numberIn = (item: Item | undefined, name: string): number => Number(item?.[name] ?? 0)

/** Limits requests per caller over all instances. An instance leases a fiftieth of the window's requests at a time from
 *  one of four counters and then counts in memory. A lease is a conditional write within the counter's share,
 *  so over all instances a window never admits more than the limit; it may admit less by what instances leased and did
 *  not use. A caller that spends one window's end and the next one's beginning can send twice the limit within a minute.
 *
 *  Cost: 2 RRU and 1 WRU a lease; for a limit of 600 a minute that is a twelfth of it a request. Who was refused costs
 *  nothing until the window ends.
 *  @param chance in [0, 1): which counter to lease from */
export const rateLimiter = (table: Table, chance: () => number = Math.random): RateLimiter => {
  const leases = new ShortMemory<Lease>()

  /** Takes a lease; how many requests it is good for, and what is left for others. */
  const taken = (caller: string, window: number, limit: number) =>
    untilWon(async () => {
      // Eventually consistent: counters only grow, so full stays full, and an old one fails its condition.
      const keys = Array.from({ length: SHARDS }, (_, shard) => keyOf(caller, window, shard))
      const found = new Map((await table.getAll(keys)).map((item) => [item.pk, item]))
      const shards = keys.map((key, shard) => {
        const item = found.get(key.pk)
        const used = numberIn(item, 'used')
        return { key, used, version: numberIn(item, 'version'), room: shareOf(shard, limit) - used }
      })
      const elsewhere = shards.reduce((sum, { room }) => sum + room, 0)
      const open = shards.filter(({ room }) => room > 0)
      const from = open[Math.floor(chance() * open.length)]
      if (from === undefined) return { requests: 0, elsewhere: 0 }
      const requests = Math.min(from.room, Math.max(1, Math.floor(limit / LEASES)))
      await table.write([
        {
          put: {
            ...from.key,
            entity: 'rate-window',
            schemaVersion: 1,
            version: from.version + 1,
            used: from.used + requests,
            expiresAt: (window + 2) * WINDOW_SECONDS,
          },
          if: from.version === 0 ? 'absent' : { version: from.version },
          otherwise: lostRace,
        },
      ])
      return { requests, elsewhere: elsewhere - requests }
    })

  return async (caller, limit, at) => {
    const now = at.getTime() / 1000
    const window = Math.floor(now / WINDOW_SECONDS)
    const ends = (window + 1) * WINDOW_SECONDS
    const slot = `${caller}#${window}`
    const lease = leases.recall(slot, now) ?? { left: 0, elsewhere: limit }
    leases.keep(slot, lease, ends)
    const answer = (admitted: boolean) => ({
      admitted,
      quota: {
        limit,
        remaining: lease.left + lease.elsewhere,
        reset: Math.max(1, Math.ceil(ends - now)),
      },
    })
    if (lease.left > 0) {
      lease.left -= 1
      return answer(true)
    }
    if (lease.elsewhere === 0) return answer(false)
    const { requests, elsewhere } = await taken(caller, window, limit)
    lease.elsewhere = elsewhere
    if (requests === 0) return answer(false)
    // The first of them is this request's own, whatever others do with the rest meanwhile.
    lease.left += requests - 1
    return answer(true)
  }
}
