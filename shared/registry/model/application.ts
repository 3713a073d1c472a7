import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { ConflictError } from '#kernel/errors'
import { Act } from './act.ts'
import { APPLICATION_STATUSES, type ApplicationAction, transitionOf } from './application-steps.ts'
import { ClusterFields, RegisterFacts } from './cluster-fields.ts'
import { EntryNumber, SuccessionKind } from './entry.ts'
import { ApplicationId, ClusterId, RegisterId, RegisterRef } from './ids.ts'
import { Comment, Reason, stepContent } from './step.ts'

export const ApplicationStatus = z
  .enum(APPLICATION_STATUSES)
  .register(z.globalRegistry, { id: 'ApplicationStatus' })
export type ApplicationStatus = z.output<typeof ApplicationStatus>

/** The status that an action leads to.
 *  @throws ConflictError when the application is in none of the statuses from which it is possible */
export const applicationAfter = (status: ApplicationStatus, action: ApplicationAction): ApplicationStatus => {
  const { from, to } = transitionOf(action)
  if (from.includes(status)) return to
  throw new ConflictError({
    en: `The application is ${status}; "${action}" is possible from ${from.join(', ')} only.`,
    ru: `Заявка в состоянии ${status}; действие «${action}» возможно только из ${from.join(', ')}.`,
  })
}

/** Whether the application is still being worked on. */
const isOpen = (status: ApplicationStatus): boolean =>
  status === 'draft' || status === 'submitted' || status === 'under-review' || status === 'returned'

/** Whether nothing can be done with the application any more. */
export const isDecided = (status: ApplicationStatus): boolean => !isOpen(status)

/** Entries from which the cluster of an application stems. */
const Succession = z
  .object({ kind: SuccessionKind, entries: z.array(EntryNumber).min(1).max(10) })
  .register(z.globalRegistry, {
    id: 'Succession',
    example: { kind: 'merger', entries: ['2021-0004', '2021-0009'] },
  })
export type Succession = z.output<typeof Succession>

const subject = {
  cluster: ClusterId,
  /** What is asked for: a new entry, or other facts in the one that is there. */
  kind: z.enum(['entry', 'amendment']),
  /** The facts that an amendment asks for. */
  facts: RegisterFacts.exactOptional(),
  /** What a new entry follows, besides the cluster's own former entry. */
  succession: Succession.exactOptional(),
}

/** The term that runs: a day on which it ends, or, while the application is with the applicant, the working days
 *  that are left of the authority's. */
const Term = z.object({
  /** Until when the authority has to decide, or the applicant to answer. */
  due: CalendarDate.exactOptional(),
  /** Working days left of the authority's term while it stands still. */
  left: z.int().exactOptional(),
})

/** An application as it is kept. */
export const ApplicationRecord = z.object({
  id: ApplicationId,
  register: RegisterId,
  ...subject,
  status: ApplicationStatus,
  createdBy: z.string(),
  createdAt: Instant,
  /** Everybody who created, edited or submitted it, and who assessed it: none of them may decide on it. */
  preparedBy: z.array(z.string()),
  assessedBy: z.array(z.string()),
  term: Term.exactOptional(),
  /** The version of the cluster that was submitted. */
  clusterVersion: z.int().exactOptional(),
  comments: z.array(Comment).exactOptional(),
  /** The number that it led to, or the entry that it amends. */
  number: EntryNumber.exactOptional(),
  decidedBy: z.string().exactOptional(),
})
export type ApplicationRecord = z.output<typeof ApplicationRecord>

/** An application as it is shown. */
export const Application = z
  .object({
    ...ApplicationRecord.omit({ term: true }).shape,
    /** The day on which the running term ends. */
    due: CalendarDate.exactOptional(),
    overdue: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'Application' })
export type Application = z.output<typeof Application>

/** An application as it is shown on a day. */
export const applicationView = (record: ApplicationRecord, today: CalendarDate): Application => {
  const { term, ...shown } = record
  const due = isOpen(record.status) ? term?.due : undefined
  return { ...shown, ...(due !== undefined && { due }), overdue: due !== undefined && due < today }
}

/** An application as it is sent: for a new entry, or, with `facts`, for the amendment of the one that is there. */
export const NewApplication = z
  .object({
    cluster: ClusterId,
    register: RegisterRef,
    facts: subject.facts,
    succession: subject.succession,
  })
  .refine(({ facts, succession }) => facts === undefined || succession === undefined, {
    error: 'an amendment has no succession',
    params: { ru: 'изменение записи не имеет правопреемства' },
    path: ['succession'],
  })
  .register(z.globalRegistry, { id: 'NewApplication' })

/** What changes in an application before it is submitted, again or for the first time. */
export const ApplicationContent = z
  .object({ facts: subject.facts, succession: subject.succession })
  .register(z.globalRegistry, { id: 'ApplicationContent' })

/** A step of the procedure that needs no more than a reason. */
export const PlainStep = z.object(stepContent).register(z.globalRegistry, { id: 'PlainStep' })

/** Sends an application back to the applicant. */
export const ReturnStep = z
  .object({ ...stepContent, reason: Reason, comments: z.array(Comment).max(100).default([]) })
  .register(z.globalRegistry, { id: 'ReturnStep' })

/** Refuses an application. */
export const RefusalStep = z
  .object({ ...stepContent, reason: Reason, act: Act, decisionDate: CalendarDate })
  .register(z.globalRegistry, { id: 'RefusalStep' })

/** The fields of a cluster with other facts. */
export const withFacts = (fields: ClusterFields, facts: RegisterFacts): ClusterFields => {
  const after = ClusterFields.parse({ ...fields, ...facts })
  return { ...after, categories: after.categories.filter((category) => category !== after.primaryCategory) }
}
