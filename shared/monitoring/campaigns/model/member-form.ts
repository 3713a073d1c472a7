import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { AskedFigure, Decimal, GivenValue, ObsStatus, Period, Subject } from '../../model.ts'
import { CampaignId, MOST_FIGURES } from './campaign.ts'
import { figureName } from './plausibility.ts'

/** One value of a member. */
const MemberValue = AskedFigure.extend({ value: Decimal.nullable(), obsStatus: ObsStatus })
export type MemberValue = z.output<typeof MemberValue>

/** What a member of a cluster was asked and answers, by a link and without an account. */
export const MemberForm = z.object({
  campaign: CampaignId,
  cluster: z.string(),
  organisation: z.string(),
  /** `sent` until anything is saved; `answered` when the member says that it is done. */
  status: z.enum(['sent', 'saved', 'answered', 'revoked']),
  /** SHA-256 of the token of the link that works. */
  digest: z.string(),
  /** The last day (UTC) on which the link works. */
  expiresOn: CalendarDate,
  values: z.array(MemberValue),
  /** Whether the cluster's management may see the values one by one. */
  agreed: z.boolean(),
  answeredAt: Instant.exactOptional(),
})
export type MemberForm = z.output<typeof MemberForm>

/** What the cluster's management sees: who answered, and the values only of who agreed to that. */
export const MemberFormRow = z
  .object({
    organisation: z.string(),
    status: MemberForm.shape.status,
    expiresOn: CalendarDate,
    agreed: z.boolean(),
    answeredAt: Instant.exactOptional(),
    values: z.array(MemberValue).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'MemberFormRow' })
export type MemberFormRow = z.output<typeof MemberFormRow>

export const memberFormRow = ({
  digest: _d,
  campaign: _c,
  cluster: _k,
  values,
  ...row
}: MemberForm): MemberFormRow => ({
  ...row,
  ...(row.agreed && row.status === 'answered' && { values }),
})

/** Whom a link is for and until when it works. */
export const Invitation = z
  .object({
    organisation: Subject,
    expiresOn: CalendarDate.meta({ description: 'The last day (UTC) on which the link works' }),
  })
  .register(z.globalRegistry, { id: 'MemberInvitation' })

/** A token opens one member's form; it is shown once. */
export const MemberToken = z
  .string()
  .regex(
    /^mlk_[A-Za-z0-9_-]{43}$/,
    wording({
      en: 'expected the token of a link: mlk_ and 43 characters',
      ru: 'ожидается токен ссылки: mlk_ и 43 символа',
    }),
  )
  .register(z.globalRegistry, { id: 'MemberToken' })

/** What a member sees: what is asked, and its own answer. Nothing of any other member. */
export const MemberFormView = z
  .object({
    campaign: LocalisedText,
    period: Period,
    deadline: CalendarDate,
    organisation: z.string(),
    cluster: z.string(),
    status: MemberForm.shape.status,
    agreed: z.boolean(),
    version: z.int(),
    figures: z.array(
      AskedFigure.extend({
        name: LocalisedText,
        definition: LocalisedText,
        unit: LocalisedText,
        decimals: z.int(),
        value: Decimal.nullable(),
        obsStatus: ObsStatus.nullable(),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'MemberFormView' })
export type MemberFormView = z.output<typeof MemberFormView>

/** A member's answer, whole or in part. */
export const MemberAnswer = z
  .object({
    token: MemberToken,
    version: z
      .int()
      .min(1)
      .register(z.globalRegistry, { description: 'The version of the form that the caller has seen' }),
    values: z
      .array(
        AskedFigure.extend({
          value: GivenValue.nullable(),
          obsStatus: ObsStatus.extract(['M', 'L', 'O']).exactOptional(),
        }).refine(({ value, obsStatus }) => (value === null) === (obsStatus !== undefined), {
          error: 'give a value, or null with a status M, L or O that says why there is none',
          params: { ru: 'укажите значение либо null со статусом M, L или O, объясняющим его отсутствие' },
        }),
      )
      .max(MOST_FIGURES),
    agreed: z.boolean().register(z.globalRegistry, {
      description: 'Whether the management of the cluster may see the values one by one',
    }),
    done: z
      .boolean()
      .register(z.globalRegistry, { description: 'Whether the answer is complete and may be counted' }),
  })
  .register(z.globalRegistry, { id: 'MemberAnswer' })
export type MemberAnswer = z.output<typeof MemberAnswer>

/** Values with some in the place of earlier ones. */
export const withValues = (
  before: readonly MemberValue[],
  changed: readonly MemberValue[],
): MemberValue[] => [...new Map([...before, ...changed].map((value) => [figureName(value), value])).values()]
