import type { Call } from '#kernel/call'
import type { Stored } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { stepWrites, told } from '../applications/advance-application.ts'
import { applicationPut } from '../applications/application-store.ts'
import { demandBoth, type ProcedureDeps, type UnderWay, underWay } from '../applications/under-way.ts'
import { assertionsOf, recorded } from '../assertions.ts'
import { factsFrom } from '../clusters/cluster-facts.ts'
import type { registryContract } from '../contract.ts'
import { clusterKey, entrySubject } from '../keys.ts'
import { type ClusterRecord, changesFrom, type Entry } from '../model.ts'
import { noticeWrites } from '../notices.ts'
import { stepAddition } from '../steps.ts'
import { storedEntry } from './decide-on-entry.ts'
import { decidedBy, demandDecision } from './register-cluster.ts'
import { entryPut } from './register-store.ts'

/** Amends the facts of an entry as its application asks, from the date of the decision on. The other registers in
 *  which the cluster stands are told.
 *  @throws ForbiddenError unless the actor's territory covers its regions before **and** after, and for those who
 *    prepared or assessed it
 *  @throws ConflictError unless the application, for an amendment, is under review
 *  @throws RuleFailedError when the decision is dated in the future, or the territory is left */
export const amendEntry =
  (deps: ProcedureDeps) => async (call: Call<typeof registryContract.routes.amendEntry>) =>
    untilWon(async () => {
      const { clusters, reference, registers } = deps
      const found = await underWay(deps, call.params.applicationId, call.at)
      const { application, cluster, register, wanted } = found
      const { decisionDate, act, reason, signature } = call.body
      const resource = demandBoth(call.actor, 'cluster.register', found)
      demandDecision(found, 'amendment', call)
      const entry = await storedEntry(registers, register, application.value.number ?? '')
      demandInForce(entry, decisionDate)

      const action = 'amend-entry'
      const subject = clusterKey(cluster.value.id).pk
      const history = await assertionsOf(clusters.table, subject)
      // Only what was asked for: a decision that reaches back leaves later amendments of other facts alone.
      const asked = new Set([...Object.keys(application.value.facts ?? {}), 'categories'])
      const changes = Object.fromEntries(
        Object.entries(changesFrom(history, decisionDate, wanted.fields)).filter(([field]) =>
          asked.has(field),
        ),
      )
      const statements = [{ validFrom: decisionDate, changes, act }]
      const assertions = recorded(subject, cluster.version + 1, statements, call)
      const after: ClusterRecord = {
        ...cluster.value,
        ...wanted.places,
        fields: wanted.fields,
        openApplications: cluster.value.openApplications.filter(
          (open) => open.application !== application.value.id,
        ),
        updatedAt: call.at.toISOString(),
      }
      const decided = decidedBy(application.value, call, {})
      const by = { power: 'cluster.register' as const, resource }
      const step = {
        by,
        version: entry.version + 1,
        action: 'amend',
        status: entry.value.status,
        inForce: decisionDate,
        act,
        ...(reason !== undefined && { reason }),
        ...(signature !== undefined && { signature }),
      }
      const writes = [
        { ...entryPut(entry.value, entry.version, call, action), otherwise: lostRace },
        stepAddition(entrySubject(register.id, entry.value.number), step, call),
        applicationPut(decided, application.version, call, action),
        ...stepWrites(found, decided, { action: 'approve', inForce: decisionDate, by }, call),
        ...told(found, 'application-approved', { reason }, call),
        ...(await toldElsewhere(deps, found, call)),
        ...clusters.changeWrites(
          {
            before: cluster,
            after,
            assertions,
            facts: await factsFrom(reference, after, [...history, ...assertions]),
            action,
            otherwise: lostRace,
          },
          call,
        ),
      ]
      return commit(
        clusters.table,
        call,
        { status: 200 as const, body: entry.value, version: entry.version + 1 },
        writes,
      )
    })

const demandInForce = ({ value }: Stored<Entry>, date: string): void => {
  const { number, status, registeredOn } = value
  if ((status === 'registered' || status === 'suspended') && date >= registeredOn) return
  throw new ConflictError({
    en: `The entry ${number} is ${status} since ${registeredOn}: it cannot be amended from ${date}.`,
    ru: `Запись ${number} в состоянии ${status} с ${registeredOn}: изменить её с ${date} нельзя.`,
  })
}

/** Tells the holders of the other registers in which the cluster stands. */
const toldElsewhere = async (
  { registers }: ProcedureDeps,
  { cluster, register, application }: UnderWay,
  context: Pick<Call, 'at'>,
): Promise<readonly Write[]> => {
  const others = new Set(cluster.value.entries.map((one) => one.register).filter((id) => id !== register.id))
  const found = await Promise.all([...others].map((id) => registers.find(id)))
  const holders = found.flatMap((one) => one?.value.holder ?? [])
  const notice = {
    kind: 'facts-amended-elsewhere' as const,
    cluster: cluster.value.id,
    about: application.value.number ?? application.value.id,
  }
  return noticeWrites(holders, notice, context)
}
