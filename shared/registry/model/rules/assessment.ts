import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { idOf } from '#kernel/ids'
import { Act } from '../act.ts'
import { ClusterId, RegisterId, RuleSetCode } from '../ids.ts'
import { RuleResult } from './assess.ts'
import { Attestations } from './attestations.ts'
import { CompositionChanges, CompositionContent } from './composition-content.ts'
import { VersionNumber } from './rule-set.ts'
import { Verdict } from './verdict.ts'

export const AssessmentId = idOf('asm')
export type AssessmentId = z.output<typeof AssessmentId>

/** A legal act by which a decision is taken although a rule set is not passed. */
export const Waiver = z
  .object({ act: Act, reason: z.string().trim().min(1).max(2000) })
  .register(z.globalRegistry, { id: 'Waiver' })
export type Waiver = z.output<typeof Waiver>

/** What was judged: with the rules of the version it gives the same results again. */
export const AssessmentInputs = z.object({ composition: CompositionContent, attestations: Attestations })
export type AssessmentInputs = z.output<typeof AssessmentInputs>

/** An assessment of a cluster by a version of a rule set, as it is kept. It never changes. */
export const AssessmentRecord = z.object({
  id: AssessmentId,
  cluster: ClusterId,
  ruleSet: RuleSetCode,
  version: VersionNumber,
  /** The register whose decision it belongs to; absent for one that was only asked for. */
  register: RegisterId.exactOptional(),
  /** The day that was judged: of the decision. */
  on: CalendarDate,
  verdict: Verdict,
  results: z.array(RuleResult),
  /** SHA-256 of what was judged, as canonical JSON. */
  inputsHash: z.string(),
  validityMonths: z.int().nullable(),
  waiver: Waiver.exactOptional(),
  assessedBy: z.string(),
  assessedAt: Instant,
})
export type AssessmentRecord = z.output<typeof AssessmentRecord>

/** An assessment as it is shown. */
export const Assessment = AssessmentRecord.omit({ validityMonths: true, assessedBy: true })
  .extend({
    /** The first day on which a decision by it no longer holds, as known now; null without term. */
    validUntil: CalendarDate.nullable(),
    assessedBy: z
      .string()
      .exactOptional()
      .register(z.globalRegistry, { description: 'Shown to the authority' }),
  })
  .register(z.globalRegistry, { id: 'Assessment' })
export type Assessment = z.output<typeof Assessment>

/** An assessment with what was judged. */
export const AssessmentWithInputs = Assessment.extend({
  inputs: AssessmentInputs.exactOptional().register(z.globalRegistry, {
    description: 'Shown to the authority',
  }),
}).register(z.globalRegistry, { id: 'AssessmentWithInputs' })
export type AssessmentWithInputs = z.output<typeof AssessmentWithInputs>

const on = CalendarDate.exactOptional().register(z.globalRegistry, {
  description: 'The day to judge: today in the time zone of the register unless given',
})

/** What is asked for. */
export const NewAssessment = z
  .object({ ruleSet: RuleSetCode, on, attestations: Attestations.default({}) })
  .register(z.globalRegistry, { id: 'NewAssessment' })

/** What would be, if. */
export const WhatIf = z
  .object({
    ruleSet: RuleSetCode,
    version: VersionNumber.exactOptional().register(z.globalRegistry, {
      description: 'A version, also a draft for who manages rule sets; the one in force unless given',
    }),
    on,
    attestations: Attestations.default({}),
    changes: CompositionChanges.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'WhatIf' })

/** What a what-if answers; nothing of it is kept. */
export const WhatIfAnswer = z
  .object({
    ruleSet: RuleSetCode,
    version: VersionNumber,
    on: CalendarDate,
    verdict: Verdict,
    results: z.array(RuleResult),
  })
  .register(z.globalRegistry, { id: 'WhatIfAnswer' })
