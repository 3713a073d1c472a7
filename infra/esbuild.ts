import { join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin, transform } from 'esbuild'
import { ROOT } from './paths.ts'
import { unreadConstants } from './unread-constants.ts'

/** A function to bundle: its path, absolute or relative to the root, and the absolute folder where its `index.js` goes. */
export interface BundleEntry {
  readonly entry: string
  readonly folder: string
}

interface BundledFile {
  readonly path: string
  readonly contents: string
  readonly sourceMap?: string
}

/** Bundled functions: their files, those first that others load, and what esbuild says of them. */
export interface Bundled {
  readonly files: readonly BundledFile[]
  readonly metafile: Metafile
}

/** Whether each file has its source map, which takes a third more time. The names of parts, not what is in them, differ
 *  with it: esbuild makes them from the map as well. */
export type SourceMaps = 'with source maps' | undefined

/** Lambda always gives a function its credentials in the environment. The SDK's chain of providers would bring
 *  sign-in, profile files and instance metadata too: 100 KB that a function can never reach. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path, resolveDir }) => ({
      path,
      namespace: 'environment-credentials',
      pluginData: resolveDir,
    }))
    onLoad({ filter: /.*/, namespace: 'environment-credentials' }, ({ pluginData }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'`,
      resolveDir: String(pluginData),
    }))
  },
}

/** What holds wherever code is written. `import()` becomes `require`: a native `import('node:http')`, as the SDK has
 *  one, loads the fetch of Node: 13 to 23 ms of CPU at the first call. */
const output = {
  platform: 'node',
  target: 'node24',
  supported: { 'dynamic-import': false },
  minify: true,
  // Else each Russian letter takes six bytes instead of two.
  charset: 'utf8',
  sourcesContent: false,
  legalComments: 'none',
} as const satisfies BuildOptions

/** `module` before `main`, so that unused code falls away; the SDK inside, so that its version is the one that was
 *  tested. */
const bundling = {
  ...output,
  absWorkingDir: ROOT,
  bundle: true,
  mainFields: ['module', 'main'],
  plugins: [environmentCredentials, unreadConstants],
  metafile: true,
  write: false,
  logLevel: 'warning',
} satisfies BuildOptions

/** Bundles functions into one file of CommonJS each, which initialises 30 % faster than ESM on Node 24, all in one
 *  call. */
export const bundleWhole = async (
  entries: readonly BundleEntry[],
  sourceMaps?: SourceMaps,
): Promise<Bundled> => {
  const { metafile, outputFiles } = await build({
    ...bundling,
    entryPoints: entries.map(({ entry, folder }) => ({ in: entry, out: join(folder, 'index') })),
    outdir: ROOT,
    format: 'cjs',
    ...(sourceMaps && { sourcemap: 'external' }),
  })
  const texts = new Map(outputFiles.map(({ path, text }) => [path, text]))
  const files = [...texts].filter(([path]) => path.endsWith('.js'))
  return {
    files: files.map(([path, contents]) => fileOf(path, contents, texts.get(`${path}.map`))),
    metafile,
  }
}

const fileOf = (path: string, contents: string, sourceMap: string | undefined): BundledFile => ({
  path,
  contents,
  ...(sourceMap !== undefined && { sourceMap }),
})

/** Bundles a function into `index.js` and, beside it, a file for each part that it loads only when it needs it, by
 *  `import()`. esbuild splits ES modules only, so each file is turned into CommonJS afterwards. (In one file of CommonJS
 *  all that a late part imports, libraries and lists of re-exports too, would be kept whole and loaded at once.) */
export const bundleInParts = async (
  { entry, folder }: BundleEntry,
  sourceMaps?: SourceMaps,
): Promise<Bundled> => {
  const { metafile, outputFiles } = await build({
    ...bundling,
    supported: {},
    entryPoints: [{ in: entry, out: 'index' }],
    outdir: folder,
    format: 'esm',
    splitting: true,
    ...(sourceMaps && { sourcemap: 'inline' }),
  })
  const texts = new Map(outputFiles.map(({ path, text }) => [relative(ROOT, path), text]))
  const outputs: Outputs = {}
  const files: BundledFile[] = []
  for (const [path, file] of reachable(metafile.outputs, relative(ROOT, join(folder, 'index.js')))) {
    const { code, map } = await transform(texts.get(path) ?? '', {
      ...output,
      format: 'cjs',
      sourcefile: path,
      ...(sourceMaps && { sourcemap: 'external' }),
    })
    outputs[path] = { ...file, bytes: Buffer.byteLength(code) }
    files.push(fileOf(join(ROOT, path), code, sourceMaps && map))
  }
  return { files: files.reverse(), metafile: { inputs: metafile.inputs, outputs } }
}

type Outputs = Metafile['outputs']

/** What the start of a bundle loads, at once or later, itself first. esbuild also writes parts whose `import()` fell
 *  away as unused. */
const reachable = (outputs: Outputs, start: string): ReadonlyMap<string, Outputs[string]> => {
  const found = new Map<string, Outputs[string]>()
  const add = (path: string) => {
    const output = outputs[path]
    if (output === undefined || found.has(path)) return
    found.set(path, output)
    for (const { path: imported } of output.imports) add(imported)
  }
  add(start)
  return found
}
