import * as z from 'zod'
import { Instant } from './clock.ts'
import type { RateLimiter } from './quota.ts'
import { rateLimiter } from './rate-limit.ts'
import { ShortMemory } from './short-memory.ts'
import type { Table } from './table.ts'

/** Seconds between two notes of when a key was used last: reads stay cheap. */
const NOTED_EVERY = 60 * 60

const LastUse = z.object({ usedAt: Instant })

const keyOf = (id: string) => ({ pk: `USE#${id}`, sk: 'LAST' })

/** Admits requests of API keys within their rate, and notes about once an hour that a key is in use: each warm
 *  instance looks once an hour, and writes where the last note is older than that. */
export const keyUsage = (table: Table, limiter: RateLimiter = rateLimiter(table)): RateLimiter => {
  const noted = new ShortMemory<true>()

  const note = async (id: string, at: Date): Promise<void> => {
    const now = at.getTime() / 1000
    if (noted.recall(id, now)) return
    noted.keep(id, true, now + NOTED_EVERY)
    const last = (await lastUses(table, [id])).get(id)
    if (last !== undefined && at.getTime() - Date.parse(last) < NOTED_EVERY * 1000) return
    await table.write([
      { put: { ...keyOf(id), entity: 'last-use', schemaVersion: 1, id, usedAt: at.toISOString() } },
    ])
  }

  return async (id, limit, at) => {
    const [answer] = await Promise.all([limiter(id, limit, at), note(id, at)])
    return answer
  }
}

/** When keys were used last, to the hour; absent for one that never was. */
export const lastUses = async (
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Instant>> => {
  const uses = new Map<string, Instant>()
  for (let offset = 0; offset < ids.length; offset += 100) {
    const keys = ids.slice(offset, offset + 100).map(keyOf)
    for (const item of await table.getAll(keys)) uses.set(String(item['id']), LastUse.parse(item).usedAt)
  }
  return uses
}
