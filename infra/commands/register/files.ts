import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import * as z from 'zod'
import { canonicalJson } from '#kernel/digest'
import {
  EntryRecord,
  REGISTER_HASH_FORMAT,
  RegisterDefinition,
  RegisteredCluster,
  StatementRecord,
  Step,
} from '#registry/model'
import { UsageError } from '../import/arguments.ts'

/** What the files of a register hold, one kind of record each; how a record is bound to others stands in it. */
export const REGISTER_FILES = {
  register: RegisterDefinition,
  entries: EntryRecord.shape.entry.extend({ version: EntryRecord.shape.version }),
  steps: Step.extend({ entry: EntryRecord.shape.entry.shape.number }),
  clusters: RegisteredCluster.omit({ confirmations: true }),
  confirmations: Step.extend({ cluster: RegisteredCluster.shape.id }),
  statements: StatementRecord.extend({ cluster: RegisteredCluster.shape.id }),
} as const
type FileName = keyof typeof REGISTER_FILES

const HASH = z.string().regex(/^[0-9a-f]{64}$/)

/** What an exported register is, and what its files have to be. */
const RegisterManifest = z.object({
  format: z.literal(REGISTER_HASH_FORMAT),
  code: z.string(),
  exportedAt: z.string(),
  /** The hash of the register, and those of its entries by number. */
  hash: HASH,
  entries: z.record(z.string(), HASH),
  counts: z.record(z.string(), z.int()),
  /** SHA-256 of each file by its name. */
  files: z.record(z.string(), HASH),
})
export type RegisterManifest = z.output<typeof RegisterManifest>

/** A register in memory, as files hold it. */
export interface WholeRegister {
  readonly register: RegisterDefinition
  readonly records: readonly EntryRecord[]
}

const sha256Of = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

/** Writes a register: each kind of record as JSON with its JSON Schema and as CSV, and a manifest.
 *  @returns the manifest */
export const writeRegister = (
  folder: string,
  whole: WholeRegister,
  known: Pick<RegisterManifest, 'exportedAt' | 'hash' | 'entries'>,
): RegisterManifest => {
  mkdirSync(folder, { recursive: true })
  const files: Record<string, string> = {}
  const counts: Record<string, number> = {}
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    files[name] = sha256Of(text)
  }
  for (const { name, schema, records } of tablesOf(whole)) {
    put(`${name}.json`, inOrder(name === 'register' ? records[0] : records))
    put(`${name}.csv`, csvOf(Object.keys(schema.shape), records))
    put(`${name}.schema.json`, `${JSON.stringify(schemaOf(name, schema), null, 2)}\n`)
    counts[name] = records.length
  }
  const manifest = {
    format: REGISTER_HASH_FORMAT,
    code: whole.register.code,
    ...known,
    counts,
    files,
  } as const
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** The database keeps no order of members: equal registers give equal files. */
const inOrder = (content: unknown): string => {
  const ordered: unknown = JSON.parse(canonicalJson(content))
  return `${JSON.stringify(ordered, null, 2)}\n`
}

/** The records of a register, by the file that holds them. A cluster with several entries stands there once. */
const tablesOf = ({ register, records }: WholeRegister) => {
  const clusters = [...new Map(records.map((record) => [record.cluster.id, record])).values()]
  const table = (name: FileName, rows: readonly object[]) => ({
    name,
    schema: REGISTER_FILES[name],
    records: rows,
  })
  return [
    table('register', [register]),
    table(
      'entries',
      records.map(({ version, entry }) => ({ version, ...entry })),
    ),
    table(
      'steps',
      records.flatMap(({ entry, steps }) => steps.map((step) => ({ entry: entry.number, ...step }))),
    ),
    table(
      'clusters',
      clusters.map(({ cluster: { confirmations: _confirmations, ...cluster } }) => cluster),
    ),
    table(
      'confirmations',
      clusters.flatMap(({ cluster: { id, confirmations } }) =>
        confirmations.map((step) => ({ cluster: id, ...step })),
      ),
    ),
    table(
      'statements',
      clusters.flatMap(({ cluster, statements }) =>
        statements.map((statement) => ({ cluster: cluster.id, ...statement })),
      ),
    ),
  ]
}

