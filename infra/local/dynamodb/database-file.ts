import type { DatabaseSync } from 'node:sqlite'
import { StartError } from '../start-error.ts'

/** Says whether SQLite can read an existing database file, before the engine tries.
 *  @throws StartError when it cannot */
export const checkDatabase = (file: string): Promise<void> =>
  withDatabase(file, (database) => {
    const result = database.prepare('PRAGMA quick_check(1)').get()
    const verdict = result?.['quick_check']
    if (verdict !== 'ok') throw damaged(file, String(verdict))
  })

/** Adds the index that the engine's stream table lacks, and forgets stream records older than the 24 hours that
 *  DynamoDB keeps. With streams on, each write takes `MAX(CAST(sequence_number AS INTEGER))` of its table:
 *  without the index 1,400 writes a second fall to 140 after 16,000 changes. The newest record of each table
 *  stays, since the next sequence number is made from it. */
export const prepareStreams = (file: string, now: Date): Promise<void> =>
  withDatabase(file, (database) => {
    database.exec(`CREATE INDEX IF NOT EXISTS _stream_records_by_sequence
      ON _stream_records(table_name, CAST(sequence_number AS INTEGER))`)
    database
      .prepare(`DELETE FROM _stream_records WHERE created_at < ? AND id NOT IN (
        SELECT id FROM (SELECT id, MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records GROUP BY table_name))`)
      .run(Math.floor(now.getTime() / 1000) - STREAM_RETENTION_SECONDS)
  })

const STREAM_RETENTION_SECONDS = 24 * 60 * 60

const withDatabase = async (file: string, work: (database: DatabaseSync) => void): Promise<void> => {
  const Database = await databaseClass()
  let database: DatabaseSync | undefined
  try {
    database = new Database(file, { timeout: 5_000 })
    work(database)
  } catch (error) {
    throw error instanceof StartError
      ? error
      : damaged(file, String(error instanceof Error ? error.message : error))
  } finally {
    database?.close()
  }
}

const damaged = (file: string, reason: string): StartError =>
  new StartError(
    `The local database ${file} cannot be used (${reason}); put back a copy of it, or start over with --reset`,
  )

/** Node warns at the first use that SQLite is experimental, which tells nobody here anything. */
const databaseClass = async (): Promise<typeof DatabaseSync> => {
  const emitWarning = process.emitWarning
  process.emitWarning = () => undefined
  try {
    return (await import('node:sqlite')).DatabaseSync
  } finally {
    process.emitWarning = emitWarning
  }
}
