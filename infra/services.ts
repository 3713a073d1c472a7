import type * as z from 'zod'
import { auditContract } from '#audit/contract'
import { AuditEnvironment, RecordingEnvironment, SealingEnvironment } from '#audit/environment'
import { deliveryContract } from '#delivery/contract'
import { BounceEnvironment, DeliveryEnvironment, SendingEnvironment } from '#delivery/environment'
import { extractsContract } from '#extracts/contract'
import { ExtractsEnvironment, RenderingEnvironment } from '#extracts/environment'
import { governanceContract } from '#governance/contract'
import { GovernanceEnvironment } from '#governance/environment'
import type { Contract } from '#kernel/contract'
import { knowledgeContract } from '#knowledge/contract'
import { ArrivalEnvironment, KnowledgeEnvironment } from '#knowledge/environment'
import { alertsContract } from '#monitoring/alerts/contract'
import { campaignFilesContract, campaignsContract } from '#monitoring/campaigns/contract'
import { monitoringContract } from '#monitoring/contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import {
  AlertsEnvironment,
  MonitoringEnvironment,
  MonitoringJobEnvironment,
  ReleasesEnvironment,
  TellingEnvironment,
} from '#monitoring/environment'
import { platformContract } from '#platform/contract'
import { PlatformEnvironment } from '#platform/environment'
import { recordsContract } from '#records/contract'
import { RecordsEnvironment } from '#records/environment'
import { referenceContract } from '#reference/contract'
import { ReferenceEnvironment } from '#reference/environment'
import { clustersContract } from '#registry/contract/clusters-contract'
import { registersContract } from '#registry/contract/registers-contract'
import { FollowingEnvironment, RegistryEnvironment, RegistryJobEnvironment } from '#registry/environment'
import { reportsContract } from '#reports/contract'
import { DueReportsEnvironment, MakingEnvironment, ReportsEnvironment } from '#reports/environment'
import type { EnvironmentConfig } from './config.ts'
import type { ObjectAccess, TableAccess } from './constructs/grant.ts'

/** The contexts whose changes the audit trail records. */
export const AUDITED = [
  'reference',
  'registry',
  'extracts',
  'governance',
  'monitoring',
  'reports',
  'knowledge',
  'delivery',
] as const

/** The contexts that own data, each with one table; `usage` holds what API keys have used, which every function counts.
 *  What is known of people lies in `personal`, and the keys that open it in `personal-keys`. */
export const TABLES = [...AUDITED, 'audit', 'usage', 'personal', 'personal-keys'] as const
export type TableName = (typeof TABLES)[number]
/** Those whose changes can be followed: personal data go nowhere else. */
export type StreamedTable = Exclude<TableName, 'personal' | 'personal-keys'>

/** What starts a function. */
type Trigger =
  /** A route of the API. `fallback` also answers whatever no route matches. */
  | { readonly kind: 'api'; readonly contract: Contract; readonly fallback?: true }
  /** The clock: which of the environment's schedules. */
  | { readonly kind: 'schedule'; readonly schedule: keyof Omit<EnvironmentConfig['schedules'], 'timeZone'> }
  /** Changes of some tables, in order per item. */
  | { readonly kind: 'stream'; readonly tables: readonly StreamedTable[] }
  /** An object that arrived in the documents bucket under the prefix. */
  | { readonly kind: 'object-created'; readonly prefix: string }
  /** What the mail service tells of mail that came back or was complained of. */
  | { readonly kind: 'mail-bounced' }

/** One function: what it is for, what it is told, and all that it may do. */
export interface Service {
  /** `functions/<group>/<name>.ts` */
  readonly entry: string
  readonly description: string
  readonly trigger: Trigger
  /** The same schema by which the function reads its environment. */
  readonly environment: z.ZodObject
  readonly tables: Readonly<Partial<Record<TableName, TableAccess>>>
  readonly documents?: readonly ObjectAccess[]
  /** What it does in the locked bucket with the seals of the audit trail. */
  readonly seals?: readonly ObjectAccess[]
  /** What it does in the bucket with the issued extracts. */
  readonly extracts?: readonly ObjectAccess[]
  /** What it does in the bucket with the files of reports. */
  readonly reports?: readonly ObjectAccess[]
  /** Whether it sends e-mail in the name of the deployment. */
  readonly sendsMail?: true
  /** Longer than the default of 29 s (API: the gateway waits 30) or 60 s (all else) where the work needs it. */
  readonly timeoutSeconds?: number
  /** More than the default of 512 MB where it is needed or no dearer. */
  readonly memoryMegabytes?: number
}

