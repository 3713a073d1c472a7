import { covers, refuseOwn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { ProcedureDeps } from '../applications/under-way.ts'
import { clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { clusterKey, entrySubject } from '../keys.ts'
import type { Entry } from '../model.ts'
import { type JudgeDeps, judge, termOf } from '../rule-sets/judge.ts'
import { stepAddition } from '../steps.ts'
import { storedEntry } from './decide-on-entry.ts'
import { entryPut } from './register-store.ts'

/** Decides that an entry stays after its term: it is judged by the rule sets in force on the date of the decision, and
 *  holds as long as they give.
 *  @throws ConflictError unless it is registered or suspended
 *  @throws RuleFailedError when a rule set is not passed and no waiver is given @throws StaleVersionError */
export const reconfirmEntry =
  (deps: ProcedureDeps & JudgeDeps) => async (call: Call<typeof registryContract.routes.reconfirmEntry>) =>
    untilWon(async () => {
      const { clusters, registers } = deps
      const { value: register } = await registers.get(call.params.registerId)
      const entry = await storedEntry(registers, register, call.params.number)
      const cluster = await clusters.get(entry.value.cluster)
      const resource = clusterResource(cluster.value)
      covers(call.actor, 'cluster.register', resource)
      refuseOwn(call.actor, [cluster.value.fields.managementOrganisation])
      if (entry.version !== call.expectedVersion) throw new StaleVersionError()
      const { decisionDate, act, reason, signature, attestations, waiver } = call.body
      demandPast('decisionDate', decisionDate, dateIn(register.timeZone, call.at))
      const { status, number } = entry.value
      if (status !== 'registered' && status !== 'suspended')
        throw new ConflictError({
          en: `The entry ${number} is ${status}: what stands in the register is confirmed anew.`,
          ru: `Запись ${number} в состоянии ${status}: подтверждается то, что состоит в реестре.`,
        })
      const action = 'reconfirm-entry'
      const judgement = await judge(deps)(
        { register, cluster: cluster.value, date: decisionDate, attestations, waiver, action },
        call,
      )
      const { expiryNotices: _announced, ...kept } = entry.value
      const after: Entry = { ...kept, ...termOf(judgement) }
      const step = {
        by: { power: 'cluster.register' as const, resource },
        version: entry.version + 1,
        action: 'reconfirm',
        status,
        inForce: decisionDate,
        validUntil: after.validUntil,
        act,
        ...(reason !== undefined && { reason }),
        ...(signature !== undefined && { signature }),
      }
      const reply = { status: 200 as const, body: after, version: entry.version + 1 }
      return commit(clusters.table, call, reply, [
        entryPut(after, entry.version, call, action),
        stepAddition(entrySubject(register.id, number), step, call),
        // What was judged is the cluster as it was read.
        { check: clusterKey(cluster.value.id), if: { version: cluster.version }, otherwise: lostRace },
        ...judgement.writes,
      ])
    })
