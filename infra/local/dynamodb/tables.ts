import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { LocalResource } from '../assembly.ts'
import { StartError } from '../start-error.ts'
import { callEngine, EngineError } from './engine-client.ts'
import type { TableDefinition } from './records.ts'

/** Makes the engine's tables what the template says: keys, indexes, stream, expiry. Throughput limits, backups
 *  and deletion protection have no meaning here. Tables that the template no longer holds stay.
 *  @throws StartError when an existing table cannot become what the template says */
export const ensureTables = async (endpoint: string, tables: readonly LocalResource[]): Promise<void> => {
  // Each is tried to its end: the database is stopped on an error, and of several the first in order is told.
  const tried = await Promise.allSettled(tables.map((table) => ensureTable(endpoint, table)))
  for (const result of tried) if (result.status === 'rejected') throw result.reason
}

/** Makes the tables of the template without their streams, unless one of them is there.
 *  @returns whether it made them */
export const makeWithoutStreams = async (
  endpoint: string,
  tables: readonly LocalResource[],
): Promise<boolean> => {
  const there = await Promise.all(tables.map(({ physicalId }) => describe(endpoint, physicalId)))
  if (there.some((table) => table !== undefined)) return false
  for (const resource of tables)
    await create(endpoint, resource.physicalId, { ...parseTable(resource), StreamSpecification: undefined })
  return true
}

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
const Index = z.object({
  IndexName: z.string(),
  KeySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
})

const GlobalTable = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).default([]),
  LocalSecondaryIndexes: z.array(Index).default([]),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: z.boolean() })
    .optional(),
})
type GlobalTable = z.output<typeof GlobalTable>

const Description = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema,
    GlobalSecondaryIndexes: z.array(Index.extend({ IndexStatus: z.string().optional() })).default([]),
    StreamSpecification: z
      .object({ StreamEnabled: z.boolean(), StreamViewType: z.string().optional() })
      .optional(),
  }),
})
type Description = z.output<typeof Description>['Table']

const ensureTable = async (endpoint: string, resource: LocalResource): Promise<void> => {
  const wanted = parseTable(resource)
  const name = resource.physicalId
  const existing = await describe(endpoint, name)
  if (existing) await adapt(endpoint, name, wanted, existing)
  else await create(endpoint, name, wanted)
  await ensureExpiry(endpoint, name, wanted)
}

const parseTable = (resource: LocalResource): GlobalTable => {
  const parsed = GlobalTable.safeParse(resource.properties)
  if (parsed.success) return parsed.data
  throw new StartError(
    `The table ${resource.path} cannot be read: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
  )
}

const describe = async (endpoint: string, name: string): Promise<Description | undefined> => {
  try {
    return (await callEngine(endpoint, 'DescribeTable', { TableName: name }, Description)).Table
  } catch (error) {
    if (error instanceof EngineError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

const create = async (endpoint: string, name: string, wanted: GlobalTable): Promise<void> => {
  await callEngine(endpoint, 'CreateTable', definitionOf(name, wanted), z.unknown())
  await active(endpoint, name)
}

/** Tables of the template as `CreateTable` takes them.
 *  @throws StartError for one that cannot be read */
export const definitionsOf = (tables: readonly LocalResource[]): readonly TableDefinition[] =>
  tables.map((resource) => definitionOf(resource.physicalId, parseTable(resource)))

const definitionOf = (name: string, wanted: GlobalTable): TableDefinition => {
  const { GlobalSecondaryIndexes, LocalSecondaryIndexes } = wanted
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: wanted.AttributeDefinitions,
    KeySchema: wanted.KeySchema,
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
    ...(LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes }),
    ...streamSpecification(wanted),
  }
}

const streamSpecification = ({ StreamSpecification }: GlobalTable) =>
  StreamSpecification && {
    StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType },
  }

const adapt = async (
  endpoint: string,
  name: string,
  wanted: GlobalTable,
  existing: Description,
): Promise<void> => {
  const impossible = (what: string) =>
    new StartError(`The table ${name} has ${what} than the template says; start over with --reset`)
  if (!sameKeys(existing.KeySchema, wanted.KeySchema)) throw impossible('other keys')
  const { StreamSpecification: stream } = existing
  if (!stream?.StreamEnabled && wanted.StreamSpecification) {
    await updateTable(endpoint, name, { ...streamSpecification(wanted) })
  } else if (stream?.StreamEnabled && stream.StreamViewType !== wanted.StreamSpecification?.StreamViewType) {
    throw impossible('another stream')
  }
  const indexes = new Map(existing.GlobalSecondaryIndexes.map((index) => [index.IndexName, index]))
  for (const index of wanted.GlobalSecondaryIndexes) {
    const there = indexes.get(index.IndexName)
    if (there && !sameKeys(there.KeySchema, index.KeySchema))
      throw impossible(`other keys of ${index.IndexName}`)
    if (there) continue
    // DynamoDB adds one index per update.
    await updateTable(endpoint, name, {
      AttributeDefinitions: wanted.AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    })
  }
}

const sameKeys = (a: z.output<typeof KeySchema>, b: z.output<typeof KeySchema>): boolean =>
  isDeepStrictEqual(a, b)

/** Changes a table's settings and waits until it serves again. */
export const updateTable = async (endpoint: string, name: string, change: object): Promise<void> => {
  await callEngine(endpoint, 'UpdateTable', { TableName: name, ...change }, z.unknown())
  await active(endpoint, name)
}

const active = async (endpoint: string, name: string): Promise<void> => {
  for (;;) {
    const table = await describe(endpoint, name)
    const indexes = table?.GlobalSecondaryIndexes ?? []
    const ready = ({ IndexStatus }: { IndexStatus?: string | undefined }) =>
      (IndexStatus ?? 'ACTIVE') === 'ACTIVE'
    if (table?.TableStatus === 'ACTIVE' && indexes.every(ready)) return
    await wait(10)
  }
}

const Expiry = z.object({
  TimeToLiveDescription: z.object({ TimeToLiveStatus: z.string(), AttributeName: z.string().optional() }),
})

const ensureExpiry = async (endpoint: string, name: string, wanted: GlobalTable): Promise<void> => {
  const attribute = wanted.TimeToLiveSpecification?.Enabled
    ? wanted.TimeToLiveSpecification.AttributeName
    : undefined
  const described = await callEngine(endpoint, 'DescribeTimeToLive', { TableName: name }, Expiry)
  const { TimeToLiveStatus, AttributeName } = described.TimeToLiveDescription
  const existing = TimeToLiveStatus === 'ENABLED' ? AttributeName : undefined
  if (existing === attribute) return
  const set = (AttributeName: string, Enabled: boolean) =>
    callEngine(
      endpoint,
      'UpdateTimeToLive',
      { TableName: name, TimeToLiveSpecification: { AttributeName, Enabled } },
      z.unknown(),
    )
  if (existing !== undefined) await set(existing, false)
  if (attribute !== undefined) await set(attribute, true)
}
