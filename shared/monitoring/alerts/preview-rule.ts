import type { Call } from '#kernel/call'
import type { NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { IndicatorStore } from '../indicator-store.ts'
import type { CodeLists } from '../ports.ts'
import { SliceStore } from '../slice-store.ts'
import { mayReadFigure } from './access.ts'
import { AlertStore } from './alert-store.ts'
import type { alertsContract } from './contract.ts'
import { campaignDeadlines, confirmationDeadlines } from './deadlines.ts'
import { demandRule } from './manage-rules.ts'
import { type Prospect, previewOf, prospectOf } from './model/prospect.ts'
import { AlertId, type AlertRule, AlertRuleId, figureOf, type Step, stepsOf, subjectKey } from './model.ts'
import type { ReadingPorts } from './ports.ts'
import { Readings } from './readings.ts'

/** What rules need of the register. */
type RegisterFacts = Pick<ReadingPorts, 'registry' | 'profiles'>

/** What a rule is tried with. */
export interface PreviewPorts {
  readonly table: Table
  readonly codeLists: CodeLists
  readonly register: () => Promise<RegisterFacts>
  readonly newId: NewId
}

/** What the next evaluation would do with a rule, by what there is now and by the same steps, and writes nothing. Figures
 *  that the caller may not read are left out, and whether they passed the limit with them.
 *  @throws ForbiddenError without `target.set` over where it watches, or where the rule watched that it takes the place of
 *  @throws NotFoundError for an unknown rule, indicator or region
 *  @throws RuleFailedError for what cannot be watched */
export const previewAlertRule = (ports: PreviewPorts) => {
  const { table, codeLists, newId } = ports
  const alerts = new AlertStore(table)
  const indicators = new IndicatorStore(table)
  return async (call: Call<typeof alertsContract.routes.previewAlertRule>) => {
    const { actor, at, body, query } = call
    const before = query.rule === undefined ? undefined : (await alerts.rule(query.rule)).value
    if (before !== undefined) await demandRule({ indicators, codeLists }, call, before)
    await demandRule({ indicators, codeLists }, call, body)
    const rule: AlertRule = { ...body, id: before?.id ?? newId(AlertRuleId, 'alr') }
    const [catalogue, tree] = await Promise.all([indicators.catalogue(), codeLists.regionTree()])
    const readings = new Readings(readingPorts(table, await ports.register(), at), catalogue, tree)
    const [found, stored] = await Promise.all([
      rule.enabled ? readings.of(rule) : [],
      before === undefined ? [] : alerts.of(before.id),
    ])
    const newest = new Map(stored.map((alert) => [subjectKey(alert.subject), alert]))
    const indicator = figureOf(rule)?.indicator
    const isReadable = ({ subject, reading }: Step): boolean => {
      const place = reading?.place ?? newest.get(subjectKey(subject))?.place
      if (place === undefined) return false
      return mayReadFigure(
        actor,
        { subject, place, ...(indicator !== undefined && { indicator }) },
        catalogue,
      )
    }
    const steps = stepsOf(rule, found, stored)
    const readable = steps.filter(isReadable)
    const evaluation = { run: call.requestId, at, newId: () => newId(AlertId, 'alt') }
    const prospects = readable.flatMap((step): readonly Prospect[] => {
      const prospect = prospectOf(rule, newest.get(subjectKey(step.subject)), step, evaluation)
      return prospect === undefined ? [] : [prospect]
    })
    const preview = previewOf(rule.condition, prospects, {
      judged: readable.filter(({ reading }) => reading !== undefined && reading.value !== null).length,
      hidden: readable.length < steps.length,
    })
    return { status: 200 as const, body: preview }
  }
}

const readingPorts = (table: Table, { registry, profiles }: RegisterFacts, at: Date): ReadingPorts => {
  const clock = () => at
  return {
    slices: new SliceStore(table),
    registry,
    profiles,
    deadlines: [confirmationDeadlines(profiles), campaignDeadlines(table, clock)],
    clock,
  }
}
