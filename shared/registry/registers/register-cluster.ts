import { actorId } from '#kernel/access'
import type { Call, Command } from '#kernel/call'
import type { Retries } from '#kernel/dynamo/dynamo-table'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import { stepWrites, told } from '../applications/advance-application.ts'
import { applicationPut } from '../applications/application-store.ts'
import {
  demandBoth,
  demandImpartial,
  type ProcedureDeps,
  type UnderWay,
  underWay,
} from '../applications/under-way.ts'
import { assertionsOf } from '../assertions.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { clusterKey, entrySubject } from '../keys.ts'
import {
  type ApplicationRecord,
  applicationAfter,
  formatNumber,
  type RegistrationDecision,
} from '../model.ts'
import { type JudgeDeps, judge, termOf } from '../rule-sets/judge.ts'
import { stepAddition } from '../steps.ts'
import { demandEligible, demandNew, entered } from './entering.ts'
import { entryAddition } from './register-store.ts'
import { demandFits, succeeded } from './succession.ts'

/** Enters the cluster of an application in the register and gives the entry its number: gapless per register and
 *  year of the decision, as the serial is taken in the same transaction. Lost races are tried again.
 *  @throws ForbiddenError when the actor's territory does not cover all regions of the cluster, or when the actor
 *    prepared or assessed it (four eyes)
 *  @throws ConflictError unless the application, for an entry, is under review
 *  @throws RuleFailedError when the decision is dated in the future, the cluster lies outside the territory, or a
 *    rule set of the register is not passed and no waiver is given
 *  @throws StaleVersionError when the application changed since the caller read it, or the cluster is not the
 *    reviewed one */
export const registerCluster =
  (deps: ProcedureDeps & JudgeDeps & { readonly retries?: Retries }) =>
  async (call: Call<typeof registryContract.routes.registerCluster>) =>
    untilWon(async () => {
      const { clusters, registers, reference } = deps
      const found = await underWay(deps, call.params.applicationId, call.at)
      const { application, cluster: before, register, today } = found
      const { decisionDate, act, reason, signature } = call.body
      const resource = demandBoth(call.actor, 'cluster.register', found)
      demandDecision(found, 'entry', call)
      demandNew(register, before.value)

      const history = await assertionsOf(clusters.table, clusterKey(before.value.id).pk)
      const { attestations, waiver } = call.body
      const judgement = await judge(deps)(
        {
          register,
          cluster: before.value,
          date: decisionDate,
          attestations,
          waiver,
          action: 'register-cluster',
        },
        call,
      )
      // Read last: the less lies between reading the counter and taking it on, the fewer races are lost.
      const counter = await registers.counter(register, Number(decisionDate.slice(0, 4)))
      const serial = counter.last + 1
      const number = formatNumber(register.numberPattern, Number(decisionDate.slice(0, 4)), serial)
      const action = 'register-cluster'
      const { former, writes: succession } = await succeeded(
        deps,
        application.value.succession,
        { register, cluster: before.value, number, date: decisionDate, act, reason, today },
        call,
      )
      const decision = {
        register,
        number,
        date: decisionDate,
        act,
        reason,
        imported: false,
        former,
        today,
        term: termOf(judgement),
      }
      const { entry, change } = await entered(
        reference,
        { before, cluster: before.value, history, decision, action },
        call,
      )
      const decided = decidedBy(application.value, call, { number })
      const by = { power: 'cluster.register' as const, resource }
      const step = {
        by,
        version: 1,
        action: 'register',
        status: 'registered',
        inForce: decisionDate,
        validUntil: entry.validUntil,
        act,
        ...(reason !== undefined && { reason }),
        ...(signature !== undefined && { signature }),
      }
      const writes = [
        counter.setTo(serial),
        entryAddition(entry, call, action),
        stepAddition(entrySubject(register.id, number), step, call),
        applicationPut(decided, application.version, call, action),
        ...stepWrites(found, decided, { action: 'approve', inForce: decisionDate, by }, call),
        ...told(found, 'application-approved', { reason }, call),
        ...judgement.writes,
        ...succession,
        ...clusters.changeWrites({ ...change, otherwise: lostRace }, call),
      ]
      demandFits(writes)
      return commit(clusters.table, call, { status: 200 as const, body: entry, version: 1 }, writes)
    }, deps.retries)

/** Refuses a decision that the state of the application, its date or its author do not allow. */
export const demandDecision = (
  found: UnderWay,
  kind: ApplicationRecord['kind'],
  call: Command<RegistrationDecision>,
): void => {
  const { application, cluster, today } = found
  const { decisionDate, clusterVersion } = call.body
  if (application.version !== call.expectedVersion) throw new StaleVersionError()
  applicationAfter(application.value.status, 'approve')
  if (application.value.kind !== kind) throw otherKind(application.value)
  demandImpartial(call.actor, found, 'decide')
  if (clusterVersion !== undefined && clusterVersion !== cluster.version) throw new StaleVersionError()
  demandPast('decisionDate', decisionDate, today)
  demandEligible(found.register, found.wanted.places)
}

/** The application once it was approved. */
export const decidedBy = (
  application: ApplicationRecord,
  call: Pick<Call, 'actor'>,
  more: { readonly number?: string },
): ApplicationRecord => ({
  ...application,
  ...more,
  status: applicationAfter(application.status, 'approve'),
  decidedBy: actorId(call.actor),
})

const otherKind = ({ kind }: ApplicationRecord) =>
  new ConflictError(
    kind === 'amendment'
      ? {
          en: 'This application asks for an amendment: decide at /applications/{applicationId}/amendment.',
          ru: 'Это заявка на изменение записи: решение принимается по адресу /applications/{applicationId}/amendment.',
        }
      : {
          en: 'This application asks for an entry: decide at /applications/{applicationId}/registration.',
          ru: 'Это заявка на внесение записи: решение принимается по адресу /applications/{applicationId}/registration.',
        },
  )
