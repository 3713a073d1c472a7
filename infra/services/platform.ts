import { platformContract } from '#platform/contract'
import { PlatformEnvironment } from '#platform/environment'
import { recordsContract } from '#records/contract'
import { RecordsEnvironment } from '#records/environment'
import { CAPABILITY, type Service, USAGE } from './service.ts'

/** The platform itself. */
export const platformServices: readonly Service[] = [
  {
    entry: 'functions/api/platform.ts',
    description: 'Health, the description of the API, and the answer to unknown routes',
    trigger: { kind: 'api', contract: platformContract, fallback: true },
    environment: PlatformEnvironment,
    tables: {},
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
]
