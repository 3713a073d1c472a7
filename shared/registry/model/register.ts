import * as z from 'zod'
import { EVERYWHERE } from '#kernel/access'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { ApplicationId, ClusterId, RegisterCode, RegisterId, RegisterRef } from './ids.ts'
import { NumberPattern } from './number-pattern.ts'
import { dated } from './timeline.ts'
import type { Classes } from './visibility.ts'

/** A legal act: what it is, its number and date. */
export const Act = z
  .object({
    kind: z.string().trim().min(1).max(300),
    number: z.string().trim().min(1).max(60).exactOptional(),
    date: CalendarDate.exactOptional(),
  })
  .meta({ id: 'Act', example: { kind: 'Order', number: '12-R', date: '2026-02-20' } })
export type Act = z.output<typeof Act>

const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => isTimeZone(zone), {
    error: 'not a time zone (expected an IANA name such as Europe/Berlin)',
    params: { ru: 'не часовой пояс (ожидается имя IANA, например Europe/Berlin)' },
  })
  .meta({ example: 'Europe/Berlin' })

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Regions by code, or `*` for the whole deployment. */
const Territory = z
  .array(z.union([z.literal(EVERYWHERE), z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}$/)]))
  .min(1)
  .max(100)
  .meta({ id: 'Territory', example: ['*'] })

const registerContent = {
  names: LocalisedText,
  /** The authority that keeps it. */
  holder: z.string().max(60).exactOptional(),
  kind: z.literal('clusters').default('clusters'),
  territory: Territory,
  timeZone: TimeZone,
  numberPattern: NumberPattern.default('{year}-{serial:4}'),
  legalAct: Act.exactOptional(),
}

/** What may change about a register. Pattern and time zone are fixed once it has an entry. */
export const RegisterContent = z.object(registerContent).meta({ id: 'RegisterContent' })
export type RegisterContent = z.output<typeof RegisterContent>

/** A register as it is sent. */
export const RegisterRow = z
  .object({
    id: RegisterId.exactOptional().meta({ description: 'Its id on another platform, kept' }),
    code: RegisterCode,
    ...registerContent,
  })
  .meta({ id: 'RegisterRow' })
export type RegisterRow = z.output<typeof RegisterRow>

/** A register: a public book created by a legal act. */
export const Register = z
  .object({ id: RegisterId, code: RegisterCode, ...registerContent, createdAt: Instant })
  .meta({ id: 'Register' })
export type Register = z.output<typeof Register>

export const ENTRY_STATUSES = ['registered', 'suspended', 'removed', 'annulled'] as const
export const EntryStatus = z.enum(ENTRY_STATUSES)
export type EntryStatus = z.output<typeof EntryStatus>

/** The number of an entry, as its register wrote it. */
export const EntryNumber = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[\p{L}\p{N}\p{P}\p{S} ]+$/u, 'letters, digits, signs and spaces')
  .meta({ example: '2026-0001' })

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
  })
  .meta({ id: 'Entry' })
export type Entry = z.output<typeof Entry>

/** What a cluster's record says of one of its entries. */
export const EntryRef = z
  .object({ register: RegisterId, number: EntryNumber, status: EntryStatus, registeredOn: CalendarDate })
  .meta({ id: 'EntryRef' })
export type EntryRef = z.output<typeof EntryRef>

/** A request to enter a cluster in a register. */
export const Application = z
  .object({
    id: ApplicationId,
    cluster: ClusterId,
    register: RegisterId,
    status: z.enum(['draft', 'approved']),
    createdBy: z.string(),
    createdAt: Instant,
    /** The number that it led to. */
    number: EntryNumber.exactOptional(),
    decidedBy: z.string().exactOptional(),
  })
  .meta({ id: 'Application' })
export type Application = z.output<typeof Application>

export const NewApplication = z
  .object({ cluster: ClusterId, register: RegisterRef })
  .meta({ id: 'NewApplication' })

/** The decision to enter a cluster in a register. */
export const RegistrationDecision = z
  .object({
    decisionDate: CalendarDate,
    act: Act,
    reason: z.string().trim().min(1).max(2000).exactOptional(),
    clusterVersion: z
      .int()
      .exactOptional()
      .meta({ description: 'The version of the cluster that was reviewed; another one now is refused' }),
  })
  .meta({ id: 'RegistrationDecision' })
export type RegistrationDecision = z.output<typeof RegistrationDecision>

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
}

/** Whether all regions, given by their paths, lie in the territory of a register. */
export const liesWithin = (
  territory: readonly string[],
  regionPaths: readonly (readonly string[])[],
): boolean =>
  territory.includes(EVERYWHERE) || regionPaths.every((path) => path.some((code) => territory.includes(code)))
