import type { Page, Position } from '#kernel/call'
import { ApiProblem, clientOf } from '#kernel/client'
import { canonicalJson, sha256 } from '#kernel/digest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { registryContract } from '#registry/contract'
import { createRegistry } from '#registry/index'
import { EntryRecord, RegisterDefinition } from '#registry/model'
import { OPERATOR } from '../../sample/operator.ts'
import { Chance } from '../../sample/random.ts'
import { inTurns } from '../export/in-turns.ts'
import { patiently } from '../import/send.ts'
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

/** What a platform answers everybody: entry and cluster of that past, or that there was none.
 *  @returns the SHA-256 of each answer's canonical JSON */
export const extractsOf = (
  url: string,
  questions: readonly ExtractQuestion[],
): Promise<Evidence['extracts']> => {
  const registry = clientOf(registryContract, { url })
  const told = async ({ register, number, asOf, knownAt }: ExtractQuestion): Promise<unknown> => {
    const query = { asOf, knownAt }
    try {
      const params = { registerId: register, number }
      const entry = await patiently(() => registry.getEntry({ params, query }))
      const clusterId = entry.body.cluster
      const cluster = await patiently(() => registry.getCluster({ params: { clusterId }, query }))
      return { entry: entry.body, cluster: cluster.body }
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return 'none'
      throw error
    }
  }
  return inTurns(questions, async (question) => ({
    ...question,
    sha256: sha256(canonicalJson(await told(question))),
  })).then((answers) => [...answers])
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
