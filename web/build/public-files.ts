import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { filesOf } from './files.ts'
import { regionShapes } from './region-shapes.ts'

const PUBLIC = join(dirname(dirname(fileURLToPath(import.meta.url))), 'public')
const require = createRequire(import.meta.url)
const SWAGGER = dirname(require.resolve('swagger-ui-dist/package.json'))

const OUTLINES = '.geo.json'

/** The files of a deployment beside the application: its texts as they are, and the outlines of regions as they are drawn.
 *  @returns the files by their paths below the portal's root
 *  @throws Error when outlines cannot be drawn */
export const publicFiles = (): ReadonlyMap<string, Uint8Array | string> =>
  new Map<string, Uint8Array | string>(
    filesOf(PUBLIC).map((path) => {
      const file = join(PUBLIC, path)
      return path.endsWith(OUTLINES)
        ? [path.replace(OUTLINES, '.json'), JSON.stringify(regionShapes(file))]
        : [path, readFileSync(file)]
    }),
  )

/** The notices of the library on the page of the API, which carries others within. */
export const swaggerNotices = (): string =>
  ['NOTICE', 'LICENSE', 'swagger-ui-bundle.js.LICENSE.txt']
    .map((name) => readFileSync(join(SWAGGER, name), 'utf8').trim())
    .join('\n\n---\n\n')
