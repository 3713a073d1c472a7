import { entity } from '#kernel/entity'
import type { Key } from '#kernel/table'
import { unchanged } from '../lifts.ts'
import { Alert, AlertRule, type AlertRuleId, type AlertSubject, subjectKey } from './model.ts'

export const ALERT_RULES = 'ALERT-RULES'

export const alertRuleEntity = entity<AlertRule>({
  name: 'alert-rule',
  schemaVersion: 2,
  lift: { 1: unchanged },
  schema: AlertRule,
  keys: ({ id }) => ({ pk: ALERT_RULES, sk: id }),
})

export const alertsOf = (rule: AlertRuleId): string => `ALERTS#${rule}`

export const alertKey = (rule: AlertRuleId, subject: AlertSubject): Key => ({
  pk: alertsOf(rule),
  sk: subjectKey(subject),
})

export const UNRESOLVED = 'ALERTS#unresolved'
export const RESOLVED = 'ALERTS#resolved'
export const alertById = (id: string): string => `ALERT#${id}`

const indexKeys = ({ id, openedAt, progress }: Alert) => ({
  gsi1pk: progress.state === 'resolved' ? RESOLVED : UNRESOLVED,
  gsi1sk: `${openedAt}#${id}`,
  gsi2pk: alertById(id),
  gsi2sk: 'ALERT',
})

/** The newest alert of a rule and subject: its key lets no second one be open. */
export const alertEntity = entity<Alert>({
  name: 'alert',
  schemaVersion: 2,
  lift: { 1: unchanged },
  schema: Alert,
  keys: (alert) => ({ ...alertKey(alert.rule, alert.subject), ...indexKeys(alert) }),
})

/** An alert that was over when the next of its rule and subject opened. */
export const pastAlertEntity = entity<Alert>({
  name: 'past-alert',
  schemaVersion: 2,
  lift: { 1: unchanged },
  schema: Alert,
  keys: (alert) => ({
    pk: `PAST-ALERTS#${alert.rule}#${subjectKey(alert.subject)}`,
    sk: String(alert.occurrence).padStart(8, '0'),
    ...indexKeys(alert),
  }),
})

/** The run of the job whose figures were evaluated last. */
export const EVALUATED: Key = { pk: 'STATE', sk: 'alerts' }

/** Every kind of record of alerts. */
export const alertEntities = [alertRuleEntity, alertEntity, pastAlertEntity] as const
