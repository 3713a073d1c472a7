import { type Actor, actorId, signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy, type Stored } from '#kernel/entity'
import { ConflictError, NotFoundError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import type { IndicatorStore } from '../indicator-store.ts'
import { isFor } from './access.ts'
import type { AlertStore } from './alert-store.ts'
import type { alertsContract } from './contract.ts'
import { type Alert, type AlertId, acknowledgedAlert, alertView, endedByHand } from './model.ts'

type Routes = typeof alertsContract.routes
type Settling = Call<Routes['acknowledgeAlert']> | Call<Routes['resolveAlert']>

interface Ports {
  readonly alerts: AlertStore
  readonly indicators: IndicatorStore
}

/** Says that somebody has seen an alert and takes care of it.
 *  @throws NotFoundError for one that is not the caller's @throws ConflictError for one that is not open any more */
export const acknowledgeAlert = (ports: Ports) => (call: Call<Routes['acknowledgeAlert']>) =>
  settle(ports, call, 'acknowledge-alert', acknowledgedAlert)

/** Ends an alert. It comes back only when its condition has ended and holds again, or holds of a newer period.
 *  @throws NotFoundError for one that is not the caller's @throws ConflictError for one that is over */
export const resolveAlert = (ports: Ports) => (call: Call<Routes['resolveAlert']>) =>
  settle(ports, call, 'resolve-alert', endedByHand)

const settle = async (
  ports: Ports,
  call: Settling,
  action: 'acknowledge-alert' | 'resolve-alert',
  change: typeof acknowledgedAlert,
) => {
  signedIn(call.actor)
  const { alertId } = call.params
  return untilWon(async () => {
    const stored = await own(ports, alertId, call.actor)
    const { note } = call.body
    const done = {
      by: actorId(call.actor),
      at: call.at.toISOString(),
      ...(note !== undefined && { note }),
    }
    const after = change(stored.value, done)
    if (after === undefined) throw tooLate(stored.value)
    const reply = { status: 200 as const, body: alertView(after) }
    return commit(ports.alerts.table, call, reply, ports.alerts.step(stored, after, changeBy(call, action)))
  })
}

const own = async ({ alerts, indicators }: Ports, id: AlertId, actor: Actor): Promise<Stored<Alert>> => {
  const stored = await alerts.byId(id)
  if (stored !== undefined && isFor(actor, stored.value, await indicators.catalogue())) return stored
  throw new NotFoundError({
    en: 'There is no such alert among yours, or a newer one has taken its place.',
    ru: 'Среди ваших такого предупреждения нет, или его место заняло более новое.',
  })
}

const tooLate = ({ progress }: Alert) =>
  progress.state === 'resolved'
    ? new ConflictError({ en: 'The alert is over already.', ru: 'Предупреждение уже снято.' })
    : new ConflictError({
        en: 'Somebody has acknowledged the alert already.',
        ru: 'Предупреждение уже кем-то принято.',
      })
