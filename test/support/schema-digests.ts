import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as z from 'zod'
import { canonicalJson, sha256 } from '#kernel/digest'
import { ROOT } from '../../infra/paths.ts'

/** The shapes of all persisted records as digests, so that none changes unnoticed.
 *
 *  `node test/support/schema-digests.ts` records new entities and raised versions. A recorded version stays: with
 *  `--replace` it is overwritten, which is right only for a shape that no platform has stored yet. */

const FILE = join(ROOT, 'test/support/schema-digests.json')

/** `<context>/<entity>` → schema version → digest of the shape. */
export type Digests = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A persisted kind of record as a context's `keys.ts` lists it. */
export interface PersistedEntity {
  readonly name: string
  readonly schemaVersion: number
  readonly schema: z.ZodType
}

const isEntity = (value: unknown): value is PersistedEntity =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'schemaVersion' in value &&
  typeof value.schemaVersion === 'number' &&
  'schema' in value &&
  value.schema instanceof z.ZodType

/** All entities that the contexts persist, by `<context>/<entity>`.
 *  @throws Error for a context with keys but without its list of entities, and for a name given twice */
export const persistedEntities = async (): Promise<ReadonlyMap<string, PersistedEntity>> => {
  const found = new Map<string, PersistedEntity>()
  for (const file of globSync('shared/*/keys.ts', { cwd: ROOT }).sort()) {
    const context = basename(dirname(file))
    const module: Record<string, unknown> = await import(pathToFileURL(join(ROOT, file)).href)
    const list = module[`${context}Entities`]
    if (!Array.isArray(list) || !list.every(isEntity))
      throw new Error(`${file} does not export ${context}Entities, the list of what it persists`)
    for (const kind of list) {
      const name = `${context}/${kind.name}`
      if (found.has(name)) throw new Error(`two kinds of records are called ${name}`)
      found.set(name, kind)
    }
  }
  return found
}

/** The digest of a shape: what is stored and read, without descriptions, examples and names of schemas. */
export const digestOf = ({ schema }: PersistedEntity): string =>
  sha256(
    canonicalJson(
      z.toJSONSchema(schema, {
        io: 'output',
        unrepresentable: 'any',
        metadata: z.registry<object>(),
        // The order in which members are stated is no part of a shape.
        override: ({ jsonSchema }) => void jsonSchema.required?.sort(),
      }),
    ),
  ).slice(0, 32)

/** The digests on record. */
export const recordedDigests = (): Digests => DigestsFile.parse(JSON.parse(readFileSync(FILE, 'utf8')))

const DigestsFile = z.record(z.string(), z.record(z.string(), z.string()))

/** What is wrong with an entity as it is today, in a sentence for who changed it; undefined where nothing is. */
export const complaint = (name: string, kind: PersistedEntity, recorded: Digests): string | undefined => {
  const versions = recorded[name] ?? {}
  const known = versions[kind.schemaVersion]
  const newest = Math.max(0, ...Object.keys(versions).map(Number))
  if (kind.schemaVersion < newest)
    return `${name} is at schemaVersion ${kind.schemaVersion}, but ${newest} is on record: versions never go back`
  if (known === undefined)
    return `${name} version ${kind.schemaVersion} is not on record: run "node test/support/schema-digests.ts"`
  if (known !== digestOf(kind))
    return `the stored shape of ${name} changed, but its schemaVersion is still ${kind.schemaVersion}: raise it and add the step from ${kind.schemaVersion} to \`lift\``
  return undefined
}

if (import.meta.main) {
  const digests: Record<string, Record<string, string>> = structuredClone(recordedDigests())
  for (const [name, kind] of await persistedEntities()) {
    const versions = digests[name] ?? {}
    if (versions[kind.schemaVersion] === undefined || process.argv.includes('--replace'))
      versions[kind.schemaVersion] = digestOf(kind)
    digests[name] = versions
  }
  writeFileSync(FILE, `${JSON.stringify(digests, Object.keys(digests).sort().concat(numbers(digests)), 2)}\n`)
}

/** The versions in all records: JSON's list of members to write, which also sorts them, needs them all. */
function numbers(digests: Digests): string[] {
  return [...new Set(Object.values(digests).flatMap((versions) => Object.keys(versions)))].sort()
}
