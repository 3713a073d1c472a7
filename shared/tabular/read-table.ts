import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import type { TabularFile } from './table.ts'

/** Reads a file with a table, CSV or XLSX, which its first bytes tell.
 *  @throws InvalidBodyError when it is neither, or cannot be read as a whole */
export const readTable = async (bytes: Uint8Array): Promise<TabularFile> =>
  bytes[0] === 0x50 && bytes[1] === 0x4b ? readXlsx(bytes) : readCsv(bytes)
