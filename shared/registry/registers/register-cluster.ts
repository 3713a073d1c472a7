import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import type { Retries } from '#kernel/dynamo/dynamo-table'
import { ConflictError, ForbiddenError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { clusterResource } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { clusterKey } from '../keys.ts'
import { type Application, type ClusterRecord, formatNumber } from '../model.ts'
import { demandEligible, entered } from './entering.ts'
import { applicationPut, entryAddition, type RegisterStore } from './register-store.ts'

/** Enters the cluster of an application in the register and gives the entry its number: gapless per register and
 *  year of the decision, as the serial is taken in the same transaction. Lost races are tried again.
 *  @throws ForbiddenError when the actor's territory does not cover all regions of the cluster, or when the actor
 *    created or edited the cluster or its application (four eyes)
 *  @throws RuleFailedError when the decision is dated in the future, or the cluster lies outside the territory
 *  @throws StaleVersionError when the application changed since the caller read it, or the cluster is not the
 *    reviewed one */
export const registerCluster =
  (deps: {
    readonly clusters: ClusterStore
    readonly registers: RegisterStore
    readonly reference: ReferenceReader
    readonly retries?: Retries
  }) =>
  async (call: Call<typeof registryContract.routes.registerCluster>) =>
    untilWon(async () => {
      const { clusters, registers, reference } = deps
      const { decisionDate, act, reason, clusterVersion } = call.body
      const application = await registers.application(call.params.applicationId)
      const before = await clusters.get(application.value.cluster)
      covers(call.actor, 'cluster.register', clusterResource(before.value))
      if (application.version !== call.expectedVersion) throw new StaleVersionError()
      demandOpen(application.value)
      demandSecondPerson(actorId(call.actor), application.value, before.value)
      if (clusterVersion !== undefined && clusterVersion !== before.version) throw new StaleVersionError()
      const { value: register } = await registers.get(application.value.register)
      demandPast('decisionDate', decisionDate, dateIn(register.timeZone, call.at))
      demandEligible(register, before.value)

      const history = await assertionsOf(clusters.table, clusterKey(before.value.id).pk)
      // Read last: the less lies between reading the counter and taking it on, the fewer races are lost.
      const year = Number(decisionDate.slice(0, 4))
      const counter = await registers.counter(register, year)
      const serial = counter.last + 1
      const number = formatNumber(register.numberPattern, year, serial)
      const action = 'register-cluster'
      const { entry, change } = await entered(
        reference,
        {
          before,
          cluster: before.value,
          history,
          decision: { register, number, date: decisionDate, act, reason, imported: false },
          action,
        },
        call,
      )
      const decided: Application = {
        ...application.value,
        status: 'approved',
        number,
        decidedBy: actorId(call.actor),
      }
      const writes = [
        counter.setTo(serial),
        entryAddition(entry, call, action),
        applicationPut(decided, application.version, call, action),
        ...clusters.changeWrites({ ...change, otherwise: lostRace }, call),
      ]
      return commit(clusters.table, call, { status: 200 as const, body: entry, version: 1 }, writes)
    }, deps.retries)

const demandOpen = ({ status, number }: Application): void => {
  if (status === 'draft') return
  throw new ConflictError({
    en: `This application was decided on: entry ${number ?? ''}.`,
    ru: `По этой заявке решение принято: запись ${number ?? ''}.`,
  })
}

/** Four eyes: who prepared something does not decide on it. */
const demandSecondPerson = (person: string, application: Application, cluster: ClusterRecord): void => {
  if (person !== application.createdBy && !cluster.preparedBy.includes(person)) return
  throw new ForbiddenError({
    en: 'You created or edited this cluster or its application: a second person has to decide.',
    ru: 'Вы создавали или редактировали этот кластер или заявку: решение принимает другой человек.',
  })
}
