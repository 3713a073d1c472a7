import { expect, it } from 'vitest'
import { keyUsage, lastUses } from '#kernel/key-usage'
import { MemoryTable } from '#kernel/memory-table'

const AT = new Date('2026-03-01T09:30:00.000Z')
const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000)

it('notes when a key was used, over all instances about once an hour', async () => {
  const table = new MemoryTable()
  const admit = async () => ({ admitted: true, quota: { limit: 1, remaining: 0, reset: 1 } })
  const [one, other] = [keyUsage(table, admit), keyUsage(table, admit)]
  expect((await lastUses(table, ['key_1'])).get('key_1')).toBeUndefined()

  for (const minutes of [0, 1, 59]) {
    await one('key_1', 1, later(minutes))
    await other('key_1', 1, later(minutes))
  }
  expect((await lastUses(table, ['key_1'])).get('key_1')).toBe(AT.toISOString())
  expect(table.counts.write).toBe(1)

  await other('key_1', 1, later(61))
  await one('key_1', 1, later(62))
  expect((await lastUses(table, ['key_1', 'key_2'])).get('key_1')).toBe(later(61).toISOString())
  expect(table.counts.write).toBe(2)
})
