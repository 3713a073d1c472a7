import { randomUUID } from 'node:crypto'
import { isRefusal, reasonOf, resultOf } from '#imports/bulk-result'
import { patiently, type Send } from '#imports/send'
import type { RowResult } from '#kernel/bulk'
import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import { everyRow } from './every-row.ts'

/** Sends applications to one register, one by one; one that a cluster has there already is unchanged. */
export const applicationSender = (options: ClientOptions): Send => {
  const registry = clientOf(registryContract, options)
  return async (records, register = '') => {
    const open = await everyRow((page) => registry.listApplications({ query: { ...page, register } }))
    const known = new Set<string>(open.map(({ cluster }) => cluster))
    const rows: RowResult[] = []
    for (const [row, { cluster: id }] of records.entries()) {
      const cluster = String(id)
      const idempotencyKey = randomUUID()
      try {
        if (!known.has(cluster))
          await patiently(() => registry.createApplication({ body: { cluster, register }, idempotencyKey }))
        rows.push({ row, outcome: known.has(cluster) ? 'unchanged' : 'created' })
        known.add(cluster)
      } catch (error) {
        if (!isRefusal(error)) throw error
        rows.push({ row, outcome: 'rejected', reason: reasonOf(error) })
      }
    }
    return resultOf(rows)
  }
}
