import * as z from 'zod'
import { entity } from '#kernel/entity'
import { ApplicationRecord, Step } from '../model.ts'

export const applicationKey = (id: string) => ({ pk: `APPLICATION#${id}`, sk: 'APPLICATION' })
export const applicationsKey = (register: string, status: string) => `APPLICATIONS#${register}#${status}`

const FirstShape = z.looseObject({ createdBy: z.string() })

export const applicationEntity = entity({
  name: 'application',
  schemaVersion: 2,
  schema: ApplicationRecord,
  keys: ({ id, register, status, createdAt }) => ({
    ...applicationKey(id),
    gsi1pk: applicationsKey(register, status),
    gsi1sk: `${createdAt}#${id}`,
  }),
  lift: {
    1: (data) => {
      const first = FirstShape.parse(data)
      return { ...first, kind: 'entry', preparedBy: [first.createdBy], assessedBy: [] }
    },
  },
})

export const STEP_PREFIX = 'STEP#'

/** A step with whose record it belongs to. */
const StoredStep = Step.extend({
  /** The partition of the record. */
  subject: z.string(),
})
export const stepEntity = entity({
  name: 'step',
  schemaVersion: 2,
  schema: StoredStep,
  // Version 2 knows the term of what was decided.
  lift: { 1: (data) => data },
  keys: ({ subject, version }) => ({
    pk: subject,
    sk: `${STEP_PREFIX}${String(version).padStart(8, '0')}`,
  }),
})
