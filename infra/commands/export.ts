import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { stringify } from 'csv-stringify/sync'
import type { RecordOf } from '#imports/record'
import { cellsOf, columnsOf } from '#imports/written-cells'
import { ApiProblem } from '#kernel/client'
import { canonicalJson } from '#kernel/digest'
import { readDocuments } from './export/read-documents.ts'
import { readExtracts } from './export/read-extracts.ts'
import { readMoved } from './export/read-moved.ts'
import { readRecords } from './export/read-records.ts'
import { UsageError } from './import/arguments.ts'
import { KIND_NAMES, type Kind, type KindName, kindNamed } from './import/kinds.ts'
import { isMoved } from './import/moved-kinds.ts'
import { connect, NobodyMay, type Platform } from './import/platform.ts'
import { told } from './operate/told.ts'
import { exportRegister } from './register/export-register.ts'

const USAGE = `Usage: npm run export -- [--out DIR] [kind …] [--as <persona> | --key <token>] [--url <address>] [--data DIR]
Kinds, all unless named: ${KIND_NAMES.join(', ')}

   or: npm run export -- register <code> [--out DIR] …
A register whole, with its history and its hash; \`npm run import -- register DIR\` rebuilds it on an empty platform`

/** Writes every record of the kinds as CSV, which importing takes as it is, and as JSON.
 *  @param platformOf who reads records of a kind: it takes the powers that bringing them in takes
 *  @param onClosed told of a kind that may not be read, with the reason, and goes on; without it that ends the export
 *  @returns how many records of each kind */
export const exportTo = async (
  folder: string,
  kinds: readonly Kind[],
  platformOf: (kind: Kind) => Promise<Platform>,
  onClosed?: (kind: KindName, reason: string) => void,
): Promise<ReadonlyMap<string, number>> => {
  mkdirSync(folder, { recursive: true })
  const counts = new Map<string, number>()
  for (const kind of kinds) {
    try {
      const records = await recordsOf(kind.name, await platformOf(kind), folder)
      write(folder, kind, records)
      counts.set(kind.name, records.length)
    } catch (error) {
      if (onClosed === undefined || !isClosed(error)) throw error
      onClosed(kind.name, error.message)
    }
  }
  return counts
}

/** Whether records are kept from whoever asks, or from every sample account. */
const isClosed = (error: unknown): error is Error =>
  error instanceof NobodyMay || (error instanceof ApiProblem && error.status === 403)

const recordsOf = (kind: KindName, platform: Platform, folder: string): Promise<readonly RecordOf[]> => {
  if (isMoved(kind)) return readMoved(kind, platform, folder)
  switch (kind) {
    case 'documents':
      return readDocuments(platform, folder)
    case 'extracts':
      return readExtracts(platform, folder)
    default:
      return readRecords(kind, platform)
  }
}

/** Kinds whose records need one another and come in the order of that. */
const IN_THEIR_ORDER: ReadonlySet<string> = new Set(['indicators', 'rule-sets', 'successions'])

const write = (folder: string, { name, fields }: Kind, records: readonly RecordOf[]): void => {
  // In one order whatever order the platform keeps.
  const sorted = IN_THEIR_ORDER.has(name) ? records : [...records].sort(byText)
  const columns = columnsOf(fields, sorted)
  const rows = sorted.map((record) => cellsOf(fields, record))
  writeFileSync(join(folder, `${name}.csv`), stringify(rows, { header: true, columns }))
  // The database keeps no order of members.
  const ordered: unknown = JSON.parse(canonicalJson(sorted))
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(ordered, null, 2)}\n`)
}

const byText = (a: RecordOf, b: RecordOf) => {
  const [first, second] = [canonicalJson(a), canonicalJson(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

const kindsNamed = (names: readonly string[]): readonly Kind[] =>
  (names.length > 0 ? names : KIND_NAMES).map((name) => {
    const kind = kindNamed(name)
    if (kind === undefined) throw new UsageError(`There is no kind "${name}".\n${USAGE}`)
    return kind
  })

const parsed = (words: readonly string[]) =>
  parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'export' },
      as: { type: 'string' },
      key: { type: 'string' },
      url: { type: 'string' },
      data: { type: 'string' },
    },
  })

const main = async (): Promise<number> => {
  const { values, positionals } = parsed(process.argv.slice(2))
  const { out, ...wishes } = values
  const folder = resolve(out)
  const [first, code, ...rest] = positionals
  if (first === 'register') {
    if (code === undefined || rest.length > 0) throw new UsageError(USAGE)
    const options = await connect(wishes, ['cluster.register'])
    const { hash, counts } = await exportRegister(folder, code, options)
    tell(counts, folder)
    console.log(`Hash of the register: ${hash}`)
    return 0
  }
  const closed = (kind: KindName, reason: string) => console.error(`Left out: ${kind}. ${reason}`)
  const counts = await exportTo(
    folder,
    kindsNamed(positionals),
    ({ powers }) => connect(wishes, powers),
    // Who names kinds wants them all.
    positionals.length === 0 ? closed : undefined,
  )
  tell(Object.fromEntries(counts), folder)
  return 0
}

const tell = (counts: Readonly<Record<string, number>>, folder: string): void => {
  for (const [name, count] of Object.entries(counts))
    console.log(`${count.toLocaleString('en').padStart(9)} ${name}`)
  console.log(`Written as CSV and JSON to ${folder}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await told(main, USAGE)
