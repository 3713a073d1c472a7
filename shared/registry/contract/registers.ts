import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import {
  Entry,
  EntryDecision,
  EntryNumber,
  EntryNumberInAddress,
  EntryRow,
  EntryStep,
  Reconfirmation,
  Register,
  RegisterContent,
  RegisterRef,
  RegisterRow,
} from '../model.ts'
import { AtTime, Sorted } from './query.ts'

const OneRegister = z.object({ registerId: RegisterRef })
const OneEntry = OneRegister.extend({ number: EntryNumberInAddress })

/** What the routes of all decisions about an entry have in common. */
const decision = {
  method: 'POST',
  params: OneEntry,
  body: EntryDecision,
  responses: { 200: Entry },
  problems: ['not-found', 'conflict', 'rule-failed'],
  concurrency: 'if-match',
  idempotent: true,
} as const

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
    summary: 'Read an entry by its number, as it is or as it was on a day and known at an instant',
    params: OneEntry,
    query: z.object(AtTime),
    responses: { 200: Entry },
    problems: ['not-found'],
  }),
  listEntrySteps: route({
    method: 'GET',
    path: '/registers/{registerId}/entries/{number}/steps',
    access: 'public',
    summary: 'List what was decided about an entry, in order',
    params: OneEntry,
    responses: { 200: pageOf(EntryStep) },
    problems: ['not-found'],
    paged: true,
  }),
  suspendEntry: route({
    ...decision,
    path: '/registers/{registerId}/entries/{number}/suspension',
    access: { power: 'cluster.suspend' },
    summary: 'Suspend an entry from a day on',
  }),
  reinstateEntry: route({
    ...decision,
    path: '/registers/{registerId}/entries/{number}/reinstatement',
    access: { power: 'cluster.suspend' },
    summary: 'Put a suspended entry in force again',
  }),
  removeEntry: route({
    ...decision,
    path: '/registers/{registerId}/entries/{number}/removal',
    access: { power: 'cluster.remove' },
    summary: 'Remove an entry; its number stays its own',
  }),
  annulEntry: route({
    ...decision,
    path: '/registers/{registerId}/entries/{number}/annulment',
    access: { power: 'cluster.remove' },
    summary: 'Annul an entry from its first day, by a court or by an error',
  }),
  reconfirmEntry: route({
    ...decision,
    path: '/registers/{registerId}/entries/{number}/reconfirmation',
    access: { power: 'cluster.register' },
    summary: 'Decide that an entry stays after its term, judged by the rules in force on the date',
    body: Reconfirmation,
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
