import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import {
  AskedFigure,
  ConfStatus,
  Decimal,
  GivenValue,
  isPublic,
  type Observation,
  ObsStatus,
  Period,
  Workflow,
} from '../../model.ts'
import { CampaignId, MOST_FIGURES } from './campaign.ts'
import { NamedEnterprise } from './named-enterprise.ts'
import { Finding, figureName } from './plausibility.ts'

/** What is said of one value besides the value itself, which is an observation. */
export const FormNote = AskedFigure.extend({
  /** Of who reports: why an unusual value is right. */
  justification: z.string().exactOptional(),
  /** Of who checks: why the value was returned. */
  comment: z.string().exactOptional(),
})
export type FormNote = z.output<typeof FormNote>

/** Where a form stands once anything was saved. */
const FormStatus = z.enum(['saved', 'submitted', 'returned', 'verified'])

/** A cluster's form in a campaign as it is stored. Its values are observations; it holds only how far they are. */
export const CampaignForm = z.object({
  campaign: CampaignId,
  cluster: z.string(),
  status: FormStatus,
  /** Who saved or submitted anything: none of them verifies it. */
  editors: z.array(z.string()),
  notes: z.array(FormNote),
  submittedAt: Instant.exactOptional(),
  decidedAt: Instant.exactOptional(),
  comment: z.string().exactOptional(),
  /** Of values made from those of members: whose answers that are not shown went into each, at which version. */
  rolledUp: z.array(AskedFigure.extend({ hidden: z.array(z.string()) })).exactOptional(),
})
export type CampaignForm = z.output<typeof CampaignForm>

const Text = z.string().trim().min(1).max(2000)

/** One value as it is filled in: a value, or a status M, L or O that says why there is none. */
export const FormValue = z
  .object({
    ...AskedFigure.shape,
    value: GivenValue.nullable().exactOptional(),
    obsStatus: ObsStatus.exclude(['I']).exactOptional(),
    confStatus: ConfStatus.default('F'),
    justification: Text.exactOptional(),
    enterprises: z.array(NamedEnterprise).max(300).exactOptional().register(z.globalRegistry, {
      description: 'The enterprises it stems from; left out, what was named before stays',
    }),
  })
  .refine(({ value, obsStatus }) => value != null || obsStatus !== undefined, {
    error: 'give a value, or a status M, L or O that says why there is none',
    params: { ru: 'укажите значение или статус M, L или O, объясняющий его отсутствие' },
  })
  .register(z.globalRegistry, { id: 'FormValue' })
export type FormValue = z.output<typeof FormValue>

export const FormValues = z
  .object({ values: z.array(FormValue).min(1).max(MOST_FIGURES) })
  .refine(({ values }) => new Set(values.map(figureName)).size === values.length, {
    error: 'names a figure twice',
    path: ['values'],
    params: { ru: 'показатель указан дважды' },
  })

/** What is decided about a submitted form. Returned, it says of at least one value why. */
export const FormDecision = z
  .object({
    decision: z.enum(['verified', 'returned']),
    comment: Text.exactOptional(),
    comments: z
      .array(AskedFigure.extend({ comment: Text }))
      .max(MOST_FIGURES)
      .default([]),
  })
  .refine(({ decision, comments }) => decision === 'verified' || comments.length > 0, {
    error: 'say of at least one value why the form is returned',
    path: ['comments'],
    params: { ru: 'укажите хотя бы для одного значения, почему форма возвращена' },
  })
  .register(z.globalRegistry, { id: 'FormDecision' })

/** Where a cluster stands in a campaign: with nothing saved `owing`, after the deadline `late` as long as nothing was
 *  submitted. */
export const Standing = z
  .enum(['owing', 'saved', 'submitted', 'returned', 'verified', 'late', 'exempt'])
  .register(z.globalRegistry, { id: 'CampaignStanding' })
export type Standing = z.output<typeof Standing>

/** One figure in a form as it is shown: what was reported for the period before, and what stands now. */
export const FormFigure = AskedFigure.extend({
  name: LocalisedText,
  unit: LocalisedText,
  decimals: z.int(),
  /** The last period's value, to fill in from. */
  earlier: z.object({ period: Period, value: Decimal.nullable(), obsStatus: ObsStatus }).nullable(),
  value: Decimal.nullable(),
  obsStatus: ObsStatus.nullable(),
  workflow: Workflow.nullable(),
  /** Verified before, here or elsewhere: it need not be reported again. */
  settled: z.boolean(),
  justification: z.string().exactOptional(),
  comment: z.string().exactOptional(),
  enterprises: z.array(NamedEnterprise).exactOptional(),
}).register(z.globalRegistry, { id: 'FormFigure' })
export type FormFigure = z.output<typeof FormFigure>

/** A form as it is shown to the cluster's management and to who verifies. */
export const FormView = z
  .object({
    campaign: CampaignId,
    cluster: z.string(),
    period: Period,
    deadline: CalendarDate,
    standing: Standing,
    figures: z.array(FormFigure),
    findings: z
      .array(Finding)
      .register(z.globalRegistry, { description: 'What the plausibility checks say of what stands now' }),
    submittedAt: Instant.exactOptional(),
    comment: z.string().exactOptional(),
  })
  .register(z.globalRegistry, { id: 'FormView' })
export type FormView = z.output<typeof FormView>

/** Whether a value was verified and need not be reported again. An imputed one gives way to a report. */
export const isSettled = (observation: Pick<Observation, 'workflow' | 'obsStatus'> | undefined): boolean =>
  observation !== undefined && isPublic(observation.workflow) && observation.obsStatus !== 'I'

/** Notes with what a save or a decision says of some figures in the place of what was said before. */
export const noted = (notes: readonly FormNote[], changes: readonly FormNote[]): FormNote[] => {
  const byName = new Map(notes.map((note) => [figureName(note), note]))
  for (const change of changes)
    byName.set(figureName(change), { ...byName.get(figureName(change)), ...change })
  return [...byName.values()].filter(
    ({ justification, comment }) => justification !== undefined || comment !== undefined,
  )
}
