import { extractsContract } from '#extracts/contract'
import { ExtractsEnvironment, RenderingEnvironment } from '#extracts/environment'
import { referenceContract } from '#reference/contract'
import { ReferenceEnvironment } from '#reference/environment'
import { clustersContract } from '#registry/contract/clusters-contract'
import { registersContract } from '#registry/contract/registers-contract'
import { FollowingEnvironment, RegistryEnvironment, RegistryJobEnvironment } from '#registry/environment'
import type { TableAccess } from '../constructs/grant.ts'
import { CAPABILITY, CODE_LISTS, JOB_SECONDS, type Service, USAGE } from './service.ts'

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

/** Code lists, the register, and extracts from it. */
export const registryServices: readonly Service[] = [
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
]
