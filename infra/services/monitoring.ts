import { alertsContract } from '#monitoring/alerts/contract'
import { monitoringContract } from '#monitoring/contract'
import { figuresContract } from '#monitoring/contract/figures-contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import {
  MonitoringEnvironment,
  MonitoringJobEnvironment,
  ReleasesEnvironment,
  TellingEnvironment,
} from '#monitoring/environment'
import type { TableAccess } from '../constructs/grant.ts'
import {
  CAPABILITY,
  CODE_LISTS,
  JOB_SECONDS,
  REGISTRY_FACTS,
  type Service,
  TELLING,
  USAGE,
} from './service.ts'

/** What both jobs do with slices, cells and marks. */
const KPI_WORK: TableAccess = {
  actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
}

/** Indicators, what is reported, and the figures made of it. */
export const monitoringServices: readonly Service[] = [
  {
    entry: 'functions/api/monitoring.ts',
    description: 'Indicators, reported values, targets and agreements to openness',
    trigger: { kind: 'api', contract: monitoringContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'Query'] },
      monitoring: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
    },
  },
  {
    entry: 'functions/api/figures.ts',
    description: 'Figures of groups and units, location quotients and comparisons',
    trigger: { kind: 'api', contract: figuresContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'Query'] },
      // Puts the key of the hashes of figures where there is none yet.
      monitoring: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
    },
  },
  {
    entry: 'functions/jobs/aggregate-kpis.ts',
    description: 'Computes the cells that changes have marked, and evaluates the alerts on them',
    trigger: { kind: 'schedule', schedule: 'aggregateKpis' },
    environment: TellingEnvironment,
    tables: {
      ...TELLING,
      monitoring: { ...KPI_WORK, actions: [...KPI_WORK.actions, 'BatchGetItem'], indexes: ['gsi1'] },
    },
    timeoutSeconds: JOB_SECONDS,
  },
  {
    entry: 'functions/jobs/rebuild-kpis.ts',
    description: 'Computes every cell anew and reports those that differ',
    trigger: { kind: 'schedule', schedule: 'rebuildKpis' },
    environment: MonitoringJobEnvironment,
    tables: { monitoring: KPI_WORK, registry: REGISTRY_FACTS, reference: CODE_LISTS },
    timeoutSeconds: JOB_SECONDS,
  },
  {
    entry: 'functions/api/releases.ts',
    description: 'Releases of figures: calendar, plans, contents',
    trigger: { kind: 'api', contract: releasesContract },
    environment: ReleasesEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      monitoring: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi2'] },
    },
  },
  {
    entry: 'functions/jobs/issue-releases.ts',
    description: 'Prepares releases of figures under disclosure control and publishes them at their time',
    trigger: { kind: 'schedule', schedule: 'issueReleases' },
    environment: MonitoringJobEnvironment,
    tables: {
      monitoring: { actions: [...KPI_WORK.actions, 'BatchWriteItem'], indexes: ['gsi1'] },
      registry: REGISTRY_FACTS,
      reference: CODE_LISTS,
    },
    timeoutSeconds: JOB_SECONDS,
    // One whole processor: preparing is all arithmetic. Of memory 500 clusters with two years take 338 MB.
    memoryMegabytes: 1769,
  },
  {
    entry: 'functions/api/alerts.ts',
    description: 'Alerts: what authorities want to be alerted to, and what they are',
    trigger: { kind: 'api', contract: alertsContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      // A rule that is tried is judged by these.
      registry: { actions: ['BatchGetItem', 'Query'] },
      monitoring: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi1', 'gsi2'] },
    },
  },
  {
    entry: 'functions/jobs/watch-alerts.ts',
    description: 'Evaluates every alert rule: deadlines and the age of profiles change with the day',
    trigger: { kind: 'schedule', schedule: 'watchAlerts' },
    environment: TellingEnvironment,
    tables: {
      ...TELLING,
      monitoring: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
    },
    timeoutSeconds: JOB_SECONDS,
  },
]
