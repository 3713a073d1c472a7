import { languagesIn, outboxIn } from '#delivery/readers'
import { officeReader } from '#governance/readers/offices'
import { type Clock, systemClock } from '#kernel/clock'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { type ReferenceReader, referenceReader } from '#reference/readers'
import { clusterName, clusterProfiles, registryReader } from '#registry/readers'
import type { TellingEnvironment } from '../environment.ts'
import { IndicatorStore } from '../indicator-store.ts'
import { RunId, type RunSummary } from '../model.ts'
import { RunStore } from '../run-store.ts'
import { SliceStore } from '../slice-store.ts'
import { AlertStore } from './alert-store.ts'
import { announceAlerts } from './announce-alerts.ts'
import { campaignDeadlines, confirmationDeadlines } from './deadlines.ts'
import { evaluateAlerts, type Scope } from './evaluate-alerts.ts'
import type { AlertSubject } from './model.ts'
import type { AnnouncingPorts, EvaluatingPorts } from './ports.ts'

/** What alerts are evaluated with, of this context and of others. */
interface AlertingFacts
  extends Pick<AnnouncingPorts, 'offices' | 'languagesOf' | 'outbox' | 'nameOf'>,
    Pick<EvaluatingPorts, 'registry' | 'codeLists' | 'profiles'> {
  readonly table: Table
  readonly clock?: Clock
  readonly newId?: NewId
}

/** What an evaluation did, and how many messages it queued. */
interface Alerted {
  readonly rules: number
  readonly opened: number
  readonly resolved: number
  readonly messages: number
}

/** Evaluates alerts and tells people of them. */
export interface Alerting {
  /** After a run of the job that aggregates, for what it touched; for everything when an earlier run was not evaluated.
   *  Nothing after a run that did nothing. */
  afterRun(summary: RunSummary): Promise<Alerted | undefined>
  /** Everything, since days pass without any change. */
  daily(): Promise<Alerted>
}

/** Builds what evaluates alerts. */
export const createAlerting = (facts: AlertingFacts): Alerting => {
  const { table, profiles, clock = systemClock, newId = idSource() } = facts
  const alerts = new AlertStore(table)
  const runs = new RunStore(table)
  const ports: EvaluatingPorts & AnnouncingPorts = {
    ...facts,
    alerts,
    indicators: new IndicatorStore(table),
    slices: new SliceStore(table),
    deadlines: [confirmationDeadlines(profiles), campaignDeadlines(table, clock)],
    clock,
    newId,
  }
  const evaluate = async (run: RunId, scope: Scope): Promise<Alerted> => {
    const { rules, opened, resolved } = await evaluateAlerts(ports)(run, scope)
    return { rules, opened: opened.length, resolved, ...(await announceAlerts(ports)(opened)) }
  }
  return {
    afterRun: async (summary) => {
      if (summary.outcome !== 'done') return undefined
      const { items } = await runs.list(2, undefined)
      const before = items.find(({ run }) => run !== summary.run)?.run
      const isNext = before === (await alerts.evaluated())
      const done = await evaluate(summary.run, isNext ? touchedBy(summary) : 'everything')
      await alerts.setEvaluated(summary.run)
      return done
    },
    daily: () => evaluate(newId(RunId, 'run'), 'everything'),
  }
}

/** The indicators whose cells a run touched: `<universe>#<indicator>#…`. */
const touchedBy = ({ touched }: RunSummary): Scope => ({
  indicators: new Set(touched.map((cell) => cell.split('#')[1] ?? '')),
})

/** The same over the tables of a deployment. */
export const alertingOn = (
  environment: TellingEnvironment,
  tableNamed: (name: string) => Table,
): Alerting => {
  const registryTable = tableNamed(environment.REGISTRY_TABLE)
  const deliveries = tableNamed(environment.DELIVERY_TABLE)
  const codeLists = referenceReader(tableNamed(environment.REFERENCE_TABLE))
  return createAlerting({
    table: tableNamed(environment.MONITORING_TABLE),
    registry: registryReader(registryTable),
    codeLists,
    profiles: clusterProfiles(registryTable),
    offices: officeReader(tableNamed(environment.GOVERNANCE_TABLE)),
    languagesOf: languagesIn(deliveries, environment.MAIL_LANGUAGE),
    outbox: outboxIn(deliveries),
    nameOf: nameOfSubject(codeLists, clusterName(registryTable)),
  })
}

const LISTS = {
  region: 'regions',
  'region-seat': 'regions',
  category: 'categories',
  'category-any': 'categories',
  section: 'industries',
} as const

/** What a subject is called; stages and types have no names but their codes. */
const nameOfSubject =
  (codeLists: Pick<ReferenceReader, 'find'>, clusterNamed: ReturnType<typeof clusterName>) =>
  async ({ universe, dimension, code }: AlertSubject) => {
    if (dimension === 'unit')
      return universe === 'cluster' ? clusterNamed(code) : (await codeLists.find('regions', code))?.names
    if (dimension === 'stage' || dimension === 'type') return undefined
    return (await codeLists.find(LISTS[dimension], code))?.names
  }
