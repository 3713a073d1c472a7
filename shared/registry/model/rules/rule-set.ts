import * as z from 'zod'
import { EVERYWHERE } from '#kernel/access'
import { addDays, addMonths, CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import { Act } from '../act.ts'
import { RuleSetCode } from '../ids.ts'
import { Rule } from './rule.ts'

export const VersionNumber = z.int().min(1).max(999)

/** A version, as JSON, in characters: with what is kept of an assessment by it, a record stays far below 400 KB. */
const MOST_CHARACTERS = 40_000

const versionFields = {
  from: CalendarDate.meta({ description: 'The first day on which decisions are judged by it' }),
  to: CalendarDate.nullable().default(null).register(z.globalRegistry, {
    description: 'The first day on which it is no longer in force; null until a later version is',
  }),
  legalBasis: Act,
  rule: Rule,
  territories: z
    .object({
      codes: z.array(CodeText).max(100),
      verified: z.boolean(),
      note: LocalisedText.exactOptional(),
    })
    .default({ codes: [], verified: true })
    .register(z.globalRegistry, { description: 'The listed territories that rules refer to' }),
  newcomerYears: z.int().min(0).max(50).nullable().default(null).register(z.globalRegistry, {
    description: 'How long a newcomer may be without a tie; null = without limit',
  }),
  validityMonths: z
    .int()
    .min(1)
    .max(1200)
    .nullable()
    .default(null)
    .register(z.globalRegistry, { description: 'How long a decision by it holds; null = without term' }),
  noticeDays: z.array(z.int().min(1).max(1000)).max(10).default([180, 90, 30]).register(z.globalRegistry, {
    description: 'How many days before its end an expiring decision is announced',
  }),
  earlierDecisionsUntil: CalendarDate.nullable().default(null).register(z.globalRegistry, {
    description: 'Transitional rule: the first day on which decisions by earlier versions no longer hold',
  }),
}

/** A version as it is sent. */
export const RuleSetVersionContent = z
  .object(versionFields)
  .superRefine((version, context) => {
    const { from, to, earlierDecisionsUntil } = version
    const refuse = (path: string, message: string, ru: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { ru } })
    if (to !== null && to <= from)
      refuse('to', `must be later than from (${from})`, `должно быть позже from (${from})`)
    if (earlierDecisionsUntil !== null && earlierDecisionsUntil < from)
      refuse(
        'earlierDecisionsUntil',
        `must not be before from (${from})`,
        `не может быть раньше from (${from})`,
      )
    if (JSON.stringify(version).length > MOST_CHARACTERS)
      refuse(
        'rule',
        `the version is longer than ${MOST_CHARACTERS} characters`,
        `версия длиннее ${MOST_CHARACTERS} знаков`,
      )
  })
  .register(z.globalRegistry, { id: 'RuleSetVersionContent' })
export type RuleSetVersionContent = z.output<typeof RuleSetVersionContent>

/** A version of a rule set. A published one never changes. */
export const RuleSetVersion = z
  .object({
    ruleSet: RuleSetCode,
    number: VersionNumber,
    status: z.enum(['draft', 'published']),
    ...versionFields,
    createdAt: Instant,
    publishedAt: Instant.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'RuleSetVersion' })
export type RuleSetVersion = z.output<typeof RuleSetVersion>

const ruleSetFields = {
  names: LocalisedText,
  territory: z
    .array(z.union([z.literal(EVERYWHERE), CodeText]))
    .min(1)
    .max(100)
    .register(z.globalRegistry, {
      description: 'Whose rules they are: the regions, or `*` for the whole deployment',
    }),
}

/** A new rule set; its rules come with its versions. */
export const NewRuleSet = z
  .object({ code: RuleSetCode, ...ruleSetFields })
  .register(z.globalRegistry, { id: 'NewRuleSet' })
export type NewRuleSet = z.output<typeof NewRuleSet>

/** A rule set as it is imported: with one of its versions, or none. */
export const RuleSetRow = NewRuleSet.extend({
  version: RuleSetVersionContent.safeExtend({
    number: VersionNumber,
    status: z.enum(['draft', 'published']),
  }).exactOptional(),
}).register(z.globalRegistry, { id: 'RuleSetRow' })
export type RuleSetRow = z.output<typeof RuleSetRow>

const PublishedVersion = z.object({
  number: VersionNumber,
  from: CalendarDate,
  to: CalendarDate.nullable(),
  earlierDecisionsUntil: CalendarDate.nullable(),
})
type PublishedVersion = z.output<typeof PublishedVersion>

/** A rule set: the rules by which eligibility for something is judged, in versions. */
export const RuleSet = z
  .object({
    code: RuleSetCode,
    ...ruleSetFields,
    /** How many versions it has, drafts included. */
    versions: z.int(),
    /** The published ones by the day from which they are in force. */
    published: z.array(PublishedVersion),
    createdAt: Instant,
  })
  .register(z.globalRegistry, { id: 'RuleSet' })
export type RuleSet = z.output<typeof RuleSet>

/** The version in force on a day: the last one published for that day or an earlier one, unless it has ended. */
export const inForceOn = (
  { published }: Pick<RuleSet, 'published'>,
  day: CalendarDate,
): PublishedVersion | undefined => {
  const last = published.findLast(({ from }) => from <= day)
  return last === undefined || (last.to !== null && last.to <= day) ? undefined : last
}

/** Until when a decision holds: the first day on which it no longer does, null without term. It keeps the term of
 *  the version it was taken under, unless a later version came into force while it held and has a transitional
 *  rule. */
export const validUntil = (
  { published }: Pick<RuleSet, 'published'>,
  decision: { readonly on: CalendarDate; readonly version: number; readonly validityMonths: number | null },
): CalendarDate | null => {
  const { on, version, validityMonths } = decision
  let until = validityMonths === null ? null : addMonths(on, validityMonths)
  for (const { number, from, earlierDecisionsUntil } of published)
    if (number > version && earlierDecisionsUntil !== null && (until === null || from < until))
      until = earlierDecisionsUntil
  return until
}

/** A day on which an expiring decision is announced. */
export interface ExpiryNotice {
  readonly on: CalendarDate
  readonly daysBefore: number
}

/** The days on which an expiring decision is announced, in their order; none without term. */
export const noticesOf = (
  until: CalendarDate | null,
  noticeDays: readonly number[],
): readonly ExpiryNotice[] =>
  until === null
    ? []
    : noticeDays
        .toSorted((a, b) => b - a)
        .map((daysBefore) => ({ on: addDays(until, -daysBefore), daysBefore }))
