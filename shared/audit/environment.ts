import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'

/** `registry=<table>,governance=<table>` → by the name of a table, the context whose it is. */
const ContextsByTable = z.string().transform(
  (text) =>
    new Map(
      text.split(',').map((pair): [string, string] => {
        const [context = '', table = ''] = pair.split('=')
        return [table, context]
      }),
    ),
)

/** What the function is told that answers questions about the trail. */
export const AuditEnvironment = ApiEnvironment.extend({
  AUDIT_TABLE: z.string(),
  SEALS_BUCKET: z.string(),
  /** Where S3 is, when it is not where AWS has it. */
  AWS_ENDPOINT_URL_S3: z.url().optional(),
})
export type AuditEnvironment = z.output<typeof AuditEnvironment>

/** What the consumer of all streams is told. It reads no table but its own: the others' names tell it whose a change
 *  is. */
export const RecordingEnvironment = FunctionEnvironment.extend({
  AUDIT_TABLE: z.string(),
  AUDITED_CONTEXTS: ContextsByTable,
})

/** What the job that seals days is told. */
export const SealingEnvironment = FunctionEnvironment.extend({
  AUDIT_TABLE: z.string(),
  SEALS_BUCKET: z.string(),
})
