import { execFile } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { marshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { StartError } from '../start-error.ts'
import { callEngine } from './engine-client.ts'

/** What tables hold from the start: records by the name of the table, or of what stands for it. */
export type Records = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>

/** A table as `CreateTable` takes it. */
export type TableDefinition = { readonly TableName: string } & Readonly<Record<string, unknown>>

/** Makes a database file that holds records, by Dynoxide's import of what DynamoDB exports: 40,000 records take it two
 *  seconds, written one by one nine. No stream tells of them. The file is there whole or not at all.
 *  @throws StartError with what the program says when it fails */
export const importRecords = async (
  binary: string,
  file: string,
  definitions: readonly TableDefinition[],
  records: Records,
): Promise<void> => {
  const source = `${file}.import`
  const output = `${file}.new`
  rmSync(source, { recursive: true, force: true })
  for (const [table, items] of records) {
    mkdirSync(join(source, table, 'data'), { recursive: true })
    const lines = items.map((item) => JSON.stringify({ Item: attributesOf(item) }))
    writeFileSync(join(source, table, 'data', 'items.json'), lines.join('\n'))
  }
  const schema = join(source, 'schema.json')
  const tables = definitions.filter(({ TableName }) => records.has(TableName))
  writeFileSync(
    schema,
    JSON.stringify(tables.map((table) => ({ Table: { ...table, TableStatus: 'ACTIVE' } }))),
  )
  try {
    await run(binary, ['import', '--source', source, '--schema', schema, '--output', output, '--force'])
  } catch (error) {
    throw new StartError(`The local database could not take in its first records: ${saidBy(error)}`)
  }
  renameSync(output, file)
  rmSync(source, { recursive: true })
}

const run = promisify(execFile)

/** What a program said that failed or, if it did not even run, why. */
const saidBy = (error: unknown): string =>
  (error instanceof Error && 'stderr' in error && String(error.stderr).trim()) || String(error)

/** Writes of one transaction. */
const AT_ONCE = 100

/** Writes records to any DynamoDB. */
export const writeRecords = async (endpoint: string, records: Records): Promise<void> => {
  for (const [TableName, items] of records)
    for (let from = 0; from < items.length; from += AT_ONCE) {
      const part = items.slice(from, from + AT_ONCE)
      const TransactItems = part.map((item) => ({ Put: { TableName, Item: attributesOf(item) } }))
      await callEngine(endpoint, 'TransactWriteItems', { TransactItems }, z.unknown())
    }
}

const attributesOf = (item: Readonly<Record<string, unknown>>) =>
  marshall(item, { removeUndefinedValues: true })
