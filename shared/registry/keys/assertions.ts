import * as z from 'zod'
import { entity } from '#kernel/entity'
import { Act, Assertion } from '../model.ts'

export const ASSERTION_PREFIX = 'FACT#'

/** A statement with whose record it belongs to, its place among that record's statements, and who made it. */
export const StoredAssertion = Assertion.extend({
  /** The partition of the record. */
  subject: z.string(),
  /** The version of the record that it led to, and its place among the statements made together. */
  version: z.int(),
  part: z.int(),
  actor: z.string(),
  act: Act.exactOptional(),
})
export type StoredAssertion = z.output<typeof StoredAssertion>

export const assertionEntity = entity({
  name: 'assertion',
  schemaVersion: 2,
  schema: StoredAssertion,
  // Version 2 knows the document of an act.
  lift: { 1: (data) => data },
  keys: ({ subject, version, part }) => ({
    pk: subject,
    sk: `${ASSERTION_PREFIX}${String(version).padStart(8, '0')}#${part}`,
  }),
})
