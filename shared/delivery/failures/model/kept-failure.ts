import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { wording } from '#kernel/wording'

/** A failure's name in addresses: where it lies in the bucket, in Base64 for addresses. */
export const FailureId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-]{1,500}$/,
    wording({
      en: 'expected the id of a failure: up to 500 letters, digits, hyphens and underscores',
      ru: 'ожидается идентификатор сбоя: до 500 латинских букв, цифр, дефисов и подчёркиваний',
    }),
  )
  .brand<'failure'>()
  .register(z.globalRegistry, { example: 'YXN5bmMvam9icy8yMDI2LzAzLzAxLzIwMjYtMDMtMDFUMDkuMzAuMDAtMQ' })
export type FailureId = z.output<typeof FailureId>

/** What is told of a failure: nothing of the event or the records themselves. */
export const FailureFacts = z.object({
  function: z.string().register(z.globalRegistry, {
    description: 'The name of the function that gave up',
  }),
  source: z.enum(['event', 'stream']).register(z.globalRegistry, {
    description: 'Whether it was given one event, or records of the stream of a table',
  }),
  table: z.string().exactOptional().register(z.globalRegistry, {
    description: 'The table whose records they were',
  }),
  at: Instant.register(z.globalRegistry, { description: 'When it was given up' }),
  condition: z.string().register(z.globalRegistry, {
    description:
      'Why, in the words of AWS Lambda: RetriesExhausted, RetryAttemptsExhausted, RecordAgeExceeded, …',
  }),
  attempts: z.int(),
  records: z.int().register(z.globalRegistry, { description: 'Records of the stream; 1 for an event' }),
  error: z.string().exactOptional().register(z.globalRegistry, {
    description: 'The class of the error at the last attempt, where it was kept; its words are in the log',
  }),
  requestId: z.string().exactOptional().register(z.globalRegistry, {
    description: 'The request of Lambda, by which the log of the function finds it',
  }),
})
export type FailureFacts = z.output<typeof FailureFacts>

/** A failure as it is kept: what is told of it, the words of the error, and what to call the function with. */
export interface KeptFailure {
  readonly facts: FailureFacts
  readonly message: string | undefined
  readonly event: unknown
}

const parsedJson = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  }
})

/** `2026-03-01T09:30:00.123456789Z` and the like, cut to milliseconds. */
const Timestamp = z.string().transform((text, context) => {
  const at = Date.parse(text)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  context.addIssue({ code: 'custom', message: 'not an instant' })
  return z.NEVER
})

const common = {
  timestamp: Timestamp,
  requestContext: z.object({
    requestId: z.string().exactOptional(),
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.number(),
  }),
}

const Fault = z.object({ errorType: z.string().exactOptional(), errorMessage: z.string().exactOptional() })

/** The documents that Lambda writes, for records of a stream and for asynchronous events: AWS Lambda's guide,
 *  "Retaining discarded batches" and "Capturing records of asynchronous invocations". */
const Document = parsedJson.pipe(
  z.union([
    z.object({
      ...common,
      DDBStreamBatchInfo: z.object({ batchSize: z.number(), streamArn: z.string().exactOptional() }),
      payload: parsedJson,
    }),
    z.object({ ...common, requestPayload: z.unknown(), responsePayload: Fault.optional().catch(undefined) }),
  ]),
)

/** Reads a document of the failures bucket. @returns undefined for one that is no record of a failure */
export const failureIn = (text: string): KeptFailure | undefined => {
  const parsed = Document.safeParse(text)
  if (!parsed.success) return undefined
  const { timestamp, requestContext } = parsed.data
  const { requestId, functionArn, condition, approximateInvokeCount } = requestContext
  const known = {
    function: functionNameIn(functionArn),
    at: timestamp,
    condition,
    attempts: approximateInvokeCount,
    ...(requestId !== undefined && { requestId }),
  }
  if ('payload' in parsed.data) {
    const { payload, DDBStreamBatchInfo } = parsed.data
    const table = DDBStreamBatchInfo.streamArn?.split('/')[1]
    const facts = {
      ...known,
      source: 'stream' as const,
      records: DDBStreamBatchInfo.batchSize,
      ...(table !== undefined && { table }),
    }
    return { facts, message: undefined, event: payload }
  }
  const { requestPayload, responsePayload } = parsed.data
  const error = responsePayload?.errorType
  return {
    facts: { ...known, source: 'event', records: 1, ...(error !== undefined && { error }) },
    message: responsePayload?.errorMessage,
    event: requestPayload,
  }
}

/** The name in `arn:aws:lambda:<region>:<account>:function:<name>[:<version>]`. A function is called by it, whatever version
 *  gave up: what it failed on then, today's code is to handle. */
const functionNameIn = (arn: string): string => arn.split(':')[6] ?? arn