/** One column a member; what is no plain value stands there as JSON. */
const csvOf = (columns: readonly string[], records: readonly object[]): string =>
  stringify(
    records.map((record) =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, cell(value)])),
    ),
    { header: true, columns: [...columns] },
  )

const cell = (value: unknown): string =>
  typeof value === 'object' && value !== null ? canonicalJson(value) : String(value ?? '')

const schemaOf = (name: string, schema: z.ZodType) =>
  z.toJSONSchema(name === 'register' ? schema : z.array(schema), { target: 'draft-2020-12', io: 'output' })

/** Reads a register that was exported.
 *  @throws UsageError naming the file that is missing, was changed since, or holds something else */
export const readRegister = (folder: string): WholeRegister & { readonly manifest: RegisterManifest } => {
  const manifest = parsed(RegisterManifest, folder, 'manifest.json', bytesOf(folder, 'manifest.json'))
  const read = <S extends z.ZodType>(name: FileName, schema: S): z.output<S> => {
    const file = `${name}.json`
    const bytes = bytesOf(folder, file)
    if (sha256Of(bytes) !== manifest.files[file])
      throw new UsageError(
        `${join(folder, file)} is not what was exported: its SHA-256 is not the manifest's`,
      )
    return parsed(schema, folder, file, bytes)
  }
  const register = read('register', REGISTER_FILES.register)
  const entries = read('entries', z.array(REGISTER_FILES.entries))
  const steps = groupedBy(read('steps', z.array(REGISTER_FILES.steps)), ({ entry }) => entry)
  const clusters = new Map(read('clusters', z.array(REGISTER_FILES.clusters)).map((one) => [one.id, one]))
  const confirmations = groupedBy(
    read('confirmations', z.array(REGISTER_FILES.confirmations)),
    ({ cluster }) => cluster,
  )
  const statements = groupedBy(
    read('statements', z.array(REGISTER_FILES.statements)),
    ({ cluster }) => cluster,
  )
  const records = entries.map(({ version, ...entry }): EntryRecord => {
    const cluster = clusters.get(entry.cluster)
    if (cluster === undefined)
      throw new UsageError(
        `${join(folder, 'clusters.json')} lacks the cluster ${entry.cluster} of the entry ${entry.number}`,
      )
    return {
      version,
      entry,
      steps: (steps.get(entry.number) ?? []).map(({ entry: _entry, ...step }) => step),
      cluster: {
        ...cluster,
        confirmations: (confirmations.get(cluster.id) ?? []).map(({ cluster: _cluster, ...step }) => step),
      },
      statements: (statements.get(cluster.id) ?? []).map(({ cluster: _cluster, ...statement }) => statement),
    }
  })
  return { register, records, manifest }
}

const bytesOf = (folder: string, file: string): Buffer => {
  try {
    return readFileSync(join(folder, file))
  } catch (error) {
    throw new UsageError(
      `No exported register is in ${folder}: ${error instanceof Error ? error.message : error}`,
    )
  }
}

const parsed = <S extends z.ZodType>(schema: S, folder: string, file: string, bytes: Buffer): z.output<S> => {
  const result = schema.safeParse(jsonIn(bytes, join(folder, file)))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new UsageError(`${join(folder, file)}: /${issue?.path.join('/')}: ${issue?.message}`)
}

const jsonIn = (bytes: Buffer, path: string): unknown => {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new UsageError(`${path} is not JSON`)
  }
}

const groupedBy = <T>(
  records: readonly T[],
  keyOf: (record: T) => string,
): ReadonlyMap<string, readonly T[]> => Map.groupBy(records, keyOf)
