import * as z from 'zod'
import { EVERYWHERE } from '#kernel/access'
import { Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { Act } from './act.ts'
import { RegisterCode, RegisterId, RuleSetCode } from './ids.ts'
import { NumberPattern } from './number-pattern.ts'
import { WorkingCalendar } from './working-days.ts'

const TimeZone = z
  .string()
  .max(60)
  .refine((zone) => isTimeZone(zone), {
    error: 'not a time zone (expected an IANA name such as Europe/Berlin)',
    params: { ru: 'не часовой пояс (ожидается имя IANA, например Europe/Berlin)' },
  })
  .register(z.globalRegistry, { example: 'Europe/Berlin' })

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Regions by code, or `*` for the whole deployment. */
const Territory = z
  .array(
    z.union([
      z.literal(EVERYWHERE),
      z
        .string()
        .regex(
          /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}$/,
          wording({ en: 'expected a region code', ru: 'ожидается код региона' }),
        ),
    ]),
  )
  .min(1)
  .max(100)
  .register(z.globalRegistry, { id: 'Territory', example: ['*'] })

const registerContent = {
  names: LocalisedText,
  /** The authority that keeps it. */
  holder: z.string().max(60).exactOptional(),
  kind: z.literal('clusters').default('clusters'),
  territory: Territory,
  timeZone: TimeZone,
  numberPattern: NumberPattern.default('{year}-{serial:4}'),
  legalAct: Act.exactOptional(),
  calendar: WorkingCalendar.prefault({}),
  /** Terms in working days of the calendar. */
  terms: z
    .object({
      decision: z
        .int()
        .min(1)
        .max(365)
        .default(30)
        .register(z.globalRegistry, { description: 'For the authority to decide' }),
      correction: z.int().min(1).max(365).default(20).register(z.globalRegistry, {
        description: 'For the applicant to answer what was returned; after it the application lapses',
      }),
    })
    .prefault({}),
  appeal: LocalisedText.exactOptional().register(z.globalRegistry, {
    description: 'How and where its decisions can be appealed; told with every notice of one',
  }),
  ruleSets: z
    .array(RuleSetCode)
    .max(10)
    .refine((codes) => new Set(codes).size === codes.length, {
      error: 'each rule set once',
      params: { ru: 'каждый набор правил — один раз' },
    })
    .default([])
    .register(z.globalRegistry, { description: 'The rule sets that a cluster has to pass' }),
}

/** What may change about a register. Pattern and time zone are fixed once it has an entry. */
export const RegisterContent = z.object(registerContent).register(z.globalRegistry, { id: 'RegisterContent' })
export type RegisterContent = z.output<typeof RegisterContent>

/** A register as it is sent. */
export const RegisterRow = z
  .object({
    id: RegisterId.exactOptional().register(z.globalRegistry, {
      description: 'Its id on another platform, kept',
    }),
    code: RegisterCode,
    ...registerContent,
  })
  .register(z.globalRegistry, { id: 'RegisterRow' })
export type RegisterRow = z.output<typeof RegisterRow>

/** That a register was brought here whole from where it was kept before. */
export const Restoration = z
  .object({
    hash: z
      .string()
      .regex(
        /^[0-9a-f]{64}$/,
        wording({
          en: '64 hex digits, as sha256sum writes them',
          ru: '64 шестнадцатеричные цифры, как их пишет sha256sum',
        }),
      )
      .register(z.globalRegistry, { description: 'The hash that the register had where it was kept before' }),
    entries: z.int().min(0).register(z.globalRegistry, { description: 'How many entries it had there' }),
    openedAt: Instant,
    completedAt: Instant.exactOptional().register(z.globalRegistry, {
      description: 'When all of it was here with the same hash; absent while it is under way',
    }),
  })
  .register(z.globalRegistry, { id: 'Restoration' })

/** A register: a public book created by a legal act. */
export const Register = z
  .object({
    id: RegisterId,
    code: RegisterCode,
    ...registerContent,
    createdAt: Instant,
    restoration: Restoration.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Register' })
export type Register = z.output<typeof Register>

/** Whether all regions, given by their paths, lie in the territory of a register. */
export const liesWithin = (
  territory: readonly string[],
  regionPaths: readonly (readonly string[])[],
): boolean =>
  territory.includes(EVERYWHERE) || regionPaths.every((path) => path.some((code) => territory.includes(code)))
