import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { startLocalCloud } from '../local/main/cloud.ts'
import { differences, extractsOf, hashesOfAll, wholeRegisters } from './backup/evidence.ts'
import { BACKUPS, damagedFiles, type Manifest, newestIn, readManifest } from './backup/manifest.ts'
import { differingCounts, differingObjects, restoreObjects, restoreTables } from './backup/restore-backup.ts'
import { localPlatform } from './operate/local.ts'
import { told } from './operate/told.ts'

const USAGE = `Usage: npm run restore-drill -- [--backup DIR] [--port N]
Restores the newest backup in ${BACKUPS}, or that in DIR, into a fresh platform on this machine, compares what it answers
with what was backed up, and throws it away. The exit status is 1 when anything differs.`

/** One step of the drill: what it did, how long it took, and what was found to differ. */
export interface DrillStep {
  readonly name: string
  readonly seconds: number
  readonly found: readonly string[]
}

/** Restores a backup into a fresh platform and compares that with what was backed up. Damaged files end it before
 *  anything is started.
 *  @param port of the fresh platform; 0: any free one
 *  @throws StartError when there is no backup in the folder, or the platform does not start */
export const drill = async (
  folder: string,
  { port, log }: { readonly port: number; readonly log: (step: DrillStep) => void },
): Promise<readonly DrillStep[]> => {
  const steps: DrillStep[] = []
  const timed = async <T>(
    name: string,
    work: () => Promise<T>,
    found: (result: T) => readonly string[] = () => [],
  ) => {
    const started = performance.now()
    const result = await work()
    const step = { name, seconds: (performance.now() - started) / 1000, found: found(result) }
    steps.push(step)
    log(step)
    return result
  }
  const same = (differing: readonly string[]) => differing

  const manifest = readManifest(folder)
  const damaged = await timed('compare the files', async () => damagedFiles(folder, manifest), same)
  if (damaged.length > 0) return steps
  const dataDir = mkdtempSync(join(tmpdir(), 'agglomera-drill-'))
  try {
    const cloud = await timed('start a fresh platform', () =>
      startLocalCloud({ dataDir, port, schedules: false }),
    )
    try {
      const platform = localPlatform(dataDir)
      // What is restored did not happen here: no consumer of streams gets it.
      await timed('restore the tables', () => cloud.passOver(() => restoreTables(folder, platform)))
      await timed('restore the files', () => restoreObjects(folder, manifest, platform))
      await timed('compare the counts', () => differingCounts(manifest, platform), same)
      await timed('compare the files restored', () => differingObjects(manifest, platform), same)
      const registers = async () => hashesOfAll(await wholeRegisters(platform))
      const { extracts } = manifest
      await timed('compare the registers', registers, (found) =>
        differences({ ...manifest, extracts: [] }, { registers: found, extracts: [] }),
      )
      await timed(
        `compare ${extracts.length} extracts`,
        () => extractsOf(platform, extracts),
        (found) => differences({ registers: [], extracts }, { registers: [], extracts: found }),
      )
    } finally {
      await cloud.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  return steps
}

const line = ({ name, seconds, found }: DrillStep): string =>
  `${name.padEnd(30)} ${seconds.toFixed(1).padStart(7)} s  ${found.length === 0 ? 'ok' : `${found.length} differences`}`

const heading = (folder: string, { of, takenAt, records, objects, registers }: Manifest): string => {
  const count = Object.values(records)
    .flatMap((kinds) => Object.values(kinds))
    .reduce((sum, one) => sum + one, 0)
  return `The backup ${folder} of ${of}, taken ${takenAt}: ${count.toLocaleString('en')} records, ${objects.length} objects, ${registers.length} registers`
}

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { backup: { type: 'string' }, port: { type: 'string', default: '0' } },
  })
  const folder = values.backup === undefined ? newestIn(resolve(BACKUPS)) : resolve(values.backup)
  console.log(heading(folder, readManifest(folder)))
  const steps = await drill(folder, { port: Number(values.port), log: (step) => console.log(line(step)) })
  const found = steps.flatMap((step) => step.found)
  for (const difference of found) console.error(difference)
  const seconds = steps.reduce((sum, step) => sum + step.seconds, 0)
  console.log(`${found.length === 0 ? 'Restored and equal' : 'NOT equal'} after ${seconds.toFixed(1)} s`)
  return found.length === 0 ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await told(main, USAGE)
