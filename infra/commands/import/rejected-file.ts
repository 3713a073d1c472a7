import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { rejectedCsv, rejectedName, type Table } from '#imports/read-table'
import type { Outcome } from '#imports/run-import'
import { StartError } from '../../local/start-error.ts'

/** Gives a folder, made when it is needed. */
type Place = () => string

/** Beside the file itself; where nothing can be written there, in the current folder, else in the system's folder for
 *  temporary files. */
const placesFor = (file: string): readonly Place[] => [
  () => dirname(file),
  () => process.cwd(),
  () => mkdtempSync(join(tmpdir(), 'agglomera-')),
]

/** Writes the rejected rows with their own columns and the reason, to be corrected and imported again: with the same
 *  options, for the reason's column is never taken for a field.
 *  @returns where they are: in the first place that takes them
 *  @throws StartError when none does */
export const writeRejected = (
  file: string,
  table: Table,
  rejected: Outcome['rejected'],
  places: readonly Place[] = placesFor(file),
): string => {
  const text = rejectedCsv(table, rejected)
  const faults: string[] = []
  for (const place of places)
    try {
      const path = join(place(), rejectedName(basename(file)))
      writeFileSync(path, text)
      return path
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error))
    }
  throw new StartError(`The rejected rows can be written nowhere: ${faults.join('; ')}`)
}