/** What deciding about a caller takes: the positions of its account, the grants of their holders, and the records of the
 *  sources of delegated ones. */
const CAPABILITY: TableAccess = { actions: ['GetItem', 'BatchGetItem', 'Query'] }

/** What counting the requests of an API key takes. */
const USAGE: TableAccess = { actions: ['BatchGetItem', 'PutItem'] }

/** What reading code lists takes: each is one collection. */
const CODE_LISTS: TableAccess = { actions: ['Query'] }

/** What reading the registry's facts takes: two collections. */
const REGISTRY_FACTS: TableAccess = { actions: ['Query'] }

/** What both functions of the registry do with its records. */
const REGISTRY_WORK: TableAccess = {
  actions: [
    'GetItem',
    'BatchGetItem',
    'Query',
    'PutItem',
    'DeleteItem',
    'ConditionCheckItem',
    'BatchWriteItem',
  ],
  indexes: ['gsi1', 'gsi2'],
}

/** What both jobs do with slices, cells and marks. */
const KPI_WORK: TableAccess = {
  actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
}

/** What evaluating alerts takes besides the figures: facts and names of clusters, the holders of powers, and the outbox. */
const TELLING = {
  registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
  reference: { actions: ['GetItem', 'Query'] },
  governance: { actions: ['BatchGetItem', 'Query'], indexes: ['gsi2'] },
  delivery: { actions: ['BatchGetItem', 'PutItem'] },
} as const satisfies Service['tables']

/** As long as Lambda allows: a rebuild reads everything. */
const JOB_SECONDS = 900

