import type { CalendarDate } from '#kernel/clock'
import { sha256 } from '#kernel/digest'
import { entity } from '#kernel/entity'
import { AuditRecord, placeOf, SealedDay } from './model.ts'

// What stands where; docs/data-model.md has the access patterns.

/** A day is spread over so many partitions, each of which takes 1,000 writes a second. */
const BUCKETS = 16

const dayPartition = (day: CalendarDate, bucket: number): string =>
  `DAY#${day}#${String(bucket).padStart(2, '0')}`

/** All partitions of a day. */
export const dayPartitions = (day: CalendarDate): readonly string[] =>
  Array.from({ length: BUCKETS }, (_none, bucket) => dayPartition(day, bucket))

export const recordPartition = (record: string): string => `RECORD#${record}`
export const actorPartition = (actor: string): string => `ACTOR#${actor}`

/** Written once, never again: its shape is final, and it is never lifted. */
export const auditRecordEntity = entity<AuditRecord>({
  name: 'audit-record',
  schemaVersion: 1,
  schema: AuditRecord,
  keys: (record) => {
    const place = placeOf(record)
    return {
      pk: dayPartition(record.day, Number.parseInt(sha256(record.record).slice(0, 2), 16) % BUCKETS),
      sk: place,
      gsi1pk: recordPartition(record.record),
      gsi1sk: place,
      gsi2pk: actorPartition(record.actor),
      gsi2sk: place,
    }
  },
})

export const DAYS = 'DAYS'

/** What is said of a sealed day; the seal itself lies in the locked bucket. */
export const sealedDayEntity = entity<SealedDay>({
  name: 'sealed-day',
  schemaVersion: 1,
  schema: SealedDay,
  keys: ({ day }) => ({ pk: DAYS, sk: day }),
})

/** Where it is written on which day the trail begins. */
export const BEGINNING = { pk: 'TRAIL', sk: 'BEGINNING' }

/** Every kind of record of this context. None is ever rewritten: what was recorded is hashed, and its hash sealed. */
export const auditEntities = [auditRecordEntity, sealedDayEntity] as const
