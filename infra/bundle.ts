import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { version } from 'esbuild'
import * as z from 'zod'
import { bundleInParts, bundleWhole } from './esbuild.ts'
import { DIST, ROOT } from './paths.ts'

const META = join(DIST, 'meta.json')
const STAMP = join(DIST, 'inputs.sha256')

/** Folders of bundles; the portal's lies beside them. */
const FUNCTION_FOLDER = /^(api|jobs|streams|events)-/

const Metafile = z.object({
  inputs: z.record(z.string(), z.object({ bytes: z.number() })),
  outputs: z.record(
    z.string(),
    z.object({
      bytes: z.number(),
      entryPoint: z.string().optional(),
      inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })),
    }),
  ),
})

/** What esbuild says about the last bundling: which input went where with how many bytes. */
export type BundleMetafile = z.output<typeof Metafile>

/** What typesetting reads: Typst as WebAssembly, and the fonts. */
const TYPESETTER = [
  'node_modules/@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm',
  'node_modules/@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  'node_modules/@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
  'node_modules/@expo-google-fonts/pt-sans/LICENSE_FONT',
]

/** Files that a function reads at run time: they are put beside its bundle. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  'functions/api/platform.ts': ['docs/openapi.json'],
  'functions/streams/render-extract.ts': TYPESETTER,
  'functions/streams/make-report.ts': TYPESETTER,
}

/** The files beside the bundle of a function, by where they come from. */
const filesBeside = (entry: string): ReadonlyMap<string, string> =>
  new Map((BESIDE[entry] ?? []).map((path) => [path, join(DIST, functionName(entry), basename(path))]))

/** The paths of all functions, relative to the root, sorted. */
export const functionEntries = (): readonly string[] => globSync('functions/*/*.ts', { cwd: ROOT }).sort()

/** `functions/api/registry.ts` → `api-registry`: the name of its bundle and of its Lambda.
 *  @throws Error for any other kind of path */
export const functionName = (entry: string): string => {
  const match = /^functions\/([a-z]+)\/([a-z0-9-]+)\.ts$/.exec(entry)
  if (match) return `${match[1]}-${match[2]}`
  throw new Error(`"${entry}" is not the path of a function (expected functions/<group>/<name>.ts)`)
}

/** Bundles every function into `dist/<group>-<name>/`, unless nothing that the last bundling read has changed since:
 *  those of the API in parts, since somebody waits while they start, the others in one file.
 *  @returns whether it bundled */
export const bundle = async (): Promise<boolean> => {
  const entries = functionEntries()
  if (isFresh(entries)) return false
  const { api = [], others = [] } = Object.groupBy(
    entries.map((entry) => ({ entry, folder: join(DIST, functionName(entry)) })),
    ({ entry }) => (entry.startsWith('functions/api/') ? 'api' : 'others'),
  )
  const bundled = await Promise.all([bundleWhole(others), ...api.map((entry) => bundleInParts(entry))])
  const files = new Map<string, string | Uint8Array>()
  for (const { path, contents } of bundled.flatMap((one) => one.files)) files.set(path, contents)
  for (const entry of entries)
    for (const [from, to] of filesBeside(entry)) files.set(to, readFileSync(join(ROOT, from)))
  for (const [path, contents] of files) replaceFile(path, contents)
  for (const path of functionFiles()) if (!files.has(path)) rmSync(path, { force: true })
  const metafile: BundleMetafile = {
    inputs: Object.assign({}, ...bundled.map((one) => one.metafile.inputs)),
    outputs: Object.assign({}, ...bundled.map((one) => one.metafile.outputs)),
  }
  replaceFile(join(DIST, 'package.json'), '{"type":"commonjs"}\n')
  replaceFile(META, JSON.stringify(metafile))
  replaceFile(STAMP, fingerprint(entries, Object.keys(metafile.inputs)))
  return true
}

/** The metafile of the last bundling.
 *  @throws Error when nothing was bundled yet */
export const readMetafile = (): BundleMetafile => {
  if (!existsSync(META)) throw new Error(`${META} is missing: run "node infra/bundle.ts" first`)
  return Metafile.parse(JSON.parse(readFileSync(META, 'utf8')))
}

const isFresh = (entries: readonly string[]): boolean => {
  if (!existsSync(STAMP) || !existsSync(META)) return false
  const { inputs, outputs } = readMetafile()
  const files = [
    ...entries.flatMap((entry) => [
      join(DIST, functionName(entry), 'index.js'),
      ...filesBeside(entry).values(),
    ]),
    ...Object.keys(outputs).map((path) => join(ROOT, path)),
  ]
  if (!files.every((file) => existsSync(file))) return false
  return readFileSync(STAMP, 'utf8') === fingerprint(entries, Object.keys(inputs))
}

/** Writes a file in one step, so that whoever starts a function meanwhile finds the old or the new one whole. */
const replaceFile = (path: string, contents: string | Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, contents)
  renameSync(beside, path)
}

/** All files of bundles, of the last bundling too, but those that somebody else is writing. */
const functionFiles = (): readonly string[] =>
  globSync('*/*', { cwd: DIST })
    .filter((file) => FUNCTION_FOLDER.test(file) && !/\.\d+$/.test(file))
    .map((file) => join(DIST, file))

/** SHA-256 over everything that decides what comes out: the bundling itself, the lockfile's and esbuild's
 *  versions, the list of entries and the content of each input of the last bundling. */
const fingerprint = (entries: readonly string[], inputs: readonly string[]): string => {
  const hash = createHash('sha256').update(version).update(JSON.stringify(entries))
  const own = [
    'infra/bundle.ts',
    'infra/esbuild.ts',
    'infra/unread-constants.ts',
    'package.json',
    'tsconfig.json',
  ]
  // A package's files change with the lockfile only: its one hash stands for thousands of files.
  const beside = entries.flatMap((entry) => BESIDE[entry] ?? [])
  const sources = [...inputs, ...beside].filter(
    (input) => !/^(node_modules\/|environment-credentials:)/.test(input),
  )
  for (const path of [...own, 'package-lock.json', ...sources.sort()]) {
    const file = join(ROOT, path)
    hash.update(`\0${path}\0`).update(existsSync(file) ? readFileSync(file) : 'missing')
  }
  return hash.digest('hex')
}

if (import.meta.main) {
  const started = performance.now()
  const done = await bundle()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(done ? `bundled ${functionEntries().length} functions in ${seconds} s` : 'nothing has changed')
}
