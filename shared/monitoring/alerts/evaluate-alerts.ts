import { platformActor } from '#kernel/access'
import { changeBy } from '#kernel/entity'
import { untilWon } from '#kernel/lost-race'
import {
  type Alert,
  AlertId,
  type AlertRule,
  figureOf,
  followed,
  type Step,
  stepsOf,
  subjectKey,
} from './model.ts'
import type { EvaluatingPorts } from './ports.ts'
import { Readings } from './readings.ts'

/** What is evaluated: every rule, or those that watch figures of some indicators. */
export type Scope = 'everything' | { readonly indicators: ReadonlySet<string> }

/** What an evaluation did. */
export interface Evaluated {
  readonly rules: number
  readonly opened: readonly Alert[]
  readonly resolved: number
}

/** Judges rules by what there is now. Of each rule and subject one alert is open at most, since its key is theirs; judged
 *  twice, at once or after a crash, nothing opens again: what is open follows what is read, and ends by itself when the
 *  condition does. A rule that is switched off ends its alerts.
 *  @param run names the evaluation; alerts that it opens are told together */
export const evaluateAlerts =
  (ports: EvaluatingPorts) =>
  async (run: string, scope: Scope): Promise<Evaluated> => {
    const { alerts, indicators, codeLists } = ports
    const rules = (await alerts.rules()).filter((rule) => concerns(rule, scope))
    if (rules.length === 0) return { rules: 0, opened: [], resolved: 0 }
    const [catalogue, tree] = await Promise.all([indicators.catalogue(), codeLists.regionTree()])
    const readings = new Readings(ports, catalogue, tree)
    const opened: Alert[] = []
    let resolved = 0
    for (const rule of rules)
      for (const step of await changingSteps(rule, readings, ports)) {
        const after = await take(rule, step, run, ports)
        if (after === undefined) continue
        if (after.run === run && after.progress.state === 'open') opened.push(after)
        if (after.progress.state === 'resolved') resolved += 1
      }
    return { rules: rules.length, opened, resolved }
  }

const concerns = (rule: AlertRule, scope: Scope): boolean => {
  if (scope === 'everything') return true
  const indicator = figureOf(rule)?.indicator
  return indicator !== undefined && scope.indicators.has(indicator)
}

/** What a rule finds that may change anything. */
const changingSteps = async (
  rule: AlertRule,
  readings: Readings,
  { alerts, clock, newId }: EvaluatingPorts,
): Promise<readonly Step[]> => {
  const [found, stored] = await Promise.all([rule.enabled ? readings.of(rule) : [], alerts.of(rule.id)])
  const newest = new Map(stored.map((alert) => [subjectKey(alert.subject), alert]))
  const evaluation = { run: '', at: clock(), newId: () => newId(AlertId, 'alt') }
  return stepsOf(rule, found, stored).filter(
    (step) => followed(rule, newest.get(subjectKey(step.subject)), step, evaluation) !== undefined,
  )
}

/** Takes a step on the alert as it is then. @returns the alert, if it changed */
const take = (
  rule: AlertRule,
  step: Step,
  run: string,
  { alerts, clock, newId }: EvaluatingPorts,
): Promise<Alert | undefined> =>
  untilWon(async () => {
    const at = clock()
    const before = await alerts.find(rule.id, step.subject)
    const evaluation = { run, at, newId: () => newId(AlertId, 'alt') }
    const after = followed(rule, before?.value, step, evaluation)
    if (after === undefined) return undefined
    const context = { actor: platformActor(at), requestId: run, at, language: 'en' as const }
    await alerts.table.write(alerts.step(before, after, changeBy(context, 'evaluate-alerts')))
    return after
  })
