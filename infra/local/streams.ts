import { join } from 'node:path'
import type { LocalAssembly } from './assembly.ts'
import { updateTable } from './dynamodb/tables.ts'
import type { Iam } from './iam.ts'
import type { Invocation } from './streams/batch.ts'
import { type Mapping, readMappings } from './streams/mapping.ts'
import { Poller, type PollerPorts } from './streams/poller.ts'
import { Positions } from './streams/positions.ts'
import { StreamReader } from './streams/stream-reader.ts'

/** The running event source mappings. */
export interface LocalStreams {
  /** Resolves when every mapping is done with all records present at the call: processed, or given up and kept. */
  drained(): Promise<void>
  /** A table was written to; without this, changes are seen within a second. */
  wake(tableName: string): void
  /** Does work whose changes no function gets: the streams are off meanwhile, which takes a fifth of the database's
   *  work away, and new ones begin after it. What was there before is processed first. */
  passOver(work: () => Promise<void>): Promise<void>
  /** Lets the calls in hand end; what is not done comes again at the next start. */
  stop(): Promise<void>
}

interface StreamsOptions {
  readonly assembly: LocalAssembly
  readonly iam: Iam
  /** The database's address without checks. */
  readonly engine: string
  /** Positions go to its folder `streams`. */
  readonly dataDir: string
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>
  readonly putObject: (bucket: string, key: string, body: string) => Promise<void>
  readonly log?: (line: string) => void
  readonly now?: () => Date
  /** Milliseconds before attempt n + 1 of a batch; by default 25, 50, 100, … up to a second. */
  readonly pause?: (attempt: number) => number
}

/** Starts a poller for each event source mapping of the template.
 *  @throws StartError for a mapping that is not implemented or not permitted, or a damaged position file */
export const startStreams = async (options: StreamsOptions): Promise<LocalStreams> => {
  const { assembly, iam, invoke, putObject, log = () => undefined, now = () => new Date() } = options
  const pause = options.pause ?? ((attempt: number) => Math.min(1_000, 25 * 2 ** (attempt - 1)))
  const mappings = readMappings(assembly, iam)
  let opened = await Promise.all(mappings.map((mapping) => open(mapping, options)))
  const ports: PollerPorts = { invoke, putObject, log, now, pause }
  const start = () =>
    opened.map(({ mapping, reader, positions }) => new Poller(mapping, reader, positions, ports))
  let pollers = start()
  let stopped = false
  const drained = async () => {
    await Promise.all(pollers.map((poller) => poller.drained()))
  }
  const halt = async () => {
    await Promise.all(pollers.map((poller) => poller.stop()))
  }
  return {
    drained,
    stop: async () => {
      stopped = true
      await halt()
    },
    wake: (tableName) => {
      for (const poller of pollers) if (poller.mapping.tableName === tableName) poller.wake()
    },
    passOver: async (work) => {
      await drained()
      await halt()
      await switchStreams(mappings, options.engine, false)
      try {
        await work()
      } finally {
        await switchStreams(mappings, options.engine, true)
        opened = await Promise.all(mappings.map((mapping) => open(mapping, options)))
        // The engine keeps the old stream's records in the new one.
        await Promise.all(opened.map(({ reader, positions }) => skipToEnd(reader, positions)))
        if (!stopped) pollers = start()
      }
    },
  }
}

const open = async (mapping: Mapping, { engine, dataDir }: StreamsOptions) => {
  const reader = await StreamReader.of(engine, mapping.tableName)
  const positions = new Positions(join(dataDir, 'streams'), mapping.id, reader.arn)
  if (mapping.startingPosition === 'LATEST' && positions.fresh) await skipToEnd(reader, positions)
  return { mapping, reader, positions }
}

const switchStreams = async (mappings: readonly Mapping[], engine: string, on: boolean): Promise<void> => {
  const views = new Map(mappings.map(({ tableName, streamViewType }) => [tableName, streamViewType]))
  for (const [TableName, StreamViewType] of views)
    await updateTable(engine, TableName, {
      StreamSpecification: on ? { StreamEnabled: true, StreamViewType } : { StreamEnabled: false },
    })
}

/** A mapping that starts at the latest record passes over what the stream already holds. */
const skipToEnd = async (reader: StreamReader, positions: Positions): Promise<void> => {
  for (const shard of await reader.shards()) {
    for (;;) {
      const last = (await reader.records(shard, positions.of(shard), PAGE)).at(-1)
      if (!last) break
      positions.set(shard, last.dynamodb.SequenceNumber)
    }
  }
}

const PAGE = 1_000
