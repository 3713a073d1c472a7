import { randomUUID } from 'node:crypto'
import { BYTES_PER_CALL } from '#imports/run-import'
import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import type { EntryRecord } from '#registry/model'
import { UsageError } from '../import/arguments.ts'
import { hashesOf } from './export-register.ts'
import { readRegister } from './files.ts'

/** Entries that one call takes. */
const ENTRIES_PER_CALL = 100

/** Rebuilds an exported register on a platform where it has no entry. What was brought in before is found again, so that
 *  a rebuild that was broken off goes on.
 *  @throws UsageError when the files are not those that were exported
 *  @throws ApiProblem when the platform refuses the register, or what is there at the end has another hash */
export const importRegister = async (
  folder: string,
  options: ClientOptions,
  log: (line: string) => void,
): Promise<void> => {
  const { register, records, manifest } = readRegister(folder)
  const { hash } = hashesOf({ register, records })
  if (hash !== manifest.hash)
    throw new UsageError(`The register in ${folder} has the hash ${hash}; its manifest says ${manifest.hash}`)
  const client = clientOf(registryContract, options)
  const opening = { register, hash, entries: records.length }
  const opened = await patiently(() =>
    client.openRestoration({ body: opening, idempotencyKey: randomUUID() }),
  )
  const params = { registerId: opened.body.id }
  const rejected: string[] = []
  for (const rows of calls(records)) {
    const { body } = await patiently(() => client.restoreEntries({ params, body: { rows: [...rows] } }))
    for (const { row, outcome, reason } of body.rows)
      if (outcome === 'rejected') rejected.push(`${rows[row]?.entry.number}: ${reason}`)
  }
  log(`${records.length - rejected.length} of ${records.length} entries are there`)
  if (rejected.length > 0)
    throw new UsageError(
      `${rejected.length} entries were rejected, so the restoration stays open:\n${rejected.join('\n')}`,
    )
  const idempotencyKey = randomUUID()
  await patiently(() => client.completeRestoration({ params, version: opened.version ?? 0, idempotencyKey }))
  log(`The register ${register.code} is restored with the hash ${hash}`)
}

/** In the order in which the entries were recorded, in calls of what one may carry. */
const calls = (records: readonly EntryRecord[]): readonly (readonly EntryRecord[])[] => {
  const sorted = [...records].sort((a, b) => (recorded(a) < recorded(b) ? -1 : 1))
  const cut: { rows: EntryRecord[]; bytes: number }[] = []
  for (const record of sorted) {
    const bytes = Buffer.byteLength(JSON.stringify(record))
    const last = cut.at(-1)
    if (last !== undefined && last.rows.length < ENTRIES_PER_CALL && last.bytes + bytes <= BYTES_PER_CALL) {
      last.rows.push(record)
      last.bytes += bytes
    } else cut.push({ rows: [record], bytes })
  }
  return cut.map(({ rows }) => rows)
}

const recorded = ({ entry }: EntryRecord) => `${entry.recordedAt} ${entry.registeredOn} ${entry.number}`
