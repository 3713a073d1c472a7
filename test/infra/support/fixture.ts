import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { type Contract, route } from '#kernel/contract'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'
import { functionName } from '../../../infra/bundle.ts'
import type { Service } from '../../../infra/services.ts'

const answer = { access: 'public', summary: 'x', responses: { 200: z.object({}) } } as const

const platformContract: Contract = {
  name: 'platform',
  routes: { health: route({ ...answer, method: 'GET', path: '/health' }) },
}

export const clusterContract: Contract = {
  name: 'clusters',
  routes: {
    list: route({ ...answer, method: 'GET', path: '/clusters' }),
    read: route({ ...answer, method: 'GET', path: '/clusters/{clusterId}' }),
    create: route({ ...answer, method: 'POST', path: '/clusters' }),
  },
}

/** The function that no platform can be without. */
export const platformService: Service = {
  entry: 'functions/api/platform.ts',
  description: 'Health and documentation',
  trigger: { kind: 'api', contract: platformContract, fallback: true },
  environment: FunctionEnvironment,
  tables: {},
}

/** One function of each kind. */
export const fixtureServices: readonly Service[] = [
  platformService,
  {
    entry: 'functions/api/clusters.ts',
    description: 'Clusters',
    trigger: { kind: 'api', contract: clusterContract },
    environment: ApiEnvironment.extend({ REGISTRY_TABLE: z.string(), DOCUMENTS_BUCKET: z.string() }),
    tables: {
      registry: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], indexes: ['gsi1'] },
      governance: { actions: ['GetItem'] },
    },
    documents: [{ prefix: 'incoming/', actions: ['PutObject'] }],
  },
  {
    entry: 'functions/jobs/aggregate-kpis.ts',
    description: 'Aggregates',
    trigger: { kind: 'schedule', schedule: 'aggregateKpis' },
    environment: FunctionEnvironment.extend({ MONITORING_TABLE: z.string() }),
    tables: { monitoring: { actions: ['GetItem', 'Query', 'PutItem'] } },
  },
  {
    entry: 'functions/streams/follow-register.ts',
    description: 'Marks',
    trigger: { kind: 'stream', tables: ['registry'] },
    environment: FunctionEnvironment.extend({ MONITORING_TABLE: z.string() }),
    tables: { monitoring: { actions: ['PutItem'] } },
  },
  {
    entry: 'functions/events/finalise-document.ts',
    description: 'Finalises',
    trigger: { kind: 'object-created', prefix: 'incoming/' },
    environment: FunctionEnvironment.extend({ KNOWLEDGE_TABLE: z.string(), DOCUMENTS_BUCKET: z.string() }),
    tables: { knowledge: { actions: ['GetItem', 'UpdateItem'] } },
    documents: [{ prefix: 'incoming/', actions: ['GetObject', 'DeleteObject'] }],
  },
]

/** A folder with an empty bundle for each service. */
export const fixtureBundles = (services: readonly Service[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'))
  for (const { entry } of services) {
    mkdirSync(join(folder, functionName(entry)))
    writeFileSync(join(folder, functionName(entry), 'index.js'), `// ${entry}\n`)
  }
  return folder
}
