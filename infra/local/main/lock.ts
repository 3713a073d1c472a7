import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from '../start-error.ts'

/** Takes a data folder for this process alone. The lock is one of the operating system on a SQLite file: it ends with
 *  the process, however that ends.
 *  @throws StartError when another process has it, or the folder cannot be written
 *  @returns gives it back */
export const lockFolder = (folder: string): (() => void) => {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new StartError(`The data folder ${folder} cannot be made: ${String(error)}`)
  }
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(join(folder, 'lock'))
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    if (/locked/.test(String(error))) {
      throw new StartError(
        `The data folder ${folder} is in use by another running platform: stop that one, or choose another folder with --data`,
      )
    }
    throw new StartError(`The data folder ${folder} cannot be used: ${String(error)}`)
  }
  const locked = database
  return () => locked.close()
}
