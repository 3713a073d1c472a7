import { parseArgs } from 'node:util'
import type { Wishes } from '#imports/mapping'

/** What `npm run import` was asked for. */
export interface ImportArguments {
  readonly kind: string
  readonly file: string
  readonly wishes: Wishes
  /** Whose account sends: a sample account of the local platform. */
  readonly as?: string
  /** A token or key of one's own. */
  readonly key?: string
  /** Where the platform is; the one that runs on this machine unless given. */
  readonly url?: string
  /** The data folder of the platform on this machine, where it is another than `.local`. */
  readonly data?: string
  readonly dryRun: boolean
}

/** The command was written in a way that cannot be followed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const IMPORT_USAGE = `Usage: npm run import -- <kind> <file.csv> [options]
   or: npm run import -- register <folder> [--as … | --key …] [--url …] [--data …]
  --map column=field,…         which column fills which field, where their names differ
  --set field=value,…          one value for all rows
  --recode field:from=to,…     what a text of the file means
  --where column=value,…       only the rows with this value
  --ignore column,…            columns to leave out
  --as <persona> | --key <token>   who sends; AGGLOMERA_TOKEN works too
  --url <address>              another platform than the one on this machine
  --data DIR                   its data folder, where it is another than .local
  --dry-run                    only look whether the rows are in order`

const OPTIONS = {
  map: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  recode: { type: 'string', multiple: true },
  where: { type: 'string', multiple: true },
  ignore: { type: 'string', multiple: true },
  as: { type: 'string' },
  key: { type: 'string' },
  url: { type: 'string' },
  data: { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const

/** Reads the command line. @throws UsageError */
export const parseArguments = (words: readonly string[]): ImportArguments => {
  const { values, positionals } = parsed(words)
  const [kind, file, ...rest] = positionals
  if (kind === undefined || file === undefined) throw new UsageError(IMPORT_USAGE)
  if (rest.length > 0)
    throw new UsageError(
      `"${rest.join(' ')}" is too much: one kind and one file at a time. Texts with spaces need quotes.\n${IMPORT_USAGE}`,
    )
  if (values.as !== undefined && values.key !== undefined)
    throw new UsageError('Give either --as or --key, not both')
  return {
    kind,
    file,
    wishes: {
      map: new Map(pairs('--map', values.map, /,(?=[^,=]+=)/)),
      set: new Map(pairs('--set', values.set, /,(?=\w+=)/)),
      recode: recodes(values.recode),
      where: grouped(pairs('--where', values.where, /,(?=[^,=]+=)/)),
      ignore: new Set((values.ignore ?? []).flatMap((text) => text.split(',')).map((text) => text.trim())),
    },
    ...(values.as !== undefined && { as: values.as }),
    ...(values.key !== undefined && { key: values.key }),
    ...(values.url !== undefined && { url: values.url }),
    ...(values.data !== undefined && { data: values.data }),
    dryRun: values['dry-run'] ?? false,
  }
}

const parsed = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${IMPORT_USAGE}`)
  }
}

/** `a=1,b=2` as pairs; a comma separates only where another name follows, so that values may hold commas. */
const pairs = (option: string, texts: readonly string[] | undefined, separator: RegExp): [string, string][] =>
  (texts ?? [])
    .flatMap((text) => text.split(separator))
    .map((part) => {
      const at = part.indexOf('=')
      if (at < 1) throw new UsageError(`${option}: "${part}" is not name=value`)
      return [part.slice(0, at).trim(), part.slice(at + 1)]
    })

const grouped = (entries: readonly [string, string][]): ReadonlyMap<string, ReadonlySet<string>> => {
  const groups = new Map<string, Set<string>>()
  for (const [name, value] of entries) groups.set(name, (groups.get(name) ?? new Set()).add(value))
  return groups
}

const recodes = (texts: readonly string[] | undefined): Wishes['recode'] => {
  const all = new Map<string, Map<string, string>>()
  for (const part of (texts ?? []).flatMap((text) => text.split(/,(?=\w+:)/))) {
    const [, field, from, to] = /^\s*(\w+):([^=]*)=(.*)$/s.exec(part) ?? []
    if (field === undefined || from === undefined || to === undefined)
      throw new UsageError(`--recode: "${part}" is not field:from=to`)
    all.set(field, (all.get(field) ?? new Map<string, string>()).set(from, to))
  }
  return all
}
