import { actorId, covers, isSameHand } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ForbiddenError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Table } from '#kernel/table'
import type { Places } from './authority.ts'
import type { monitoringContract } from './contract.ts'
import type { Observation, Verdict, Workflow } from './model.ts'
import { type ObservationStore, placeOf } from './observation-store.ts'

interface Ports {
  readonly table: Table
  readonly observations: ObservationStore
  readonly places: Places
}

/** From which steps each decision leads on. */
const FROM: Readonly<Record<Verdict['decision'], readonly Workflow[]>> = {
  verified: ['submitted'],
  published: ['submitted', 'verified'],
  returned: ['submitted', 'verified'],
  withdrawn: ['draft', 'submitted', 'returned', 'verified', 'published'],
}

/** Decides about a reported value; the earlier version is kept.
 *  @throws ForbiddenError when the territory does not cover the unit, or the actor submitted the value
 *  @throws RuleFailedError when the value is at a step from which the decision does not lead on
 *  @throws StaleVersionError when it changed since the caller read it */
export const decideObservation =
  ({ table, observations, places }: Ports) =>
  async (call: Call<typeof monitoringContract.routes.decideObservation>) => {
    const { value: before, version } = await observations.get(call.params)
    covers(call.actor, 'kpi.verify', await places.get(before))
    if (version !== call.expectedVersion) throw new StaleVersionError()
    const { decision } = call.body
    if (isSameHand(call.actor, before.submittedBy))
      throw new ForbiddenError({
        en: 'Nobody decides about what they submitted themselves; another person has to.',
        ru: 'Нельзя принимать решение о значении, которое вы сами представили; это делает другое лицо.',
      })
    if (!FROM[decision].includes(before.workflow))
      throw new RuleFailedError({
        en: `The value is ${before.workflow}; from there it cannot become ${decision}.`,
        ru: `Значение в состоянии «${before.workflow}»; перевести его в «${decision}» нельзя.`,
      })
    const after: Observation = {
      ...before,
      workflow: decision,
      ...((decision === 'verified' || decision === 'published') && { verifiedBy: actorId(call.actor) }),
      version: version + 1,
    }
    const item = (await observations.items([before])).get(placeOf(before))
    const change = { ...changeBy(call, `${decision}-observation`), ...call.body }
    const reply = { status: 200 as const, body: after, version: after.version }
    return commit(table, call, reply, observations.put(after, item, change, true))
  }
