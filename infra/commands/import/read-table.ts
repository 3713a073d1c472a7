import { readFileSync, statSync } from 'node:fs'
import { MOST_BYTES, type Table, TableError, tableIn, tooLarge } from '#imports/read-table'
import { StartError } from '../../local/start-error.ts'

/** Reads a CSV file. @throws StartError with the file and what is wrong with it, and where */
export const readTable = (file: string): Table => {
  try {
    const { size } = statSync(file)
    if (size > MOST_BYTES) throw tooLarge(size)
    return tableIn(readFileSync(file))
  } catch (error) {
    if (error instanceof TableError) throw new StartError(`${file}: ${error.message}`)
    throw new StartError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
