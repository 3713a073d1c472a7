import { isDeepStrictEqual } from 'node:util'
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { StaleVersionError } from '../errors.ts'
import { isItem, type Write } from '../table.ts'

/** What to do about a failed write: `conflict` and `throttled` pass, so it is tried again; `running` is one's own
 *  first sending, to be asked for again under the same token; `done` was written by a sending whose answer got
 *  lost; an error is the caller's. */
export type Verdict = 'conflict' | 'throttled' | 'running' | 'done' | Error

const THROTTLED = new Set(['ThrottlingError', 'ProvisionedThroughputExceeded', 'RequestLimitExceeded'])

/** Reads what DynamoDB answered to a write. */
export const verdictOn = (error: unknown, writes: readonly Write[]): Verdict => {
  if (error instanceof ConditionalCheckFailedException) return refused(writes[0], error.Item)
  if (error instanceof TransactionCanceledException) return cancelled(error, writes)
  if (error instanceof DynamoDBServiceException) {
    if (error.name === 'TransactionConflictException') return 'conflict'
    if (error.name === 'TransactionInProgressException') return 'running'
  }
  return error instanceof Error ? error : new Error(String(error))
}

const cancelled = (error: TransactionCanceledException, writes: readonly Write[]): Verdict => {
  const reasons = error.CancellationReasons ?? []
  const index = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed')
  if (index >= 0) return refusalOf(writes[index], plain(reasons[index]?.Item))
  if (reasons.some(({ Code }) => Code === 'TransactionConflict')) return 'conflict'
  if (reasons.some(({ Code = '' }) => THROTTLED.has(Code))) return 'throttled'
  return error
}

type Attributes = NonNullable<ConditionalCheckFailedException['Item']>

const plain = (raw: Attributes | undefined) => raw && unmarshall(raw)

const refused = (write: Write | undefined, raw: Attributes | undefined): Verdict => {
  const existing = plain(raw)
  if (isOwn(write, existing)) return 'done'
  return refusalOf(write, existing)
}

const refusalOf = (write: Write | undefined, existing: Record<string, unknown> | undefined): Error =>
  write?.otherwise?.(existing && isItem(existing) ? existing : undefined) ?? new StaleVersionError()

/** A single put that the SDK sent twice, because the first answer got lost, meets the record that it wrote itself:
 *  the same content by the same request. */
const isOwn = (write: Write | undefined, existing: Record<string, unknown> | undefined): boolean =>
  write !== undefined &&
  'put' in write &&
  write.put['lastChange'] !== undefined &&
  isDeepStrictEqual(JSON.parse(JSON.stringify(write.put)), existing)
