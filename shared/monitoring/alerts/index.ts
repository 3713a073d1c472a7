import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { IndicatorStore } from '../indicator-store.ts'
import type { CodeLists } from '../ports.ts'
import { AlertStore } from './alert-store.ts'
import type { alertsContract } from './contract.ts'
import { changeAlertRule, createAlertRule, getAlertRule, listAlertRules } from './manage-rules.ts'
import { countAlerts, listAlerts } from './read-alerts.ts'
import { acknowledgeAlert, resolveAlert } from './settle-alert.ts'

export { alertingOn } from './alerting.ts'

/** Builds the use cases of alerts over the table of monitoring. */
export const createAlerts = (given: {
  readonly table: Table
  readonly codeLists: CodeLists
  readonly newId?: NewId
}): Handlers<typeof alertsContract> => {
  const { table, codeLists, newId = idSource() } = given
  const ports = { alerts: new AlertStore(table), indicators: new IndicatorStore(table), codeLists, newId }
  return {
    listAlerts: listAlerts(ports),
    countAlerts: countAlerts(ports),
    acknowledgeAlert: acknowledgeAlert(ports),
    resolveAlert: resolveAlert(ports),
    listAlertRules: listAlertRules(ports),
    getAlertRule: getAlertRule(ports),
    createAlertRule: createAlertRule(ports),
    changeAlertRule: changeAlertRule(ports),
  }
}
