import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import { addresses } from '../app/addresses.ts'
import { BROWSERS } from './browsers.ts'

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))
const APP = join(WEB, 'app')
const ADDRESSES = join(APP, 'addresses.ts')

/** Gives the portal the addresses of all routes, without the contracts that they are read from. */
const addressesAlone: Plugin = {
  name: 'addresses-alone',
  enforce: 'pre',
  load: (id) => (id === ADDRESSES ? `export const addresses = ${JSON.stringify(addresses)}` : undefined),
}

/** Builds the application: one page, its scripts and styles with names by content.
 *  @returns the files by their paths below the portal's root */
export const buildApplication = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const built = await forProduction(() =>
    build({
      root: APP,
      configFile: false,
      envDir: false,
      logLevel: 'warn',
      plugins: [addressesAlone, react()],
      publicDir: false,
      build: {
        write: false,
        target: [...BROWSERS],
        modulePreload: { polyfill: false },
        // Nothing inline: the policy of the portal allows only files of its own.
        assetsInlineLimit: 0,
        license: { fileName: 'licences.md' },
        rolldownOptions: {
          output: {
            hashCharacters: 'hex',
            entryFileNames: 'assets/[name]-[hash:10].js',
            chunkFileNames: 'assets/[name]-[hash:10].js',
            assetFileNames: 'assets/[name]-[hash:10][extname]',
          },
        },
      },
    }),
  )
  const files = new Map<string, Uint8Array>()
  for (const { output } of 'output' in built ? [built] : Array.isArray(built) ? built : [])
    for (const file of output) {
      const content = file.type === 'chunk' ? file.code : file.source
      files.set(file.fileName, typeof content === 'string' ? new TextEncoder().encode(content) : content)
    }
  return files
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
export const applicationInputs = (): readonly string[] => [
  readFileSync(join(dirname(WEB), 'package-lock.json'), 'utf8'),
  JSON.stringify(addresses),
]
