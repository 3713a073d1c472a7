import { actorId, covers, type Resource } from '#kernel/access'
import type { Call, Command, Context } from '#kernel/call'
import { StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { applicationKey } from '../keys.ts'
import {
  type ApplicationAction,
  type ApplicationRecord,
  addWorkingDays,
  applicationAfter,
  applicationView,
  type Notice,
  type Step,
  workingDaysLeft,
} from '../model.ts'
import { noticeWrites } from '../notices.ts'
import { type StepMade, stepAddition } from '../steps.ts'
import { applicationPut } from './application-store.ts'
import { demandBoth, demandImpartial, type ProcedureDeps, type UnderWay, underWay } from './under-way.ts'

type Routes = typeof registryContract.routes

/** Submits an application, for the first time or after it was returned: the authority's term runs, or runs on.
 *  @throws ConflictError unless it is a draft or was returned
 *  @throws StaleVersionError when it changed since the caller read it */
export const submitApplication = (deps: ProcedureDeps) => async (call: Call<Routes['submitApplication']>) =>
  untilWon(async () => {
    const found = await read(deps, call)
    const { application, cluster, register, today } = found
    const resource = demandBoth(call.actor, 'cluster.edit', found)
    const { comments: _answered, ...kept } = application.value
    const after: ApplicationRecord = {
      ...kept,
      status: applicationAfter(kept.status, 'submit'),
      preparedBy: [...new Set([...kept.preparedBy, actorId(call.actor)])],
      clusterVersion: cluster.version,
      term: { due: addWorkingDays(register.calendar, today, kept.term?.left ?? register.terms.decision) },
    }
    // What was submitted is what the applicant saw: an edit of the cluster in this moment loses or wins whole.
    const unchanged: Write = {
      check: { pk: `CLUSTER#${cluster.value.id}`, sk: 'CLUSTER' },
      if: { version: cluster.version },
      otherwise: lostRace,
    }
    return answered(deps, call, found, after, [
      unchanged,
      ...stepWrites(found, after, { action: 'submit', by: { power: 'cluster.edit', resource } }, call),
    ])
  })

/** Takes a submitted application up for review: who does assesses it, and does not decide.
 *  @throws ForbiddenError for those who prepared it */
export const reviewApplication = (deps: ProcedureDeps) => async (call: Call<Routes['reviewApplication']>) =>
  untilWon(async () => {
    const found = await read(deps, call)
    const resource = demandBoth(call.actor, 'cluster.register', found)
    demandImpartial(call.actor, found, 'assess')
    const { value } = found.application
    const after: ApplicationRecord = {
      ...value,
      status: applicationAfter(value.status, 'review'),
      assessedBy: [...new Set([...value.assessedBy, actorId(call.actor)])],
    }
    return answered(
      deps,
      call,
      found,
      after,
      stepWrites(found, after, { action: 'review', by: { power: 'cluster.register', resource } }, call),
    )
  })

/** Sends an application back with comments: the authority's term stands still, the applicant's begins.
 *  @throws ForbiddenError for those who prepared it */
export const returnApplication = (deps: ProcedureDeps) => async (call: Call<Routes['returnApplication']>) =>
  untilWon(async () => {
    const found = await read(deps, call)
    const { register, today } = found
    const resource = demandBoth(call.actor, 'cluster.register', found)
    demandImpartial(call.actor, found, 'assess')
    const { value } = found.application
    const { comments } = call.body
    const due = addWorkingDays(register.calendar, today, register.terms.correction)
    const after: ApplicationRecord = {
      ...value,
      status: applicationAfter(value.status, 'return'),
      assessedBy: [...new Set([...value.assessedBy, actorId(call.actor)])],
      comments,
      term: { due, left: workingDaysLeft(register.calendar, today, value.term?.due ?? today) },
    }
    return answered(deps, call, found, after, [
      ...stepWrites(
        found,
        after,
        { action: 'return', comments, by: { power: 'cluster.register', resource } },
        call,
      ),
      ...told(found, 'application-returned', { due, reason: call.body.reason }, call),
    ])
  })

/** Refuses an application by a legal act; the applicant is told how to appeal. No number is taken.
 *  @throws ForbiddenError for those who prepared or assessed it
 *  @throws RuleFailedError for a decision dated in the future */
export const refuseApplication = (deps: ProcedureDeps) => async (call: Call<Routes['refuseApplication']>) =>
  untilWon(async () => {
    const found = await read(deps, call)
    const resource = demandBoth(call.actor, 'cluster.register', found)
    demandImpartial(call.actor, found, 'decide')
    demandPast('decisionDate', call.body.decisionDate, found.today)
    const { value } = found.application
    const after: ApplicationRecord = {
      ...value,
      status: applicationAfter(value.status, 'refuse'),
      decidedBy: actorId(call.actor),
    }
    const inForce = call.body.decisionDate
    return answered(deps, call, found, after, [
      ...stepWrites(
        found,
        after,
        { action: 'refuse', inForce, by: { power: 'cluster.register', resource } },
        call,
      ),
      ...told(found, 'application-refused', { reason: call.body.reason }, call),
      ...closingWrites(deps, found, call, 'refuse-application'),
    ])
  })

/** Withdraws an application that was submitted and not decided. */
export const withdrawApplication =
  (deps: ProcedureDeps) => async (call: Call<Routes['withdrawApplication']>) =>
    untilWon(async () => {
      const found = await read(deps, call)
      const resource: Resource = clusterResource(found.cluster.value)
      covers(call.actor, 'cluster.edit', resource)
      const { value } = found.application
      const after: ApplicationRecord = { ...value, status: applicationAfter(value.status, 'withdraw') }
      return answered(deps, call, found, after, [
        ...stepWrites(found, after, { action: 'withdraw', by: { power: 'cluster.edit', resource } }, call),
        ...closingWrites(deps, found, call, 'withdraw-application'),
      ])
    })

type StepCall = Command<Pick<Step, 'reason' | 'act' | 'signature'>>

/** The application of the address at the version that the caller has seen. */
const read = async (
  deps: ProcedureDeps,
  call: Command & { readonly params: { readonly applicationId: string } },
): Promise<UnderWay> => {
  const found = await underWay(deps, call.params.applicationId, call.at)
  if (found.application.version !== call.expectedVersion) throw new StaleVersionError()
  return found
}

/** The record of a step. */
export const stepWrites = (
  { application, today }: Pick<UnderWay, 'application' | 'today'>,
  after: ApplicationRecord,
  step: { readonly action: ApplicationAction; readonly inForce?: string } & Pick<StepMade, 'comments' | 'by'>,
  call: StepCall,
): readonly Write[] => {
  const { reason, act, signature } = call.body
  const given = {
    ...(reason !== undefined && { reason }),
    ...(act !== undefined && { act }),
    ...(signature !== undefined && { signature }),
  }
  const made = { inForce: today, ...step, ...given, version: application.version + 1, status: after.status }
  return [stepAddition(applicationKey(after.id).pk, made, call)]
}

/** What the applicant is told. */
export const told = (
  { application: { value }, register }: Pick<UnderWay, 'application' | 'register'>,
  kind: Notice['kind'],
  more: { readonly due?: string; readonly reason?: string | undefined },
  context: Pick<Context, 'at'>,
): readonly Write[] =>
  noticeWrites(
    value.preparedBy,
    {
      kind,
      cluster: value.cluster,
      about: value.id,
      ...(more.due !== undefined && { due: more.due }),
      ...(more.reason !== undefined && { reason: more.reason }),
      ...(kind === 'application-refused' && register.appeal !== undefined && { appeal: register.appeal }),
    },
    context,
  )

/** The change of a cluster whose application is no longer open. */
export const closingWrites = (
  { clusters }: Pick<ProcedureDeps, 'clusters'>,
  { application, cluster }: Pick<UnderWay, 'application' | 'cluster'>,
  context: Context,
  action: string,
): readonly Write[] => {
  const openApplications = cluster.value.openApplications.filter(
    (open) => open.application !== application.value.id,
  )
  const after = { ...cluster.value, openApplications }
  return clusters.changeWrites(
    { before: cluster, after, assertions: [], action, otherwise: lostRace },
    context,
  )
}

const answered = async (
  { applications }: ProcedureDeps,
  call: StepCall,
  { application, today }: UnderWay,
  after: ApplicationRecord,
  writes: readonly Write[],
) => {
  const reply = {
    status: 200 as const,
    body: applicationView(after, today),
    version: application.version + 1,
  }
  const action = `${after.status}-application`
  return commit(applications.table, call, reply, [
    applicationPut(after, application.version, call, action),
    ...writes,
  ])
}
