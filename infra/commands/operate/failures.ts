import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { keysIn } from './keys-in.ts'
import type { OperatedPlatform } from './operated-platform.ts'

/** What could not be processed, as the failures bucket keeps it. */
export interface Failure {
  readonly key: string
  readonly functionArn: string
  /** When it was given up. */
  readonly at: string
  /** Why: `RetryAttemptsExhausted`, `RetriesExhausted`, `RecordAgeExceeded`, … */
  readonly condition: string
  readonly attempts: number
  /** Records of a stream; 1 for an event. */
  readonly records: number
  /** What the function said at its last attempt, where it was kept. */
  readonly error: string | undefined
  /** What to call the function with. */
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

const common = {
  timestamp: z.string(),
  requestContext: z.object({
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.number(),
  }),
}

/** The documents that Lambda writes, for records of a stream and for asynchronous events: AWS Lambda's guide,
 *  "Retaining discarded batches" and "Capturing records of asynchronous invocations". */
const Kept = parsedJson.pipe(
  z.union([
    z.object({
      ...common,
      DDBStreamBatchInfo: z.object({ batchSize: z.number() }),
      payload: parsedJson,
    }),
    z.object({
      ...common,
      requestPayload: z.unknown(),
      responsePayload: z.object({ errorMessage: z.string() }).optional().catch(undefined),
    }),
  ]),
)

const failureOf = (key: string, text: string): Failure | undefined => {
  const parsed = Kept.safeParse(text)
  if (!parsed.success) return undefined
  const { timestamp, requestContext } = parsed.data
  const known = {
    key,
    functionArn: requestContext.functionArn,
    at: timestamp,
    condition: requestContext.condition,
    attempts: requestContext.approximateInvokeCount,
  }
  if ('payload' in parsed.data) {
    const { payload, DDBStreamBatchInfo } = parsed.data
    return { ...known, records: DDBStreamBatchInfo.batchSize, error: undefined, event: payload }
  }
  const { requestPayload, responsePayload } = parsed.data
  return { ...known, records: 1, error: responsePayload?.errorMessage, event: requestPayload }
}

/** All that the failures bucket keeps, what was given up first first.
 *  @returns besides the failures the keys of objects that are none */
export const readFailures = async (
  platform: OperatedPlatform,
): Promise<{ readonly failures: readonly Failure[]; readonly foreign: readonly string[] }> => {
  const Bucket = await platform.bucketName('failures')
  const failures: Failure[] = []
  const foreign: string[] = []
  for (const Key of await keysIn(platform, Bucket)) {
    const { Body } = await platform.objects.send(new GetObjectCommand({ Bucket, Key }))
    const failure = failureOf(Key, (await Body?.transformToString()) ?? '')
    if (failure === undefined) foreign.push(Key)
    else failures.push(failure)
  }
  return { failures: failures.sort((a, b) => a.at.localeCompare(b.at)), foreign }
}

const Answer = z.object({ batchItemFailures: z.array(z.unknown()) })

/** Gives what failed to its function once more, and removes the object when all of it was handled.
 *  @returns why it stays; undefined when it was handled */
export const replay = async (
  platform: OperatedPlatform,
  { key, functionArn, event }: Failure,
): Promise<string | undefined> => {
  const { payload, error } = await platform.invoke(functionArn, event)
  if (error !== undefined) return error
  const refused = Answer.safeParse(payload).data?.batchItemFailures.length ?? 0
  if (refused > 0) return `${refused} of its records failed again`
  await platform.objects.send(
    new DeleteObjectCommand({ Bucket: await platform.bucketName('failures'), Key: key }),
  )
  return undefined
}
