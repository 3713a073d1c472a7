import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { BROWSERS } from './browsers.ts'
import { filesOf } from './files.ts'
import { firstPage, VISIT_TEXTS } from './first-page.ts'
import { swaggerNotices } from './public-files.ts'

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))
const APP = join(WEB, 'app')

/** Where the routes that the portal calls are named: those that everybody calls, and those of each area. */
const isAddresses = (module: string): boolean =>
  module.startsWith(`${APP}/`) && basename(module) === 'addresses.ts'

const NODE = /^node:/

/** What the licences of the libraries ask for, for whoever wants to read it. */
const LICENCES = 'licences.txt'

/** Gives the portal the addresses of routes without the contracts that they are read from. */
const addressesAlone: Plugin = {
  name: 'addresses-alone',
  enforce: 'pre',
  load: async (id) =>
    isAddresses(id) ? `export const addresses = ${JSON.stringify(await addressesIn(id))}` : undefined,
}

const addressesIn = async (module: string): Promise<unknown> => {
  const { addresses }: { addresses: unknown } = await import(module)
  return addresses
}

/** Fonts that are not there at once stay away for this visit: text that changes its width after it was painted makes
 *  everything below it jump. */
const fontsAtOnce: Plugin = {
  name: 'fonts-at-once',
  enforce: 'pre',
  transform: (code, id) =>
    /@fontsource-variable\/.*\.css$/.test(id)
      ? { code: code.replaceAll('font-display: swap', 'font-display: optional'), map: null }
      : undefined,
}

/** What nearly every visit needs comes in few files: one for each language, and one for all else. Only modules that pages of
 *  several areas share are named; what they import comes along. */
const GROUPS = [
  // Needed by the texts of both languages.
  { name: 'plural', test: /\/app\/texts\/plural\.ts$/, priority: 3 },
  ...Object.entries(VISIT_TEXTS).map(([language, name]) => ({
    name,
    test: new RegExp(`/app/(texts|words|figures/texts|areas/public/texts)/${language}(/\\w+)?\\.ts$`),
    priority: 2,
  })),
  {
    name: 'index',
    test: /\/app\/(main\.tsx|format\.ts|ui\/[^/]+|(words|figures\/texts|areas\/public\/texts)\/index\.ts|figures\/(measure|openness|shades)\.ts)$/,
    priority: 1,
  },
]

/** Builds the application: one page, its scripts and styles with names by content.
 *  @returns the files by their paths below the portal's root */
export const buildApplication = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const built = await forProduction(() =>
    build({
      root: APP,
      configFile: false,
      envDir: false,
      logLevel: 'warn',
      plugins: [addressesAlone, fontsAtOnce, react()],
      publicDir: false,
      resolve: {
        alias: [
          // Their builds for servers take for granted what only those have.
          { find: /^csv-(parse|stringify)\/sync$/, replacement: 'csv-$1/browser/esm/sync' },
          { find: /^\.\.\/zip\/zipToArrayBuffer\.js$/, replacement: join(APP, 'figures', 'zip-at-once.ts') },
        ],
      },
      build: {
        write: false,
        target: [...BROWSERS],
        modulePreload: { polyfill: false },
        // Nothing inline: the policy of the portal allows only files of its own.
        assetsInlineLimit: 0,
        license: { fileName: LICENCES },
        rolldownOptions: {
          // Models that the portal shares with the API lie beside some that compute hashes, which none of its pages does.
          external: NODE,
          treeshake: { moduleSideEffects: [{ test: NODE, sideEffects: false }] },
          output: {
            hashCharacters: 'hex',
            codeSplitting: { groups: GROUPS },
            entryFileNames: 'assets/[name]-[hash:10].js',
            // A page's script is named after its area, so that what comes with which area can be told.
            chunkFileNames: ({ facadeModuleId }) => `assets/${areaOf(facadeModuleId)}[name]-[hash:10].js`,
            assetFileNames: 'assets/[name]-[hash:10][extname]',
          },
        },
      },
    }),
  )
  const output = ('output' in built ? [built] : Array.isArray(built) ? built : []).flatMap(
    (one) => one.output,
  )
  const files = new Map<string, Uint8Array>()
  for (const file of output) {
    const content = file.type === 'chunk' ? file.code : file.source
    files.set(file.fileName, typeof content === 'string' ? new TextEncoder().encode(content) : content)
  }
  const page = new TextDecoder().decode(files.get('index.html'))
  const licences = new TextDecoder().decode(files.get(LICENCES))
  files.set(LICENCES, new TextEncoder().encode(`${licences}\n\n---\n\n${swaggerNotices()}\n`))
  return new Map([...files, ...(await firstPage(page, output))])
}

const areaOf = (module: string | null | undefined): string => {
  const area = /\/app\/areas\/([^/]+)\//.exec(module ?? '')?.[1]
  return area === undefined ? '' : `${area}-`
}

/** Builds what is deployed whoever builds it: elsewhere, as under tests, the libraries would be those for development. */
const forProduction = async <T>(work: () => Promise<T>): Promise<T> => {
  const { NODE_ENV } = process.env
  process.env['NODE_ENV'] = 'production'
  try {
    return await work()
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}

/** What decides what comes out, besides the portal's own files: the libraries and the contracts. */
export const applicationInputs = async (): Promise<readonly string[]> => [
  readFileSync(join(dirname(WEB), 'package-lock.json'), 'utf8'),
  ...(await Promise.all(
    filesOf(APP)
      .map((path) => join(APP, path))
      .filter(isAddresses)
      .map(async (path) => JSON.stringify(await addressesIn(path))),
  )),
]
