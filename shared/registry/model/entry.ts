import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { ConflictError } from '#kernel/errors'
import { wording } from '#kernel/wording'
import { Act } from './act.ts'
import { decisionOf, ENTRY_STATUSES, type EntryAction } from './entry-steps.ts'
import { ClusterId, RegisterId } from './ids.ts'
import { Reason, stepContent } from './step.ts'
import { dated, stated, type Timeline } from './timeline.ts'
import type { Classes } from './visibility.ts'

export const EntryStatus = z.enum(ENTRY_STATUSES)
export type EntryStatus = z.output<typeof EntryStatus>

/** How one entry follows another. */
export const SuccessionKind = z.enum(['re-entry', 'merger', 'split'])

/** The number of an entry, as its register wrote it. */
export const EntryNumber = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(
    /^[\p{L}\p{N}\p{P}\p{S} ]+$/u,
    wording({ en: 'letters, digits, signs and spaces', ru: 'буквы, цифры, знаки и пробелы' }),
  )
  .register(z.globalRegistry, { example: '2026-0001' })

/** The same in an address, where `~1` stands for a slash and `~0` for a tilde, as in RFC 6901: gateways read `%2F` as a
 *  slash before they look for the route. */
export const EntryNumberInAddress = z
  .string()
  .max(120)
  .transform((text) => text.replaceAll('~1', '/').replaceAll('~0', '~'))
  .pipe(EntryNumber)
  .register(z.globalRegistry, {
    example: '2026-0001',
    description: 'The number; `~1` stands for a slash in it, `~0` for a tilde',
  })

/** A link between entries of one register. */
const EntryLink = z
  .object({ number: EntryNumber, kind: SuccessionKind })
  .register(z.globalRegistry, { id: 'EntryLink', example: { number: '2021-0004', kind: 'merger' } })
export type EntryLink = z.output<typeof EntryLink>

/** An entry in a register. Status and number belong to it, not to the cluster. */
export const Entry = z
  .object({
    register: RegisterId,
    number: EntryNumber,
    cluster: ClusterId,
    status: EntryStatus,
    /** The date of the decision. */
    registeredOn: CalendarDate,
    act: Act,
    /** Its status by date. */
    statuses: z.array(dated(EntryStatus)),
    recordedAt: Instant,
    imported: z.boolean(),
    reason: z.string().exactOptional(),
    /** The first day on which the decision no longer holds; null without term. */
    validUntil: CalendarDate.nullable().default(null),
    /** The days on which that end is announced. */
    expiryNotices: z.array(CalendarDate).exactOptional(),
    /** The entries that it follows. */
    former: z.array(EntryLink).exactOptional(),
    /** The entries that follow it. */
    successors: z.array(EntryLink).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Entry' })
export type Entry = z.output<typeof Entry>

/** What a cluster's record says of one of its entries. */
export const EntryRef = z
  .object({ register: RegisterId, number: EntryNumber, status: EntryStatus, registeredOn: CalendarDate })
  .register(z.globalRegistry, { id: 'EntryRef' })
export type EntryRef = z.output<typeof EntryRef>

/** Who may see which field of an entry. */
export const ENTRY_CLASSES: Classes<Entry> = {
  register: 'public',
  number: 'public',
  cluster: 'public',
  status: 'public',
  registeredOn: 'public',
  act: 'public',
  statuses: 'public',
  recordedAt: 'public',
  imported: 'public',
  reason: 'authority',
  validUntil: 'public',
  expiryNotices: 'authority',
  former: 'public',
  successors: 'public',
}

/** The statuses of an entry by date once something was decided about it. An annulled entry never was: it is void
 *  from its first day. All else holds from the day on which the decision is in force.
 *  @throws ConflictError when the entry was in none of the statuses from which it is possible, on that day or since */
export const statusesAfter = (
  {
    statuses,
    registeredOn,
  }: { readonly statuses: Timeline<EntryStatus>; readonly registeredOn: CalendarDate },
  action: EntryAction,
  inForce: CalendarDate,
): Timeline<EntryStatus> => {
  const { from, to } = decisionOf(action)
  if (inForce < registeredOn)
    throw new ConflictError({
      en: `The entry is of ${registeredOn}: nothing can be in force before (${inForce}).`,
      ru: `Запись внесена ${registeredOn}: решение не может вступить в силу раньше (${inForce}).`,
    })
  const since = action === 'annul' ? registeredOn : inForce
  const met = statuses.filter((one) => one.to === null || one.to > since).map(({ value }) => value)
  // What was decided for later days would be overwritten in silence.
  const [current] = met
  const clear = action === 'annul' ? met.every((status) => from.includes(status)) : met.length === 1
  if (current === undefined || !from.includes(current) || !clear)
    throw new ConflictError({
      en: `From ${inForce} on the entry is ${met.join(', then ')}; "${action}" is possible from ${from.join(', ')} only.`,
      ru: `С ${inForce} запись в состоянии ${met.join(', затем ')}; действие «${action}» возможно только из ${from.join(', ')}.`,
    })
  return stated(statuses, { from: since, to: null, value: to })
}

/** A decision about an entry. */
export const EntryDecision = z
  .object({
    ...stepContent,
    reason: Reason,
    act: Act,
    inForce: CalendarDate.meta({ description: 'The day from which it holds; not a day to come' }),
  })
  .register(z.globalRegistry, { id: 'EntryDecision' })
export type EntryDecision = z.output<typeof EntryDecision>
