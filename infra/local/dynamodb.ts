import { join } from 'node:path'
import type { LocalAssembly } from './assembly.ts'
import { CapacityCounter } from './dynamodb/capacity.ts'
import { type Engine, startEngine } from './dynamodb/engine.ts'
import { startProxy } from './dynamodb/proxy.ts'
import { importRecords, type Records, writeRecords } from './dynamodb/records.ts'
import { definitionsOf, ensureTables, makeWithoutStreams } from './dynamodb/tables.ts'
import type { Iam } from './iam.ts'
import { StartError } from './start-error.ts'

/** The tables of the template, served here. */
export interface LocalDynamo {
  /** For functions and commands: checks what the caller's role allows. */
  readonly endpoint: string
  /** Behind it, without checks: for the stream pollers. */
  readonly engine: string
  /** Counts request units per caller and table; over HTTP `PUT`, `GET` and `DELETE` of `<endpoint>/_capacity`. */
  readonly capacity: CapacityCounter
  /** Calls the listener after each acknowledged write with the name of the table. */
  onWrite(listener: (tableName: string) => void): void
  stop(): Promise<void>
}

interface DynamoOptions {
  readonly assembly: LocalAssembly
  readonly iam: Iam
  /** The data go to its folder `dynamodb`. */
  readonly dataDir: string
  /** What its tables hold when they are made. */
  readonly beginning?: Records | undefined
  /** A DynamoDB that already runs, in place of Dynoxide. */
  readonly engineEndpoint?: string | undefined
  /** The database ended without having been asked to; nothing works any more. */
  readonly onCrash?: (error: StartError) => void
}

/** Starts the database with the tables of the template and the proxy before it. Acknowledged writes are on the
 *  disk.
 *  @throws StartError for a missing program, a damaged database, or a table that differs from the template */
export const startDynamo = async ({
  assembly,
  iam,
  dataDir,
  beginning,
  engineEndpoint = process.env['DYNAMODB_ENDPOINT'],
  onCrash = () => undefined,
}: DynamoOptions): Promise<LocalDynamo> => {
  const tables = assembly.ofType('AWS::DynamoDB::GlobalTable')
  const begin =
    beginning &&
    ((binary: string, file: string) => importRecords(binary, file, definitionsOf(tables), beginning))
  const engine: Pick<Engine, 'endpoint' | 'stop'> = engineEndpoint
    ? { endpoint: engineEndpoint, stop: () => Promise.resolve() }
    : await startEngine({ folder: join(dataDir, 'dynamodb'), onCrash, begin })
  try {
    if (engineEndpoint && beginning && (await makeWithoutStreams(engineEndpoint, tables)))
      await writeRecords(engineEndpoint, beginning)
    await ensureTables(engine.endpoint, tables)
  } catch (error) {
    await engine.stop()
    if (error instanceof StartError) throw error
    throw new StartError(`The tables at ${engine.endpoint} cannot be made: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  const listeners = new Set<(tableName: string) => void>()
  const capacity = new CapacityCounter()
  const onWrite = (tables: readonly string[]) => {
    for (const table of tables) for (const listener of listeners) listener(table)
  }
  const proxy = await startProxy({ engine: engine.endpoint, iam, capacity, onWrite })
  return {
    endpoint: proxy.endpoint,
    engine: engine.endpoint,
    capacity,
    onWrite: (listener) => void listeners.add(listener),
    stop: async () => {
      await proxy.stop()
      await engine.stop()
    },
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
