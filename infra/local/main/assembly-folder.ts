import { createHash } from 'node:crypto'
import {
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { LOCAL } from '../../config.ts'
import { DIST, ROOT } from '../../paths.ts'
import { runScript } from './script.ts'

/** Everything that decides what the assembly and the bundles in it hold. */
const INPUTS = [
  'functions/**/*.ts',
  'infra/*.ts',
  'infra/{constructs,services,stacks}/**/*.ts',
  'package-lock.json',
  'package.json',
  'shared/**/*.ts',
  'tsconfig.json',
]

/** How many assemblies are kept: one may be in use by another running platform. */
const KEPT = 4

/** What is older and unfinished was broken off; milliseconds. */
const LONGEST_SYNTHESIS = 10 * 60_000

/** The cloud assembly of the environment `local`, bundles included: synthesised by the very command that deploys,
 *  unless nothing has changed since the last time.
 *  @param training whether people learn on it
 *  @returns its folder
 *  @throws StartError with what the synthesis said when it fails */
export const synthesise = async (training = false): Promise<string> => {
  const context = JSON.stringify({ environment: LOCAL, training })
  const folders = join(DIST, 'assemblies')
  const folder = join(folders, fingerprint(context))
  if (existsSync(join(folder, 'manifest.json'))) {
    utimesSync(folder, new Date(), new Date())
    return folder
  }
  mkdirSync(folders, { recursive: true })
  const unfinished = `${folder}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  await runScript('infra/app.ts', {
    CDK_CONTEXT_JSON: context,
    CDK_OUTDIR: unfinished,
  })
  if (existsSync(folder)) rmSync(unfinished, { recursive: true, force: true })
  else renameSync(unfinished, folder)
  forget(folders)
  return folder
}

const fingerprint = (context: string): string => {
  const hash = createHash('sha256').update(context)
  for (const path of globSync(INPUTS, { cwd: ROOT }).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(ROOT, path)))
  }
  return hash.digest('hex').slice(0, 16)
}

const forget = (folders: string): void => {
  const byAge = readdirSync(folders)
    .map((name) => join(folders, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
  const unfinished = byAge.filter((folder) => folder.includes('.', folders.length))
  const finished = byAge.filter((folder) => !unfinished.includes(folder))
  const left = unfinished.filter((folder) => Date.now() - statSync(folder).mtimeMs > LONGEST_SYNTHESIS)
  for (const folder of [...left, ...finished.slice(KEPT)]) rmSync(folder, { recursive: true, force: true })
}
