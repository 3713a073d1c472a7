import type { Actor } from '#kernel/access'
import type { Table } from '#kernel/table'
import { IndicatorStore } from '../indicator-store.ts'
import { AlertStore } from './alert-store.ts'
import type { Alert } from './model.ts'
import { unresolvedFor } from './read-alerts.ts'

/** Alerts for other contexts: what `/alerts` lists to somebody as not over, and nothing else. */
export interface AlertReader {
  unresolvedFor(actor: Actor): Promise<readonly Alert[]>
}

/** The reader over the table of monitoring. */
export const alertReader = (table: Table): AlertReader => {
  const ports = { alerts: new AlertStore(table), indicators: new IndicatorStore(table) }
  return { unresolvedFor: (actor) => unresolvedFor(ports, actor) }
}
