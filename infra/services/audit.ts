import { auditContract } from '#audit/contract'
import { AuditEnvironment, RecordingEnvironment, SealingEnvironment } from '#audit/environment'
import { AUDITED, CAPABILITY, JOB_SECONDS, type Service, USAGE } from './service.ts'

/** The audit trail. */
export const auditServices: readonly Service[] = [
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
