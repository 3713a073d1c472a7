import { knowledgeContract } from '#knowledge/contract'
import { ArrivalEnvironment, KnowledgeEnvironment } from '#knowledge/environment'
import { CAPABILITY, CODE_LISTS, type Service, USAGE } from './service.ts'

/** Documents. */
export const knowledgeServices: readonly Service[] = [
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
]
