import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { type Entity, fromItem, type Stored, valuesOf } from '#kernel/entity'
import { type Item, queryAll, type Table } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import {
  assertionEntity,
  clusterEntity,
  clusterKey,
  entryKey,
  entrySubject,
  STEP_PREFIX,
  type StoredAssertion,
  stepEntity,
} from '../keys.ts'
import {
  type Changes,
  ENTRY_STATEMENT,
  type Entry,
  type EntryRecord,
  type Register,
  type StatementRecord,
  type Step,
} from '../model.ts'
import type { RegisterStore } from './register-store.ts'

/** Characters of JSON after which a page ends: a function answers at most 6 MB. */
const LONGEST_PAGE = 2_000_000

/** A page of the entries of a register by number, each with all that is kept of it. A page ends early where its entries
 *  have long histories.
 *  @throws NotFoundError @throws ForbiddenError unless the power covers the whole territory of the register */
export const listEntryRecords =
  ({ registers, reference }: { readonly registers: RegisterStore; readonly reference: ReferenceReader }) =>
  async (call: Call<typeof registryContract.routes.listEntryRecords>) => {
    const { value: register } = await registers.get(call.params.registerId)
    covers(call.actor, 'cluster.register', await territoryResource(reference, register.territory))
    const { items: entries, next } = await registers.storedEntries(register.id, call.page)
    const items: EntryRecord[] = []
    let length = 0
    for (const [index, entry] of entries.entries()) {
      const record = await recordOf(registers.table, register, entry)
      items.push(record)
      length += JSON.stringify(record).length
      if (length > LONGEST_PAGE && index < entries.length - 1) {
        const { sk } = entryKey(register.id, entry.value.number)
        return { status: 200 as const, body: { items, next: { sk } } }
      }
    }
    return { status: 200 as const, body: { items, next } }
  }

const recordOf = async (
  table: Table,
  { id }: Register,
  { value: { register: _register, ...entry }, version }: Stored<Entry>,
): Promise<EntryRecord> => {
  const [ofEntry, ofCluster] = await Promise.all([
    queryAll(table, {
      pk: entrySubject(id, entry.number),
      sk: { beginsWith: STEP_PREFIX },
      consistent: true,
    }),
    queryAll(table, { pk: clusterKey(entry.cluster).pk, consistent: true }),
  ])
  const [stored] = only(clusterEntity, ofCluster).flatMap((item) => fromItem(clusterEntity, item) ?? [])
  if (stored === undefined)
    throw new Error(`The entry ${entry.number} is of ${entry.cluster}, which is not there`)
  const { createdAt, createdBy, updatedAt, confirmedAt, preparedBy } = stored.value
  return {
    version,
    entry,
    steps: stepsIn(ofEntry),
    cluster: {
      id: entry.cluster,
      version: stored.version,
      createdAt,
      createdBy,
      updatedAt,
      ...(confirmedAt !== undefined && { confirmedAt }),
      preparedBy,
      confirmations: stepsIn(only(stepEntity, ofCluster)),
    },
    statements: valuesOf(assertionEntity, only(assertionEntity, ofCluster)).flatMap(
      (statement) => statementIn(statement, id) ?? [],
    ),
  }
}

const only = <T>({ name }: Entity<T>, items: readonly Item[]): readonly Item[] =>
  items.filter((item) => item['entity'] === name)

const stepsIn = (items: readonly Item[]): Step[] =>
  valuesOf(stepEntity, items).map(({ subject: _subject, ...step }) => step)

/** What a statement says of a cluster and of its entry in one register; undefined when it is about other registers
 *  only. */
const statementIn = (
  { subject: _subject, changes, ...statement }: StoredAssertion,
  register: string,
): StatementRecord | undefined => {
  const told: Changes = Object.fromEntries(
    Object.entries(changes).flatMap(([field, value]) => {
      if (field === `entry:${register}`) return [[ENTRY_STATEMENT, value]]
      return field.includes(':') ? [] : [[field, value]]
    }),
  )
  return Object.keys(told).length > 0 ? { ...statement, changes: told } : undefined
}
