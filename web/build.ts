import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, parse, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, transform } from 'esbuild'

const HERE = dirname(fileURLToPath(import.meta.url))
const TARGET = join(dirname(HERE), 'dist', 'web')
const require = createRequire(import.meta.url)
const SWAGGER = dirname(require.resolve('swagger-ui-dist/package.json'))

/** What browsers since 2022 understand. */
const BROWSERS = ['chrome105', 'firefox110', 'safari16']

/** What a build did. */
interface Built {
  /** False when nothing had changed since the last build. */
  readonly changed: boolean
  /** Paths relative to the target. */
  readonly files: readonly string[]
}

/** Builds the static pages: everything under `assets/` gets a name with the hash of its content, and the pages name
 *  it so; scripts are bundled, styles minified. Files replace each other one by one, pages last, so that a server on
 *  the folder never shows a half-written page.
 *  @param target the folder for the files; its record `<target>.stamp` lies beside it
 *  @throws Error when a page names an asset that is not there */
export const buildPortal = async (target = TARGET): Promise<Built> => {
  const stamp = `${target}.stamp`
  const inputs = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs && existsSync(join(target, 'index.html'))) {
    return { changed: false, files: filesOf(target) }
  }
  const assets = await assetsOf()
  const files = new Map<string, Uint8Array>()
  for (const [name, content] of assets) files.set(`assets/${hashedName(name, content)}`, content)
  for (const path of filesOf(join(HERE, 'public'))) {
    if (path.startsWith('assets/')) continue
    const content = readFileSync(join(HERE, 'public', path))
    files.set(path, extname(path) === '.html' ? pageOf(path, content.toString(), assets) : content)
  }
  const inOrder = [...files].sort(([a], [b]) => Number(isPage(a)) - Number(isPage(b)))
  for (const [path, content] of inOrder) replace(join(target, path), content)
  // Another build may be under way beside this one: its unfinished files are its own.
  const stale = filesOf(target).filter((path) => !files.has(path) && !path.endsWith('.new'))
  for (const path of stale) rmSync(join(target, path), { force: true })
  replace(stamp, inputs)
  return { changed: true, files: [...files.keys()].sort() }
}

/** Everything that decides what comes out. */
const fingerprint = (): string => {
  const hash = createHash('sha256').update(readFileSync(join(SWAGGER, 'package.json')))
  for (const path of filesOf(HERE)) hash.update(`\0${path}\0`).update(readFileSync(join(HERE, path)))
  return hash.digest('hex')
}

const filesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort()
    : []

const isPage = (path: string): boolean => extname(path) === '.html'

/** The assets by the names that pages use. */
const assetsOf = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
  const assets = new Map<string, Uint8Array>()
  for (const path of filesOf(join(HERE, 'public', 'assets'))) {
    const content = readFileSync(join(HERE, 'public', 'assets', path))
    assets.set(path, extname(path) === '.css' ? await minified(content.toString()) : content)
  }
  const { outputFiles } = await build({
    entryPoints: ['start', 'docs', 'verify'].map((name) => join(HERE, 'client', `${name}.ts`)),
    outdir: 'assets',
    bundle: true,
    minify: true,
    format: 'iife',
    target: BROWSERS,
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
  const { code } = await transform(css, { loader: 'css', minify: true, target: BROWSERS })
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

const replace = (file: string, content: Uint8Array | string): void => {
  mkdirSync(dirname(file), { recursive: true })
  const fresh = `${file}.${process.pid}.new`
  writeFileSync(fresh, content)
  renameSync(fresh, file)
}

if (import.meta.main) {
  const { changed, files } = await buildPortal()
  process.stdout.write(`dist/web: ${changed ? `built ${files.length} files` : 'nothing has changed'}\n`)
}
