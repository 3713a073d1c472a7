import type { Handlers } from '#kernel/call'
import { idSource } from '#kernel/ids'
import { IndicatorStore } from '../indicator-store.ts'
import { AlertStore } from './alert-store.ts'
import type { alertsContract } from './contract.ts'
import { changeAlertRule, createAlertRule, getAlertRule, listAlertRules } from './manage-rules.ts'
import type { PreviewPorts } from './preview-rule.ts'
import { countAlerts, listAlerts } from './read-alerts.ts'
import { acknowledgeAlert, resolveAlert } from './settle-alert.ts'

/** Builds the use cases of alerts over the table of monitoring, and of the register what rules are tried on. */
export const createAlerts = (
  given: Omit<PreviewPorts, 'newId'> & Partial<Pick<PreviewPorts, 'newId'>>,
): Handlers<typeof alertsContract> => {
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
    // What reads figures is loaded with the first preview.
    previewAlertRule: async (call) =>
      (await import('./preview-rule.ts')).previewAlertRule({ ...given, newId })(call),
    changeAlertRule: changeAlertRule(ports),
  }
}
