import * as z from 'zod'
import { addDays, CalendarDate, Instant } from '#kernel/clock'
import { wording } from '#kernel/wording'

/** A keyed hash of a record as it was stored. */
const KeyedHash = z
  .string()
  .regex(
    /^[\w-]{43}$/,
    wording({ en: 'an HMAC-SHA256 in base64url', ru: 'ожидается HMAC-SHA256 в base64url' }),
  )

/** One change of one stored record: who, what, when; the record itself only as keyed hashes. The text of this is what
 *  the chain of its day is made of, so its shape is final: another shape is another kind of record. */
export const AuditRecord = z
  .object({
    day: CalendarDate.meta({ description: 'The day (UTC) in whose chain it stands: that of its arrival' }),
    seenAt: z.iso
      .datetime({ precision: 0 })
      .register(z.globalRegistry, { description: 'The second of the change by the database’s clock' }),
    sequence: z
      .string()
      .regex(/^\d{1,40}$/, wording({ en: 'expected at most 40 digits', ru: 'ожидается не более 40 цифр' }))
      .register(z.globalRegistry, {
        description: 'The database’s number of the change: a later change of a record has a larger one',
      }),
    record: z.string().register(z.globalRegistry, {
      description: 'Context and key of what was changed',
      example: 'registry/CLUSTER#clu_01JD3Z5V9QK8M2N4P6R8S0T2V4/CLUSTER',
    }),
    entity: z.string().register(z.globalRegistry, { description: 'The kind of record', example: 'cluster' }),
    change: z.enum(['created', 'changed', 'deleted']),
    version: z.int().nullable(),
    actor: z.string().register(z.globalRegistry, {
      description: 'The random id of a person, or what acts without one; `unattributed`: nobody said so',
      example: 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    }),
    action: z.string().register(z.globalRegistry, { example: 'register-cluster' }),
    requestId: z.string().nullable(),
    at: Instant.meta({ description: 'When, by whoever made the change' }),
    before: KeyedHash.nullable().register(z.globalRegistry, {
      description: 'Of the record before; null: there was none',
    }),
    after: KeyedHash.nullable().register(z.globalRegistry, {
      description: 'Of the record after; null: there is none',
    }),
    territory: z.array(z.array(z.string())).register(z.globalRegistry, {
      description: 'The regions that the record names, before and after, each with its path from the root',
    }),
  })
  .register(z.globalRegistry, { id: 'AuditRecord' })
export type AuditRecord = z.output<typeof AuditRecord>

/** Who made a change that nobody signed: past the use cases, or by a command for operators. */
export const UNATTRIBUTED = 'unattributed'

/** The place of a record in the chain of its day. By the second of the change, then by context and by the database's
 *  number, which is compared as a number: the shorter one is smaller. No two changes have the same. */
export const placeOf = ({ seenAt, sequence, record }: Pick<AuditRecord, 'seenAt' | 'sequence' | 'record'>) =>
  `${seenAt}#${contextOf(record)}#${String(sequence.length).padStart(2, '0')}${sequence}`

const contextOf = (record: string): string => record.slice(0, record.indexOf('/'))

const HOUR = 60 * 60 * 1000

/** For so long after its end a day takes the changes that were made in it. */
const OPEN_MILLISECONDS = HOUR
/** A day is sealed so long after its end: what was begun before the day closed is written long since (a function runs
 *  15 minutes at most). */
const SEALABLE_MILLISECONDS = 2 * HOUR

const dayOf = (instant: number): CalendarDate => new Date(instant).toISOString().slice(0, 10)

/** The day (UTC) in whose chain a change belongs: its own while that is open, else the one on which it arrives. */
export const chainDay = (seenAt: Date, now: Date): CalendarDate => {
  const own = dayOf(seenAt.getTime())
  const stillOpen = dayOf(now.getTime() - OPEN_MILLISECONDS)
  return own >= stillOpen ? own : dayOf(now.getTime())
}

/** The last day that can be sealed. */
export const lastSealable = (now: Date): CalendarDate =>
  addDays(dayOf(now.getTime() - SEALABLE_MILLISECONDS), -1)
