import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'
import { BROWSERS } from './browsers.ts'
import { filesOf } from './files.ts'

const WEB = dirname(dirname(fileURLToPath(import.meta.url)))
const require = createRequire(import.meta.url)
const SWAGGER = dirname(require.resolve('swagger-ui-dist/package.json'))

/** Builds the pages that need no application: everything under `assets/` gets a name with the hash of its content, and
 *  the pages name it so; scripts are bundled, styles minified.
 *  @returns the files by their paths below the portal's root
 *  @throws Error when a page names an asset that is not there */
export const buildStaticPages = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const assets = await assetsOf()
  const files = new Map<string, Uint8Array>()
  for (const [name, content] of assets) files.set(`assets/${hashedName(name, content)}`, content)
  for (const path of filesOf(join(WEB, 'public'))) {
    if (path.startsWith('assets/')) continue
    const content = readFileSync(join(WEB, 'public', path))
    files.set(path, extname(path) === '.html' ? pageOf(path, content.toString(), assets) : content)
  }
  return files
}

/** What decides what comes out, besides the portal's own files. */
export const staticInputs = (): readonly string[] => [readFileSync(join(SWAGGER, 'package.json'), 'utf8')]

/** The assets by the names that pages use. */
const assetsOf = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const assets = new Map<string, Uint8Array>()
  for (const path of filesOf(join(WEB, 'public', 'assets'))) {
    const content = readFileSync(join(WEB, 'public', 'assets', path))
    assets.set(path, extname(path) === '.css' ? await minified(content.toString()) : content)
  }
  const { outputFiles } = await build({
    entryPoints: ['docs', 'verify'].map((name) => join(WEB, 'client', `${name}.ts`)),
    outdir: 'assets',
    bundle: true,
    minify: true,
    format: 'iife',
    target: [...BROWSERS],
    write: false,
  })
  for (const { path, contents } of outputFiles) assets.set(parse(path).base, contents)
  for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css']) {
    // Its source map stays behind, so the line that names it goes too.
    const text = readFileSync(join(SWAGGER, name), 'utf8').replace(/^(\/\/|\/\*)# sourceMappingURL=.*$/m, '')
    assets.set(name, new TextEncoder().encode(text))
  }
  assets.set('licences.txt', licences())
  return assets
}

const minified = async (css: string): Promise<Uint8Array> => {
  const { code } = await transform(css, { loader: 'css', minify: true, target: [...BROWSERS] })
  return new TextEncoder().encode(code)
}

/** The licence texts that go with the library's files. */
const licences = (): Uint8Array =>
  new TextEncoder().encode(
    ['NOTICE', 'LICENSE', 'swagger-ui-bundle.js.LICENSE.txt']
      .map((name) => readFileSync(join(SWAGGER, name), 'utf8').trim())
      .join('\n\n---\n\n'),
  )

const hashedName = (name: string, content: Uint8Array): string => {
  const { name: stem, ext } = parse(name)
  return `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}${ext}`
}

const pageOf = (page: string, text: string, assets: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  new TextEncoder().encode(
    text.replaceAll(/"\/assets\/([^"]+)"/g, (_, name: string) => {
      const content = assets.get(name)
      if (!content) {
        throw new Error(
          `web/public/${page} names /assets/${name}, which is none of ${[...assets.keys()].join(', ')}`,
        )
      }
      return `"/assets/${hashedName(name, content)}"`
    }),
  )
