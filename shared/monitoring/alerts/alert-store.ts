import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import { type Item, queryAll, type Table, type Write } from '#kernel/table'
import {
  ALERT_RULES,
  alertById,
  alertEntity,
  alertKey,
  alertRuleEntity,
  alertsOf,
  EVALUATED,
  pastAlertEntity,
  RESOLVED,
  UNRESOLVED,
} from './keys.ts'
import type { Alert, AlertId, AlertRule, AlertRuleId, AlertSubject } from './model.ts'

/** Rules and their alerts. */
export class AlertStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async rules(): Promise<readonly AlertRule[]> {
    return valuesOf(alertRuleEntity, await queryAll(this.table, { pk: ALERT_RULES, consistent: true }))
  }

  /** @throws NotFoundError */
  async rule(id: string): Promise<Stored<AlertRule>> {
    const item = await this.table.get({ pk: ALERT_RULES, sk: id }, { consistent: true })
    const stored = fromItem(alertRuleEntity, item)
    if (stored !== undefined) return stored
    throw new NotFoundError({ en: 'There is no such alert rule.', ru: 'Такого правила предупреждений нет.' })
  }

  /** The newest alert of each subject of a rule. */
  async of(rule: AlertRuleId): Promise<readonly Alert[]> {
    return valuesOf(alertEntity, await queryAll(this.table, { pk: alertsOf(rule), consistent: true }))
  }

  async find(rule: AlertRuleId, subject: AlertSubject): Promise<Stored<Alert> | undefined> {
    return fromItem(alertEntity, await this.table.get(alertKey(rule, subject), { consistent: true }))
  }

  /** An alert that is the newest of its rule and subject, by its id; earlier ones are over and change no more. */
  async byId(id: AlertId): Promise<Stored<Alert> | undefined> {
    const { items } = await this.table.query({ index: 'gsi2', pk: alertById(id), limit: 1 })
    const [found] = items
    if (found === undefined || found['entity'] !== alertEntity.name) return undefined
    const stored = fromItem(alertEntity, await this.table.get(found, { consistent: true }))
    return stored?.value.id === id ? stored : undefined
  }

  /** Alerts by whether they are over, newest first. */
  page(state: 'unresolved' | 'resolved', limit: number, after: Readonly<Record<string, string>> | undefined) {
    const pk = state === 'resolved' ? RESOLVED : UNRESOLVED
    return this.table.query({ index: 'gsi1', pk, limit, after, descending: true })
  }

  async unresolved(): Promise<readonly Alert[]> {
    return alertsIn(await queryAll(this.table, { index: 'gsi1', pk: UNRESOLVED }))
  }

  /** The writes that replace an alert, or the one before it by a new one; else the race is lost. */
  step(before: Stored<Alert> | undefined, after: Alert, change: LastChange): readonly Write[] {
    const isNew = before !== undefined && before.value.id !== after.id
    return [
      {
        put: toItem(alertEntity, after, { version: (before?.version ?? 0) + 1, change }),
        if: before === undefined ? 'absent' : { version: before.version },
        otherwise: lostRace,
      },
      ...(isNew ? [{ put: toItem(pastAlertEntity, before.value) }] : []),
    ]
  }

  /** The run whose figures were evaluated last. */
  async evaluated(): Promise<string | undefined> {
    const item = await this.table.get(EVALUATED, { consistent: true })
    return item === undefined ? undefined : String(item['run'])
  }

  async setEvaluated(run: string): Promise<void> {
    await this.table.write([{ put: { ...EVALUATED, entity: 'alerts-evaluated', schemaVersion: 1, run } }])
  }
}

/** The alerts among records of the index, whose newest and earlier ones lie together. */
export const alertsIn = (items: readonly Item[]): readonly Alert[] =>
  items.flatMap((item) => {
    const kind = item['entity'] === pastAlertEntity.name ? pastAlertEntity : alertEntity
    return fromItem(kind, item)?.value ?? []
  })