/** Every function of the platform: the one list from which stacks, grants and tests are made. */
export const SERVICES: readonly Service[] = [
  {
    entry: 'functions/api/platform.ts',
    description: 'Health, the description of the API, and the answer to unknown routes',
    trigger: { kind: 'api', contract: platformContract, fallback: true },
    environment: PlatformEnvironment,
    tables: {},
  },
  {
    entry: 'functions/api/reference.ts',
    description: 'Code lists: regions, industries, categories',
    trigger: { kind: 'api', contract: referenceContract },
    environment: ReferenceEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
    },
  },
  {
    entry: 'functions/api/registers.ts',
    description: 'Registers, their entries, applications and rule sets',
    trigger: { kind: 'api', contract: registersContract },
    environment: RegistryEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: REGISTRY_WORK,
    },
  },
  {
    entry: 'functions/api/registry.ts',
    description: 'Clusters, organisations, memberships, ties and facilities',
    trigger: { kind: 'api', contract: clustersContract },
    environment: RegistryEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: REGISTRY_WORK,
    },
  },
  {
    entry: 'functions/api/extracts.ts',
    description: 'Extracts from registers: issuing, downloading and checking them',
    trigger: { kind: 'api', contract: extractsContract },
    environment: ExtractsEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'Query'] },
      extracts: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
    },
    // What its signature lets a browser read is what it may read itself.
    extracts: [{ prefix: 'extracts/', actions: ['GetObject'] }],
  },
  {
    entry: 'functions/streams/render-extract.ts',
    description: 'Makes the files of extracts that were issued',
    trigger: { kind: 'stream', tables: ['extracts'] },
    environment: RenderingEnvironment,
    tables: { extracts: { actions: ['GetItem', 'PutItem'] } },
    extracts: [{ prefix: 'extracts/', actions: ['GetObject', 'PutObject'] }],
    // A batch is at most 100 extracts. Typesetting is all processor, so twice the share costs the same.
    timeoutSeconds: 120,
    memoryMegabytes: 1024,
  },
  {
    entry: 'functions/api/governance.ts',
    description: 'Authorities, people, positions, grants of power and API keys',
    trigger: { kind: 'api', contract: governanceContract },
    environment: GovernanceEnvironment,
    tables: {
      governance: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'],
        indexes: ['gsi1', 'gsi2'],
      },
      usage: USAGE,
      personal: { actions: ['BatchGetItem', 'PutItem', 'DeleteItem'] },
      'personal-keys': { actions: ['GetItem', 'BatchGetItem', 'PutItem'] },
      reference: CODE_LISTS,
      registry: { actions: ['GetItem'] },
    },
  },
  {
    entry: 'functions/api/monitoring.ts',
    description: 'Indicators, observations, targets and KPIs',
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
    entry: 'functions/api/alerts.ts',
    description: 'Alerts: what authorities want to be alerted to, and what they are',
    trigger: { kind: 'api', contract: alertsContract },
    environment: AlertsEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      monitoring: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi1', 'gsi2'] },
    },
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
    entry: 'functions/api/campaigns.ts',
    description: 'Campaigns: what clusters are asked for, and the forms in which they answer',
    trigger: { kind: 'api', contract: campaignsContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'Query'] },
      monitoring: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
      },
    },
  },
  {
    entry: 'functions/api/campaign-files.ts',
    description: 'Tables by which forms of campaigns are filled in in bulk',
    trigger: { kind: 'api', contract: campaignFilesContract },
    environment: MonitoringEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
      monitoring: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'ConditionCheckItem'],
      },
    },
    // Unpacking and reading a spreadsheet is all processor.
    memoryMegabytes: 1024,
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
  {
    entry: 'functions/jobs/rebuild-kpis.ts',
    description: 'Computes every cell anew and reports those that differ',
    trigger: { kind: 'schedule', schedule: 'rebuildKpis' },
    environment: MonitoringJobEnvironment,
    tables: { monitoring: KPI_WORK, registry: REGISTRY_FACTS, reference: CODE_LISTS },
    timeoutSeconds: JOB_SECONDS,
  },
  {
    entry: 'functions/jobs/watch-terms.ts',
    description: 'Ends terms of applications and decisions, and reminds of yearly confirmations',
    trigger: { kind: 'schedule', schedule: 'watchTerms' },
    environment: RegistryJobEnvironment,
    tables: {
      reference: CODE_LISTS,
      registry: {
        actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem'],
        indexes: ['gsi1'],
      },
    },
    timeoutSeconds: JOB_SECONDS,
  },
  {
    entry: 'functions/jobs/watch-campaigns.ts',
    description:
      'Opens campaigns on their day, takes in clusters that come into their scope, and reminds who owes',
    trigger: { kind: 'schedule', schedule: 'watchCampaigns' },
    environment: TellingEnvironment,
    tables: {
      ...TELLING,
      monitoring: { actions: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem'] },
    },
    timeoutSeconds: JOB_SECONDS,
  },
  {
    entry: 'functions/streams/follow-register.ts',
    description: 'Marks the cells that changes of the register touch, and queues mail with its notices',
    trigger: { kind: 'stream', tables: ['registry'] },
    environment: FollowingEnvironment,
    tables: {
      monitoring: { actions: ['PutItem'] },
      registry: { actions: ['GetItem'] },
      governance: { actions: ['Query'] },
      delivery: { actions: ['BatchGetItem', 'PutItem'] },
    },
  },
  {
    entry: 'functions/api/reports.ts',
    description: 'Reports: defined, scheduled, run, listed and read',
    trigger: { kind: 'api', contract: reportsContract },
    environment: ReportsEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem'] },
      monitoring: { actions: ['Query'] },
      reports: { actions: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem'], indexes: ['gsi1', 'gsi2'] },
    },
    // What its signature lets a browser read is what it may read itself.
    reports: [{ prefix: 'reports/', actions: ['GetObject'] }],
  },
  {
    entry: 'functions/jobs/run-due-reports.ts',
    description: 'Starts the reports that are due, and tries failed ones again',
    trigger: { kind: 'schedule', schedule: 'runDueReports' },
    environment: DueReportsEnvironment,
    tables: {
      reports: { actions: ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem'], indexes: ['gsi1', 'gsi2'] },
    },
    timeoutSeconds: 300,
  },
  {
    entry: 'functions/streams/make-report.ts',
    description: 'Makes the reports that were asked for or are due, and tells their recipients',
    trigger: { kind: 'stream', tables: ['reports'] },
    environment: MakingEnvironment,
    tables: {
      governance: CAPABILITY,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
      // Puts the key of the hashes of figures where there is none yet.
      monitoring: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
      reports: { actions: ['GetItem', 'PutItem'] },
      delivery: { actions: ['PutItem'] },
    },
    reports: [{ prefix: 'reports/', actions: ['GetObject', 'PutObject'] }],
    // Typesetting is all processor, so thrice the share costs the same.
    timeoutSeconds: JOB_SECONDS,
    memoryMegabytes: 1536,
  },
  {
    entry: 'functions/api/knowledge.ts',
    description: 'Documents: metadata, signed uploads and downloads',
    trigger: { kind: 'api', contract: knowledgeContract },
    environment: KnowledgeEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'Query'] },
      knowledge: { actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], indexes: ['gsi1', 'gsi2'] },
    },
    // What its signature lets a browser do is what it may do itself.
    documents: [
      { prefix: 'incoming/', actions: ['PutObject'] },
      { prefix: 'documents/', actions: ['GetObject'] },
    ],
  },
  {
    entry: 'functions/events/finalise-document.ts',
    description: 'Checks a file as it arrives, then keeps or removes it',
    trigger: { kind: 'object-created', prefix: 'incoming/' },
    environment: ArrivalEnvironment,
    tables: { knowledge: { actions: ['Query', 'PutItem', 'DeleteItem'] } },
    documents: [
      { prefix: 'incoming/', actions: ['GetObject', 'DeleteObject'], missing: 'told' },
      { prefix: 'documents/', actions: ['PutObject'] },
    ],
  },
  {
    entry: 'functions/api/delivery.ts',
    description: 'E-mail: what was written to whom, dead letters, and in which language people get it',
    trigger: { kind: 'api', contract: deliveryContract },
    environment: DeliveryEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      delivery: { actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], indexes: ['gsi1', 'gsi2'] },
    },
  },
  {
    entry: 'functions/streams/send-mail.ts',
    description: 'Sends the messages that were queued, by e-mail',
    trigger: { kind: 'stream', tables: ['delivery'] },
    environment: SendingEnvironment,
    tables: {
      delivery: { actions: ['GetItem', 'PutItem', 'DeleteItem'] },
      personal: { actions: ['BatchGetItem'] },
      'personal-keys': { actions: ['BatchGetItem'] },
    },
    sendsMail: true,
    // What is attached.
    reports: [{ prefix: 'reports/', actions: ['GetObject'], missing: 'told' }],
    // A batch is at most 100 messages, and SES takes as few as one a second.
    timeoutSeconds: 120,
  },
  {
    entry: 'functions/events/take-bounce.ts',
    description: 'Notes that mail came back or was complained of, and sends no more to such an address',
    trigger: { kind: 'mail-bounced' },
    environment: BounceEnvironment,
    tables: { delivery: { actions: ['GetItem', 'PutItem'] } },
  },
  {
    entry: 'functions/api/records.ts',
    description: 'Records as they are kept, on their way from one platform to another',
    trigger: { kind: 'api', contract: recordsContract },
    environment: RecordsEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      registry: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
      monitoring: { actions: ['GetItem', 'Query', 'PutItem'] },
      reports: { actions: ['GetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
      delivery: { actions: ['GetItem', 'Query', 'PutItem'] },
    },
    // What its signature lets an operator do is what it may do itself.
    reports: [{ prefix: 'reports/', actions: ['GetObject', 'PutObject'] }],
  },
  {
    entry: 'functions/api/audit.ts',
    description: 'The audit trail: who changed what',
    trigger: { kind: 'api', contract: auditContract },
    environment: AuditEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      audit: { actions: ['GetItem', 'Query'], indexes: ['gsi1', 'gsi2'] },
    },
    seals: [{ prefix: 'days/', actions: ['GetObject'] }],
  },
  {
    entry: 'functions/streams/record-audit.ts',
    description: 'Appends every signed change to the audit trail',
    trigger: { kind: 'stream', tables: AUDITED },
    environment: RecordingEnvironment,
    tables: { audit: { actions: ['GetItem', 'PutItem'], indexes: ['gsi1'] } },
  },
  {
    entry: 'functions/jobs/seal-audit.ts',
    description: 'Seals the days of the audit trail that are over',
    trigger: { kind: 'schedule', schedule: 'sealAudit' },
    environment: SealingEnvironment,
    tables: { audit: { actions: ['GetItem', 'Query', 'PutItem'] } },
    seals: [{ prefix: 'days/', actions: ['GetObject', 'PutObject'], missing: 'told' }],
    timeoutSeconds: JOB_SECONDS,
  },
]
