import * as z from 'zod'
import { sha256 } from '#kernel/digest'
import { entity } from '#kernel/entity'
import { Entry, EntryNumber, Register, RegisterId } from '../model.ts'

export const REGISTERS = 'REGISTERS'
export const ENTRY_PREFIX = 'ENTRY#'
export const registerKey = (id: string) => ({ pk: `REGISTER#${id}`, sk: 'REGISTER' })
export const entriesByDate = (register: string) => `ENTRIES#${register}`
export const entryKey = (register: string, number: string) => ({
  pk: `REGISTER#${register}`,
  sk: `${ENTRY_PREFIX}${number}`,
})
/** The partition of the steps of an entry. */
export const entrySubject = (register: string, number: string) => `ENTRY#${register}#${number}`
export const counterKey = (register: string, year: number) => ({
  pk: `REGISTER#${register}`,
  sk: `COUNTER#${year}`,
})
export const registerCodeKey = (code: string) => ({ pk: `REGISTER-CODE#${code}`, sk: 'GUARD' })
export const importKey = (register: string, name: string) => ({
  pk: `REGISTER#${register}`,
  sk: `IMPORTED#${sha256(name)}`,
})

export const RESTORED_PREFIX = 'RESTORED#'
export const restoredKey = (register: string, number: string) => ({
  pk: `REGISTER#${register}`,
  sk: `${RESTORED_PREFIX}${number}`,
})

/** Where a later version only knows more. */
const unchanged = (data: unknown) => data

export const registerEntity = entity({
  name: 'register',
  schemaVersion: 4,
  schema: Register,
  // Calendar, terms and rule sets come from the schema's defaults; version 4 knows restorations.
  lift: { 1: unchanged, 2: unchanged, 3: unchanged },
  keys: ({ id, code }) => ({ ...registerKey(id), gsi1pk: REGISTERS, gsi1sk: code }),
})

/** Takes a code for one register. */
export const registerCodeEntity = entity({
  name: 'register-code',
  schemaVersion: 1,
  schema: z.object({ code: z.string(), register: RegisterId }),
  keys: ({ code }) => registerCodeKey(code),
})

/** An entry stands under its number: no two can have the same. */
export const entryEntity = entity({
  name: 'entry',
  schemaVersion: 2,
  schema: Entry,
  lift: { 1: unchanged },
  keys: ({ register, number, registeredOn }) => ({
    ...entryKey(register, number),
    gsi1pk: entriesByDate(register),
    gsi1sk: `${registeredOn}#${number}`,
  }),
})

/** The last serial of a register in a year. */
export const counterEntity = entity({
  name: 'counter',
  schemaVersion: 1,
  schema: z.object({ register: RegisterId, year: z.int(), last: z.int() }),
  keys: ({ register, year }) => counterKey(register, year),
})

/** Remembers under which name an entry was imported, so that the same file changes nothing the second time. */
export const importEntity = entity({
  name: 'imported-entry',
  schemaVersion: 1,
  schema: z.object({ register: RegisterId, name: z.string(), number: z.string() }),
  keys: ({ register, name }) => importKey(register, name),
})

/** That an entry was restored, and its hash. */
export const restoredEntity = entity({
  name: 'restored-entry',
  schemaVersion: 1,
  schema: z.object({ register: RegisterId, number: EntryNumber, hash: z.string() }),
  keys: ({ register, number }) => restoredKey(register, number),
})
