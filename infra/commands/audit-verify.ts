import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import { type ExportedTrail, type Finding, Seal, strangersAmong, verifyTrail } from '#audit/model'
import { UsageError } from './import/arguments.ts'
import { told } from './operate/told.ts'

const USAGE = `Usage: npm run audit:verify -- <folder of an export> [--seals FOLDER] [--key FILE --items FILE]
  --seals   seals that you read from the locked bucket yourself: with them, days that were all written anew are found too
  --key     the deployment's key of hashes; with it, the stored records in --items are held against the trail
  --items   stored records, one JSON a line: {"context": "registry", "item": { … as stored … }}`

/** What to verify, and what to hold it against. */
interface Evidence {
  readonly folder: string
  readonly seals?: string | undefined
  readonly key?: string | undefined
  readonly items?: string | undefined
}

/** Verifies an export without asking any platform.
 *  @returns what is wrong, and what was looked at in sentences
 *  @throws UsageError when the folder holds no export */
export const verifyExport = (
  evidence: Evidence,
): { findings: readonly Finding[]; said: readonly string[] } => {
  const trail = readTrail(evidence.folder)
  const verdict = verifyTrail(trail, evidence.seals === undefined ? undefined : rootsIn(evidence.seals))
  const strangers =
    evidence.key === undefined || evidence.items === undefined
      ? []
      : strangersAmong(verdict.trail, storedIn(evidence.items), readFileSync(evidence.key, 'utf8').trim())
  const { sealed, open, fromTheStart } = verdict
  return {
    findings: [...verdict.findings, ...strangers],
    said: [
      `${sealed.records} changes of ${sealed.days} sealed days`,
      ...(fromTheStart ? [] : ['The export does not begin with the first day of the trail.']),
      ...(open.length > 0 ? [`Not sealed yet, so nothing vouches for: ${open.join(', ')}`] : []),
      ...(evidence.seals === undefined
        ? ['The seals are those of the export: hold them against the locked bucket with --seals.']
        : []),
    ],
  }
}

const readTrail = (folder: string): ExportedTrail => {
  const seals = filesIn(join(folder, 'seals'), '.json')
  const records = filesIn(join(folder, 'records'), '.jsonl')
  if (seals.length + records.length === 0)
    throw new UsageError(
      `${folder} holds no export of the audit trail (records/<day>.jsonl, seals/<day>.json)`,
    )
  return {
    records: new Map(records.map(([day, text]) => [day, text.split('\n').filter((line) => line !== '')])),
    seals: new Map(seals),
  }
}

const rootsIn = (folder: string): ReadonlyMap<string, string> => {
  const roots = filesIn(folder, '.json').map(([, text]): [string, string] => {
    const { day, root } = Seal.parse(JSON.parse(text))
    return [day, root]
  })
  if (roots.length === 0) throw new UsageError(`${folder} holds no seals (<day>.json)`)
  return new Map(roots)
}

const Stored = z.object({
  context: z.string(),
  item: z.looseObject({ pk: z.string(), sk: z.string(), deleted: z.boolean().optional() }),
})

/** Stored records by the name that the trail has for them, without deleted ones that have not expired yet. */
const storedIn = (file: string) =>
  new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Stored.parse(JSON.parse(line)))
      .filter(({ item }) => item.deleted !== true)
      .map(({ context, item }) => [`${context}/${item.pk}/${item.sk}`, item]),
  )

/** The files of a folder that are called after a day. */
const filesIn = (folder: string, ending: string): readonly (readonly [string, string])[] =>
  existsSync(folder)
    ? globSync(`????-??-??${ending}`, { cwd: folder })
        .sort()
        .map((name) => [basename(name, ending), readFileSync(join(folder, name), 'utf8')] as const)
    : []

const lineOf = ({ day, line, kind, detail }: Finding): string =>
  `${day}${line === undefined ? '' : `, line ${line}`}: ${kind}: ${detail}`

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seals: { type: 'string' }, key: { type: 'string' }, items: { type: 'string' } },
  })
  const [folder, ...rest] = positionals
  if (folder === undefined || rest.length > 0 || (values.key === undefined) !== (values.items === undefined))
    throw new UsageError(USAGE)
  const { findings, said } = verifyExport({ folder: resolve(folder), ...values })
  for (const sentence of said) console.log(sentence)
  for (const finding of findings) console.log(lineOf(finding))
  console.log(
    findings.length === 0 ? 'The trail is whole.' : `The trail is NOT whole: ${findings.length} findings.`,
  )
  return findings.length === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await told(main, USAGE)
