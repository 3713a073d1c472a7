import { governanceContract } from '#governance/contract'
import { GovernanceEnvironment } from '#governance/environment'
import { CODE_LISTS, type Service, USAGE } from './service.ts'

/** Authorities, people and powers. */
export const governanceServices: readonly Service[] = [
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
]
