import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { sha256 } from '#kernel/digest'
import { wording } from '#kernel/wording'

const Hash = z
  .string()
  .regex(
    /^[0-9a-f]{64}$/,
    wording({ en: 'a SHA-256 in hex', ru: 'ожидается SHA-256 шестнадцатеричными цифрами' }),
  )

/** A day of the trail whose chain was closed. */
export const SealedDay = z
  .object({
    day: CalendarDate,
    previous: Hash.meta({ description: 'The root of the day before; zeros before the first' }),
    count: z.int().min(0).register(z.globalRegistry, { description: 'How many changes' }),
    root: Hash.meta({ description: 'The last link of the day’s chain' }),
    sealedAt: Instant,
  })
  .register(z.globalRegistry, { id: 'SealedDay' })
export type SealedDay = z.output<typeof SealedDay>

/** What lies in the locked bucket: the day and the hash of each of its lines, in order, so that a line that is not
 *  what it was can be found and not only missed. */
export const Seal = SealedDay.extend({ leaves: z.array(Hash) })
export type Seal = z.output<typeof Seal>

/** What the first day is chained to. */
export const GENESIS = '0'.repeat(64)

/** The hash of a line: of the record's canonical JSON. */
export const leafOf = (line: string): string => sha256(line)

/** The root of a day: link 0 is SHA-256 of the root of the day before and the day, link n that of link n − 1 and the
 *  hash of line n (hex, a line break between). The last link is the root. */
export const rootOf = (day: CalendarDate, previous: string, leaves: readonly string[]): string =>
  leaves.reduce((link, leaf) => sha256(`${link}\n${leaf}`), sha256(`${previous}\n${day}`))

/** Closes a day.
 *  @param leaves the hashes of its lines in the order of their places */
export const sealOf = (
  day: CalendarDate,
  previous: string,
  leaves: readonly string[],
  sealedAt: Date,
): Seal => ({
  day,
  previous,
  count: leaves.length,
  root: rootOf(day, previous, leaves),
  sealedAt: sealedAt.toISOString(),
  leaves: [...leaves],
})
