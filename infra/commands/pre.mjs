// Runs before the scripts that may be the first command after cloning, on whatever Node the machine has: plain
// JavaScript, no dependency. Installs the packages when they are missing or older than the lockfile.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.agglomera-installed')
const LEAST_NODE = 24
const DYNOXIDE = '1.2.1'
const QUIETLY = ['--no-audit', '--no-fund', '--loglevel=error']

const main = () => {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex')
  if (!isInstalled(wanted)) {
    console.error('Installing the packages of package-lock.json …')
    if (!npm(['ci', ...QUIETLY])) stop('The packages could not be installed: "npm ci" failed (see above).')
    const platform = dynoxidePlatform()
    // Without it everything but the local platform works; that names the package again when it starts.
    if (platform !== undefined) npm(['install', '--no-save', ...QUIETLY, `@dynoxide/${platform}@${DYNOXIDE}`])
    writeFileSync(stamp, `${wanted}\n`)
  }
  checkNode()
}

/** The stamp names the lockfile that was installed. An installation by hand leaves npm's own record, which counts
 *  when it is newer than the lockfile's content, that is, lists the same packages in the same versions. */
const isInstalled = (wanted) => {
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8').trim() === wanted || adopt(wanted)
  return adopt(wanted)
}

const adopt = (wanted) => {
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record) || dynoxidePlatform() !== undefined) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {}
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {}
  const same = Object.entries(locked).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
  if (same) writeFileSync(stamp, `${wanted}\n`)
  return same
}

/** The platform package that the lockfile does not hold; undefined where it does. */
const dynoxidePlatform = () => {
  const platform = `${process.platform}-${process.arch}`
  return platform === 'linux-x64' ? undefined : platform
}

/** @returns whether it succeeded; what it says goes to the standard error */
const npm = (args) => {
  const windows = process.platform === 'win32'
  const stdio = ['ignore', 2, 2]
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio, shell: windows }).status === 0
}

const checkNode = () => {
  const node = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
  if (major < LEAST_NODE) {
    stop(`node_modules/.bin/node must be Node ${LEAST_NODE} or newer: remove node_modules and run "npm ci".`)
  }
}

const stop = (sentence) => {
  console.error(sentence)
  process.exit(1)
}

main()
