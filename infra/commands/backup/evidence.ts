import type { Page, Position } from '#kernel/call'
import { canonicalJson, sha256 } from '#kernel/digest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { NotFoundError } from '#kernel/errors'
import { referenceReader } from '#reference/readers'
import { createRegistry } from '#registry/index'
import { EntryRecord, RegisterDefinition } from '#registry/model'
import { extractReader } from '#registry/readers'
import { OPERATOR } from '../../sample/operator.ts'
import { Chance } from '../../sample/random.ts'
import { inTurns } from '../export/in-turns.ts'
import type { OperatedPlatform } from '../operate/operated-platform.ts'
import { hashesOf } from '../register/export-register.ts'
import type { WholeRegister } from '../register/files.ts'
import type { Evidence, ExtractQuestion } from './manifest.ts'

/** All registers of a platform with everything that is kept of them, by code, read with the operator's keys. */
export const wholeRegisters = async (platform: OperatedPlatform): Promise<readonly WholeRegister[]> => {
  const table = async (name: 'registry' | 'reference') =>
    new DynamoTable(platform.documents, await platform.tableName(name))
  const registry = createRegistry({
    table: await table('registry'),
    referenceTable: await table('reference'),
  })
  const call = {
    actor: OPERATOR,
    requestId: 'backup',
    at: new Date(),
    language: 'en' as const,
    params: undefined,
    query: undefined,
    body: undefined,
  }
  const registers = await every(async (page) => (await registry.listRegisters({ ...call, page })).body)
  const whole: WholeRegister[] = []
  for (const register of registers) {
    const params = { registerId: register.id }
    const records = await every(
      async (page) => (await registry.listEntryRecords({ ...call, params, page })).body,
    )
    whole.push({
      register: RegisterDefinition.parse(register),
      records: records.map((record) => EntryRecord.parse(record)),
    })
  }
  return whole
}

const every = async <T>(
  read: (page: { limit: number; after?: Position }) => Promise<Page<T>>,
): Promise<readonly T[]> => {
  const items: T[] = []
  let after: Position | undefined
  do {
    const page = await read({ limit: 200, ...(after !== undefined && { after }) })
    items.push(...page.items)
    after = page.next
  } while (after !== undefined)
  return items
}

/** The hashes of registers and their entries. */
export const hashesOfAll = (registers: readonly WholeRegister[]): Evidence['registers'] =>
  registers.map((whole) => ({ code: whole.register.code, ...hashesOf(whole) }))

/** Questions about the past: entries by chance, each on a day since its decision, as known at an instant since its time
 *  of entry. The same seed asks the same.
 *  @param until the last instant that is asked for */
export const questionsAbout = (
  registers: readonly WholeRegister[],
  { seed, count, until }: { readonly seed: number; readonly count: number; readonly until: Date },
): readonly ExtractQuestion[] => {
  const chance = new Chance(seed)
  const entries = registers.flatMap(({ register, records }) =>
    records.map(({ entry }) => ({ register: register.code, entry })),
  )
  if (entries.length === 0) return []
  const between = (from: string) => {
    const first = Math.min(Date.parse(from), until.getTime())
    return new Date(chance.whole(first, until.getTime())).toISOString()
  }
  return Array.from({ length: count }, () => {
    const { register, entry } = chance.one(entries)
    const asOf = between(entry.registeredOn).slice(0, 10)
    return { register, number: entry.number, asOf, knownAt: between(entry.recordedAt) }
  })
}

/** What extracts say that answer the questions, or that the entry did not stand in the register then.
 *  @returns the SHA-256 of each one's canonical JSON */
export const extractsOf = async (
  platform: OperatedPlatform,
  questions: readonly ExtractQuestion[],
): Promise<Evidence['extracts']> => {
  const table = async (name: 'registry' | 'reference') =>
    new DynamoTable(platform.documents, await platform.tableName(name))
  const reader = extractReader(await table('registry'), referenceReader(await table('reference')))
  const now = new Date()
  const told = async ({ asOf, knownAt, ...entry }: ExtractQuestion): Promise<unknown> => {
    try {
      return await reader.extract(entry, { asOf, knownAt }, now)
    } catch (error) {
      if (error instanceof NotFoundError) return 'none'
      throw error
    }
  }
  const answers = await inTurns(questions, async (question) => ({
    ...question,
    sha256: sha256(canonicalJson(await told(question))),
  }))
  return [...answers]
}

/** In what two platforms differ, named: registers, the entries in them, extracts. */
export const differences = (expected: Evidence, found: Evidence): readonly string[] => [
  ...expected.registers.flatMap(({ code, hash, entries }) => {
    const there = found.registers.find((one) => one.code === code)
    if (there === undefined) return [`the register ${code} is missing`]
    if (there.hash === hash) return []
    const numbers = [...new Set([...Object.keys(entries), ...Object.keys(there.entries)])]
    const named = numbers.filter((number) => entries[number] !== there.entries[number])
    return [
      `the register ${code} has another hash: ${named.length > 0 ? `entries ${named.join(', ')}` : 'its definition'}`,
    ]
  }),
  ...found.registers
    .filter(({ code }) => !expected.registers.some((one) => one.code === code))
    .map(({ code }) => `the register ${code} is too much`),
  ...expected.extracts.flatMap(({ sha256: told, ...question }, place) => {
    const { register, number, asOf, knownAt } = question
    return found.extracts[place]?.sha256 === told
      ? []
      : [`the extract of ${register} ${number} on ${asOf}, as known at ${knownAt}, reads otherwise`]
  }),
]
