import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A database in memory. */
export const duckdb = async (): Promise<DuckDBConnection> =>
  (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()

/** Makes a table of rows, in place of an earlier one.
 *  @param columns `name TYPE`, separated by commas; the types are VARCHAR and INTEGER */
export const fillTable = async (
  connection: DuckDBConnection,
  table: string,
  columns: string,
  rows: Iterable<readonly unknown[]>,
): Promise<void> => {
  await connection.run(`CREATE OR REPLACE TABLE "${table}" (${columns})`)
  const appender = await connection.createAppender(table)
  const types = columns.split(', ').map((column) => column.split(' ')[1])
  for (const row of rows) {
    for (const [index, value] of row.entries())
      if (value === null || value === undefined) appender.appendNull()
      else if (types[index] === 'INTEGER') appender.appendInteger(Number(value))
      else appender.appendVarchar(String(value))
    appender.endRow()
  }
  appender.closeSync()
}
