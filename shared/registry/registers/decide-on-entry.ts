import { covers, refuseOwn } from '#kernel/access'
import type { Command } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { NotFoundError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { Power } from '#kernel/powers'
import type { Freshness } from '#kernel/table'
import type { ProcedureDeps } from '../applications/under-way.ts'
import { clusterResource } from '../audience.ts'
import { demandPast } from '../dates.ts'
import type { EntryAction, EntryDecision, Notice, Register } from '../model.ts'
import { noticeWrites } from '../notices.ts'
import { entryChange } from './entry-change.ts'
import type { RegisterStore } from './register-store.ts'

/** A decision about the entry of the address. */
interface Decision extends Command<EntryDecision> {
  readonly params: { readonly registerId: string; readonly number: string }
}

const decideOnEntry =
  (action: EntryAction, power: Power, kind: Notice['kind']) =>
  (deps: ProcedureDeps) =>
  async (call: Decision) =>
    untilWon(async () => {
      const { clusters, registers } = deps
      const { value: register } = await registers.get(call.params.registerId)
      const entry = await storedEntry(registers, register, call.params.number)
      const cluster = await clusters.get(entry.value.cluster)
      const resource = clusterResource(cluster.value)
      covers(call.actor, power, resource)
      refuseOwn(call.actor, [cluster.value.fields.managementOrganisation])
      if (entry.version !== call.expectedVersion) throw new StaleVersionError()
      const { inForce, act, reason, signature } = call.body
      const today = dateIn(register.timeZone, call.at)
      demandPast('inForce', inForce, today)
      const step = { by: { power, resource }, reason, ...(signature !== undefined && { signature }) }
      const change = { entry, cluster, action, inForce, today, act, step }
      const { after, writes } = await entryChange(deps, change, call)
      const managing = cluster.value.fields.managementOrganisation
      const notice = {
        kind,
        cluster: cluster.value.id,
        about: after.number,
        reason,
        ...(register.appeal !== undefined && { appeal: register.appeal }),
      }
      const recipients = [cluster.value.createdBy, ...(managing === undefined ? [] : [managing])]
      const reply = { status: 200 as const, body: after, version: entry.version + 1 }
      return commit(clusters.table, call, reply, [...writes, ...noticeWrites(recipients, notice, call)])
    })

/** Suspends an entry from a day on: it keeps its number, and its cluster goes on reporting.
 *  @throws ConflictError unless it is registered on that day and since @throws StaleVersionError */
export const suspendEntry = decideOnEntry('suspend', 'cluster.suspend', 'entry-suspended')

/** Puts a suspended entry in force again. @throws ConflictError unless it is suspended */
export const reinstateEntry = decideOnEntry('reinstate', 'cluster.suspend', 'entry-reinstated')

/** Removes an entry; a cluster that comes back gets a new number. @throws ConflictError when it was removed */
export const removeEntry = decideOnEntry('remove', 'cluster.remove', 'entry-removed')

/** Annuls an entry from its first day: it was void from the start, by a court or by an error. Its number stays its
 *  own. @throws ConflictError when it was annulled */
export const annulEntry = decideOnEntry('annul', 'cluster.remove', 'entry-annulled')

/** An entry by its number, as it is now unless it is only shown. @throws NotFoundError */
export const storedEntry = async (
  registers: RegisterStore,
  { id, code }: Register,
  number: string,
  freshness?: Freshness,
) => {
  const entry = await registers.entry(id, number, freshness)
  if (entry !== undefined) return entry
  throw new NotFoundError({
    en: `The register ${code} has no entry ${number}.`,
    ru: `В реестре ${code} нет записи ${number}.`,
  })
}
