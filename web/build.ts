import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { applicationInputs, buildApplication } from './build/application.ts'
import { filesOf } from './build/files.ts'
import { publicFiles } from './build/public-files.ts'

const WEB = dirname(fileURLToPath(import.meta.url))
const TARGET = join(dirname(WEB), 'dist', 'web')

/** What a build did. */
interface Built {
  /** False when nothing had changed since the last build. */
  readonly changed: boolean
  /** Paths relative to the target. */
  readonly files: readonly string[]
}

/** Builds the portal: the application, and the files beside it. Files replace each other one by one, the page last, so
 *  that a server on the folder never shows a half-written portal.
 *  @param target the folder for the files; its record `<target>.stamp` lies beside it */
export const buildPortal = async (target = TARGET): Promise<Built> => {
  const stamp = `${target}.stamp`
  const inputs = await fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs && existsSync(join(target, 'index.html'))) {
    return { changed: false, files: filesOf(target) }
  }
  const files = new Map([...publicFiles(), ...(await buildApplication())])
  const inOrder = [...files].sort(([a], [b]) => Number(isPage(a)) - Number(isPage(b)))
  for (const [path, content] of inOrder) replace(join(target, path), content)
  // Another build may be under way beside this one: its unfinished files are its own.
  const stale = filesOf(target).filter((path) => !files.has(path) && !path.endsWith('.new'))
  for (const path of stale) rmSync(join(target, path), { force: true })
  replace(stamp, inputs)
  return { changed: true, files: [...files.keys()].sort() }
}

/** Everything that decides what comes out. */
const fingerprint = async (): Promise<string> => {
  const hash = createHash('sha256')
  for (const text of await applicationInputs()) hash.update(text).update('\0')
  for (const path of filesOf(WEB)) hash.update(`\0${path}\0`).update(readFileSync(join(WEB, path)))
  return hash.digest('hex')
}

const isPage = (path: string): boolean => extname(path) === '.html'

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
