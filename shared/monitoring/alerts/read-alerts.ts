import { type Actor, signedIn } from '#kernel/access'
import type { Call, Position } from '#kernel/call'
import type { IndicatorStore } from '../indicator-store.ts'
import { isFor } from './access.ts'
import { type AlertStore, alertsIn } from './alert-store.ts'
import type { alertsContract } from './contract.ts'
import { type Alert, type AlertView, alertView, SEVERITIES, type Severity } from './model.ts'

type Routes = typeof alertsContract.routes

interface Ports {
  readonly alerts: AlertStore
  readonly indicators: IndicatorStore
}

/** Pages of the table that one answer reads at most to find the caller's among all. */
const PAGES_READ = 10

/** The caller's alerts, newest first: those told to holders of a power that the caller uses there, of figures that the
 *  caller may read. A page may be shorter than asked and have a next one. */
export const listAlerts =
  ({ alerts, indicators }: Ports) =>
  async (call: Call<Routes['listAlerts']>) => {
    signedIn(call.actor)
    const catalogue = await indicators.catalogue()
    const { state, severity } = call.query
    const found: AlertView[] = []
    let after: Position | undefined = call.page.after
    for (let read = 0; read < PAGES_READ; read++) {
      const { items, next } = await alerts.page(state, call.page.limit - found.length, after)
      for (const alert of alertsIn(items))
        if ((severity === undefined || alert.severity === severity) && isFor(call.actor, alert, catalogue))
          found.push(alertView(alert))
      after = next
      if (after === undefined || found.length >= call.page.limit) break
    }
    return { status: 200 as const, body: { items: found, next: after } }
  }

/** The actor's alerts that are not over. */
export const unresolvedFor = async (
  { alerts, indicators }: Ports,
  actor: Actor,
): Promise<readonly Alert[]> => {
  const [catalogue, unresolved] = await Promise.all([indicators.catalogue(), alerts.unresolved()])
  return unresolved.filter((alert) => isFor(actor, alert, catalogue))
}

/** How many alerts the caller has that are not over. */
export const countAlerts =
  ({ alerts, indicators }: Ports) =>
  async (call: Call<Routes['countAlerts']>) => {
    signedIn(call.actor)
    const own = await unresolvedFor({ alerts, indicators }, call.actor)
    const of = (severity: Severity) => own.filter((alert) => alert.severity === severity).length
    const [critical, warning, info] = SEVERITIES.map(of)
    return {
      status: 200 as const,
      body: {
        open: own.filter(({ progress }) => progress.state === 'open').length,
        acknowledged: own.filter(({ progress }) => progress.state === 'acknowledged').length,
        bySeverity: { critical: critical ?? 0, warning: warning ?? 0, info: info ?? 0 },
      },
    }
  }
