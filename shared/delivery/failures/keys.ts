import * as z from 'zod'
import { entity } from '#kernel/entity'
import { FailureId, Handling } from './model.ts'

export const handlingKey = (id: string) => ({ pk: `FAILURE#${id}`, sk: 'HANDLING' })

/** What was done about a failure last. The platform itself writes it too, so nobody signs it. */
export const handlingEntity = entity<Handling>({
  name: 'failure-handling',
  schemaVersion: 1,
  schema: Handling,
  keys: ({ id }) => handlingKey(id),
})

/** That somebody had a failure redriven or dismissed it; append only, and what the audit trail records of it. */
const Order = z.object({ id: FailureId, number: z.int().positive() })
export const failureOrderEntity = entity<z.output<typeof Order>>({
  name: 'failure-order',
  schemaVersion: 1,
  schema: Order,
  keys: ({ id, number }) => ({ pk: `FAILURE#${id}`, sk: `ORDER#${String(number).padStart(8, '0')}` }),
})

/** Under which Lambda writes to the failures bucket. */
export const FAILURES_PREFIX = 'aws/lambda/'

/** The id of the failure that lies at a key of the bucket. */
export const failureIdOf = (key: string): FailureId =>
  FailureId.parse(Buffer.from(key.slice(FAILURES_PREFIX.length)).toString('base64url'))

/** The key at which a failure lies; undefined for an id that no key of Lambda's gives. */
export const objectKeyOf = (id: FailureId): string | undefined => {
  const rest = Buffer.from(id, 'base64url').toString()
  return LAMBDA_KEY.test(rest) ? `${FAILURES_PREFIX}${rest}` : undefined
}

/** `async/<function>/2026/03/01/2026-03-01T09.30.00-<uuid>`, or with the mapping and the shard in front. */
const LAMBDA_KEY = /^(?:[\w-]+\/)+\d{4}\/\d{2}\/\d{2}\/[\w.-]+$/
