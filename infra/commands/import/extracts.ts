import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { extractsContract } from '#extracts/contract'
import { isRefusal, reasonOf, resultOf } from '#imports/bulk-result'
import { ExtractFilesRow } from '#imports/kinds'
import { patiently, type Send } from '#imports/send'
import type { RowResult } from '#kernel/bulk'
import { type ClientOptions, clientOf } from '#kernel/client'

/** Sends extracts of one register with their files, which lie where the rows say from the table's folder. */
export const extractSender = (options: ClientOptions, table: string): Send => {
  const extracts = clientOf(extractsContract, options)
  const folder = dirname(resolve(table))
  const send = async (record: unknown, registerId: string): Promise<Omit<RowResult, 'row'>> => {
    const row = ExtractFilesRow.parse(record)
    const document = readFileSync(resolve(folder, row.json), 'utf8')
    const pdf = readFileSync(resolve(folder, row.pdf)).toString('base64')
    const body = { rows: [{ document, pdf }] }
    const [result] = (await patiently(() => extracts.importExtracts({ params: { registerId }, body }))).body
      .rows
    return result ?? rejected('the platform gave no answer')
  }
  return async (records, register = '') => {
    const rows: RowResult[] = []
    for (const [row, record] of records.entries()) {
      try {
        rows.push({ ...(await send(record, register)), row })
      } catch (error) {
        if (!isRefusal(error) && !isAbsent(error)) throw error
        rows.push({ row, ...rejected(isRefusal(error) ? reasonOf(error) : error.message) })
      }
    }
    return resultOf(rows)
  }
}

const rejected = (reason: string) => ({ outcome: 'rejected' as const, reason })

const isAbsent = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'
