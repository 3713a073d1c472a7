import { reportPreviewsContract, reportsContract } from '#reports/contract'
import {
  DueReportsEnvironment,
  MakingEnvironment,
  PreviewsEnvironment,
  ReportsEnvironment,
} from '#reports/environment'
import { CAPABILITY, CODE_LISTS, JOB_SECONDS, type Service, USAGE } from './service.ts'

/** Reports. */
export const reportsServices: readonly Service[] = [
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
    entry: 'functions/api/report-previews.ts',
    description: 'Shows what reports would say, before they are defined',
    trigger: { kind: 'api', contract: reportPreviewsContract },
    environment: PreviewsEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      reference: CODE_LISTS,
      registry: { actions: ['GetItem', 'BatchGetItem', 'Query'] },
      // Puts the key of the hashes of figures where there is none yet.
      monitoring: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem'], indexes: ['gsi1'] },
    },
    // One whole processor: somebody waits, and all figures of a report are read and put into words.
    memoryMegabytes: 1769,
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
]
