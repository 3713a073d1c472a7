import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import type { MovedRecord } from '#kernel/moved-record'
import { recordsContract } from '#records/contract'
import type { MovedKindName } from '#records/model'
import { everyRow } from '../import/every-row.ts'
import { fileOfRun } from '../import/moved.ts'
import { collectionsOf } from './collections.ts'
import { fetchedFile } from './fetched-file.ts'
import { inTurns } from './in-turns.ts'

/** Reads all records of a kind as they are kept, collection by collection; of runs of reports the files too, which it puts
 *  below the folder. */
export const readMoved = async (
  kind: MovedKindName,
  options: ClientOptions,
  folder: string,
): Promise<readonly MovedRecord[]> => {
  const records = await recordsOf(kind, options)
  if (kind === 'report-run') await fetchFiles(records, options, folder)
  return records
}

const recordsOf = async (kind: MovedKindName, options: ClientOptions): Promise<readonly MovedRecord[]> => {
  const client = clientOf(recordsContract, options)
  const read = (named: MovedKindName) => recordsOf(named, options)
  const collections = await collectionsOf(kind, options, read)
  const records = await inTurns(collections, (of) =>
    everyRow((page) =>
      client.listRecords({ params: { kind }, query: { ...page, ...(of !== undefined && { of }) } }),
    ),
  )
  return records.flat()
}

const Run = z.object({ data: z.object({ id: z.string(), files: z.array(z.object({ name: z.string() })) }) })

const fetchFiles = async (records: readonly MovedRecord[], options: ClientOptions, folder: string) => {
  const client = clientOf(recordsContract, options)
  for (const record of records) {
    const { id: runId, files } = Run.parse(record).data
    for (const { name } of files) {
      const { body } = await patiently(() => client.getReportRunFile({ params: { runId, name } }))
      const path = join(folder, fileOfRun(runId, name))
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, await fetchedFile(body.url))
    }
  }
}
