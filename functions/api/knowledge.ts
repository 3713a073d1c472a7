import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { knowledgeContract } from '#knowledge/contract'
import { KnowledgeEnvironment } from '#knowledge/environment'
import { createKnowledge } from '#knowledge/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(KnowledgeEnvironment)
const table = tableNamed(environment.KNOWLEDGE_TABLE)

export const handler = serve({
  contract: knowledgeContract,
  handlers: createKnowledge(environment, {
    table,
    registry: registryReader(tableNamed(environment.REGISTRY_TABLE)),
    reference: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
  }),
  ...admission(environment),
  table,
})
