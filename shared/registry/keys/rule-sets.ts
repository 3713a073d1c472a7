import * as z from 'zod'
import { entity } from '#kernel/entity'
import { AssessmentId, AssessmentRecord, RuleSet, RuleSetVersion } from '../model.ts'

export const RULE_SETS = 'RULE-SETS'
export const ruleSetKey = (code: string) => ({ pk: RULE_SETS, sk: code })
export const versionsOf = (ruleSet: string) => ({ pk: `RULE-SET#${ruleSet}` })
export const ruleSetVersionKey = (ruleSet: string, number: number) => ({
  ...versionsOf(ruleSet),
  sk: `VERSION#${String(number).padStart(3, '0')}`,
})
export const assessmentsOf = (cluster: string) => ({ pk: `ASSESSMENTS#${cluster}` })
export const assessmentKey = (cluster: string, id: string) => ({ ...assessmentsOf(cluster), sk: id })
export const inputsOf = (assessment: string) => ({ pk: `ASSESSMENT#${assessment}` })

export const ruleSetEntity = entity({
  name: 'rule-set',
  schemaVersion: 1,
  schema: RuleSet,
  keys: ({ code }) => ruleSetKey(code),
})

export const ruleSetVersionEntity = entity({
  name: 'rule-set-version',
  schemaVersion: 1,
  schema: RuleSetVersion,
  keys: ({ ruleSet, number }) => ruleSetVersionKey(ruleSet, number),
})

/** Assessments of a cluster in the order in which they were made: ids sort by time. */
export const assessmentEntity = entity({
  name: 'assessment',
  schemaVersion: 1,
  schema: AssessmentRecord,
  keys: ({ cluster, id }) => assessmentKey(cluster, id),
})

/** What an assessment judged: a part of the canonical JSON, compressed, as base64. */
export const assessmentInputsEntity = entity({
  name: 'assessment-inputs',
  schemaVersion: 1,
  schema: z.object({ assessment: AssessmentId, part: z.int(), of: z.int(), data: z.string() }),
  keys: ({ assessment, part }) => ({
    ...inputsOf(assessment),
    sk: `INPUTS#${String(part).padStart(2, '0')}`,
  }),
})
