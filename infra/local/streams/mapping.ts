import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { LocalAssembly, LocalResource } from '../assembly.ts'
import type { Iam } from '../iam.ts'
import { StartError } from '../start-error.ts'

/** An event source mapping of the template: which function gets the changes of which table, and how. */
export interface Mapping {
  /** The UUID that AWS would make up; here always the same one. */
  readonly id: string
  readonly path: string
  readonly functionName: string
  readonly functionArn: string
  readonly tableName: string
  readonly streamArn: string
  readonly streamViewType: string
  readonly batchSize: number
  /** After the first attempt; infinite when the template sets no limit. */
  readonly retries: number
  /** Older records are not given to the function any more; infinite when the template sets no limit. */
  readonly maximumAgeSeconds: number
  readonly bisects: boolean
  /** Whether the function's answer names the records it failed on. */
  readonly reportsFailures: boolean
  /** The bucket for what the function could not process. */
  readonly failuresBucket: string | undefined
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST'
}

/** The mappings of an assembly.
 *  @throws StartError for a setting that is not implemented, for more than two readers of a stream (the service's
 *  limit per shard), and for a role that does not let Lambda read the stream or keep the failures */
export const readMappings = (assembly: LocalAssembly, iam: Iam): readonly Mapping[] => {
  const mappings = assembly
    .ofType('AWS::Lambda::EventSourceMapping')
    .flatMap((resource) => readMapping(resource, assembly) ?? [])
  for (const [streamArn, readers] of Map.groupBy(mappings, (mapping) => mapping.streamArn)) {
    if (readers.length <= 2) continue
    throw new StartError(
      `${readers.length} mappings read ${streamArn} (${readers.map(({ path }) => path).join(', ')}); DynamoDB serves two readers of a stream`,
    )
  }
  for (const mapping of mappings) checkRole(mapping, iam)
  return mappings
}

const limit = z
  .int()
  .min(-1)
  .default(-1)
  .transform((value) => (value === -1 ? Number.POSITIVE_INFINITY : value))

const EventSourceMapping = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.int().min(1).max(10_000).default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z
    .strictObject({
      OnFailure: z.strictObject({
        Destination: z
          .string()
          .startsWith('arn:aws:s3:::', 'must be an S3 bucket, which keeps the records themselves'),
      }),
    })
    .optional(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  /** How long Lambda gathers records before it calls: a matter of cost, and here of patience. */
  MaximumBatchingWindowInSeconds: z.number().optional(),
  MaximumRecordAgeInSeconds: limit,
  MaximumRetryAttempts: limit,
  ParallelizationFactor: z.literal(1).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  Tags: z.unknown().optional(),
})

const Streaming = z.object({ StreamSpecification: z.object({ StreamViewType: z.string() }) })

const readMapping = (resource: LocalResource, assembly: LocalAssembly): Mapping | undefined => {
  const parsed = EventSourceMapping.safeParse(resource.properties)
  if (!parsed.success) {
    throw new StartError(
      `The mapping ${resource.path} is more than the local cloud implements: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    )
  }
  const settings = parsed.data
  if (!settings.Enabled) return undefined
  const table = assembly
    .ofType('AWS::DynamoDB::GlobalTable')
    .find(({ arn }) => settings.EventSourceArn.startsWith(`${arn}/stream/`))
  const streaming = Streaming.safeParse(table?.properties)
  if (!table || !streaming.success) {
    throw new StartError(
      `The mapping ${resource.path} reads ${settings.EventSourceArn}, no stream of a table here`,
    )
  }
  const fn = assembly
    .ofType('AWS::Lambda::Function')
    .find(({ physicalId, arn }) => [physicalId, arn].includes(settings.FunctionName))
  if (!fn?.arn) {
    throw new StartError(
      `The mapping ${resource.path} calls ${settings.FunctionName}, no function of the template`,
    )
  }
  return {
    id: uuidOf(`${resource.stack}/${resource.logicalId}`),
    path: resource.path,
    functionName: fn.physicalId,
    functionArn: fn.arn,
    tableName: table.physicalId,
    streamArn: settings.EventSourceArn,
    streamViewType: streaming.data.StreamSpecification.StreamViewType,
    batchSize: settings.BatchSize,
    retries: settings.MaximumRetryAttempts,
    maximumAgeSeconds: settings.MaximumRecordAgeInSeconds,
    bisects: settings.BisectBatchOnFunctionError,
    reportsFailures: settings.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    failuresBucket: settings.DestinationConfig?.OnFailure.Destination.split(':::')[1],
    startingPosition: settings.StartingPosition,
  }
}

/** Lambda reads the stream and writes failures with the function's own role. */
const checkRole = ({ path, functionName, streamArn, failuresBucket }: Mapping, iam: Iam): void => {
  const caller = iam.ofFunction(functionName)
  const bucket = `arn:aws:s3:::${failuresBucket}`
  const needed = [
    ['dynamodb:DescribeStream', streamArn],
    ['dynamodb:GetShardIterator', streamArn],
    ['dynamodb:GetRecords', streamArn],
    ...(failuresBucket === undefined
      ? []
      : [
          ['s3:PutObject', `${bucket}/aws/lambda/failure`],
          ['s3:ListBucket', bucket],
        ]),
  ] as const
  for (const [action = '', resource = ''] of needed) {
    if (caller.allows(action, resource)) continue
    throw new StartError(
      `The mapping ${path} cannot work: the role of ${functionName} lacks ${action} on ${resource}`,
    )
  }
}

const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
