import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import {
  Entry,
  EntryNumber,
  EntryRow,
  Register,
  RegisterContent,
  RegisterRef,
  RegisterRow,
} from '../model.ts'
import { Sorted } from './query.ts'

const OneRegister = z.object({ registerId: RegisterRef })

/** The routes of registers and their entries. */
export const registerRoutes = {
  listRegisters: route({
    method: 'GET',
    path: '/registers',
    access: 'public',
    summary: 'List the registers',
    responses: { 200: pageOf(Register) },
    paged: true,
  }),
  getRegister: route({
    method: 'GET',
    path: '/registers/{registerId}',
    access: 'public',
    summary: 'Read a register by its id or code',
    params: OneRegister,
    responses: { 200: Register },
    problems: ['not-found'],
  }),
  createRegister: route({
    method: 'POST',
    path: '/registers',
    access: { power: 'cluster.register' },
    summary: 'Open a register',
    body: RegisterRow,
    responses: { 201: Register },
    problems: ['conflict', 'rule-failed'],
    idempotent: true,
  }),
  changeRegister: route({
    method: 'PUT',
    path: '/registers/{registerId}',
    access: { power: 'cluster.register' },
    summary: 'Change a register',
    params: OneRegister,
    body: RegisterContent,
    responses: { 200: Register },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  importRegisters: route({
    method: 'POST',
    path: '/registers/import',
    access: { power: 'cluster.register' },
    summary: 'Add up to 100 registers by their codes, each answered on its own',
    body: rowsOf(RegisterRow, 100),
    responses: { 200: BulkResult },
  }),
  listEntries: route({
    method: 'GET',
    path: '/registers/{registerId}/entries',
    access: 'public',
    summary: 'List the entries of a register by number or by date of decision',
    params: OneRegister,
    query: z.object({
      number: EntryNumber.exactOptional(),
      sort: z.enum(['number', 'date']).default('number'),
      order: Sorted.order,
    }),
    responses: { 200: pageOf(Entry) },
    problems: ['not-found'],
    paged: true,
  }),
  getEntry: route({
    method: 'GET',
    path: '/registers/{registerId}/entries/{number}',
    access: 'public',
    summary: 'Read an entry by its number',
    params: OneRegister.extend({ number: EntryNumber }),
    responses: { 200: Entry },
    problems: ['not-found'],
  }),
  importEntries: route({
    method: 'POST',
    path: '/registers/{registerId}/entries/import',
    access: { power: 'cluster.register' },
    summary:
      'Add up to 100 clusters that are already registered, in the order given, each answered on its own',
    params: OneRegister,
    body: rowsOf(EntryRow, 100),
    responses: { 200: BulkResult },
    problems: ['not-found'],
  }),
}
