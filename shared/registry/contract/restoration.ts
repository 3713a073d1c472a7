import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import { EntryRecord, Register, RegisterDefinition, RegisterRef, Restoration } from '../model.ts'

const OneRegister = z.object({ registerId: RegisterRef })

/** The routes by which a register is moved whole. */
export const restorationRoutes = {
  listEntryRecords: route({
    method: 'GET',
    path: '/registers/{registerId}/records',
    access: { power: 'cluster.register' },
    summary: 'List the entries of a register with all that is kept of them: steps, clusters, statements',
    params: OneRegister,
    responses: { 200: pageOf(EntryRecord) },
    problems: ['not-found'],
    paged: true,
  }),
  openRestoration: route({
    method: 'POST',
    path: '/registers/restoration',
    access: { power: 'register.restore' },
    summary: 'Begin to bring a register here as it was kept elsewhere, into an empty one or a new one',
    body: z
      .object({
        register: RegisterDefinition,
        hash: Restoration.shape.hash,
        entries: Restoration.shape.entries,
      })
      .register(z.globalRegistry, { id: 'RestorationOpening' }),
    responses: { 200: Register },
    problems: ['conflict', 'rule-failed'],
    idempotent: true,
  }),
  restoreEntries: route({
    method: 'POST',
    path: '/registers/{registerId}/records/import',
    access: { power: 'register.restore' },
    summary: 'Restore up to 100 entries with their histories, in the order given, each answered on its own',
    params: OneRegister,
    body: rowsOf(EntryRecord, 100),
    responses: { 200: BulkResult },
    problems: ['not-found', 'conflict'],
  }),
  completeRestoration: route({
    method: 'POST',
    path: '/registers/{registerId}/restoration/completion',
    access: { power: 'register.restore' },
    summary: 'End a restoration, once all of the register is here with the hash that it had',
    params: OneRegister,
    responses: { 200: Register },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
    idempotent: true,
  }),
}
