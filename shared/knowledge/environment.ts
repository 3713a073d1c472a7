import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'

/** Where documents are kept. */
const Storage = {
  KNOWLEDGE_TABLE: z.string(),
  DOCUMENTS_BUCKET: z.string(),
}

/** What the function of documents is told. */
export const KnowledgeEnvironment = ApiEnvironment.extend({
  ...Storage,
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
  /** Where S3 is, when it is not where AWS has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
})
export type KnowledgeEnvironment = z.output<typeof KnowledgeEnvironment>

/** What the function is told that checks files as they arrive. */
export const ArrivalEnvironment = FunctionEnvironment.extend(Storage)
export type ArrivalEnvironment = z.output<typeof ArrivalEnvironment>
