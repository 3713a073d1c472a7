import type { Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { valuesOf } from '#kernel/entity'
import { untilWon } from '#kernel/lost-race'
import { queryAll, type Table } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { ClusterStore } from '../clusters/cluster-store.ts'
import { ENTRY_PREFIX, entryEntity, registerKey } from '../keys.ts'
import type { ClusterRecord, Register } from '../model.ts'
import { noticeWrites } from '../notices.ts'
import { storedEntry } from './decide-on-entry.ts'
import { entryChange } from './entry-change.ts'
import { RegisterStore } from './register-store.ts'

/** What is needed to watch over the decisions of a register. */
export interface WatchPorts {
  readonly table: Table
  readonly reference: ReferenceReader
}

/** Announces the end of decisions that hold for a term, and removes the entries whose term ended without a new
 *  decision. Doing it twice tells nobody twice.
 *  @returns how many ends are announced and how many entries were removed */
export const watchDecisions = async (
  ports: WatchPorts,
  register: Register,
  context: Context,
): Promise<{ readonly expiring: number; readonly expired: number }> => {
  const today = dateIn(register.timeZone, context.at)
  const query = { pk: registerKey(register.id).pk, sk: { beginsWith: ENTRY_PREFIX } }
  const standing = valuesOf(entryEntity, await queryAll(ports.table, query)).filter(
    ({ status, validUntil }) => validUntil !== null && (status === 'registered' || status === 'suspended'),
  )
  const over = standing.filter(({ validUntil }) => validUntil !== null && validUntil <= today)
  for (const { number } of over) await expire(ports, register, number, context)
  const clusters = new ClusterStore(ports.table)
  let expiring = 0
  for (const entry of standing.filter((one) => !over.includes(one))) {
    const told = (entry.expiryNotices ?? []).filter((day) => day <= today).at(-1)
    if (told === undefined) continue
    expiring++
    const cluster = await clusters.get(entry.cluster)
    await ports.table.write(
      noticeWrites(
        recipients(register, cluster.value),
        {
          kind: 'decision-expires',
          cluster: entry.cluster,
          about: entry.number,
          ...(entry.validUntil !== null && { due: entry.validUntil }),
        },
        // It bears the day on which it fell due, so that there is one of it however often it is written.
        { at: new Date(`${told}T00:00:00.000Z`) },
      ),
    )
  }
  return { expiring, expired: over.length }
}

const expire = ({ table, reference }: WatchPorts, register: Register, number: string, context: Context) =>
  untilWon(async () => {
    const clusters = new ClusterStore(table)
    const entry = await storedEntry(new RegisterStore(table), register, number)
    const { validUntil, act, status } = entry.value
    const today = dateIn(register.timeZone, context.at)
    // Decided anew in this moment: nothing ends.
    if (validUntil === null || validUntil > today || (status !== 'registered' && status !== 'suspended'))
      return
    const cluster = await clusters.get(entry.value.cluster)
    const { writes } = await entryChange(
      { clusters, reference },
      {
        entry,
        cluster,
        action: 'remove',
        inForce: validUntil,
        today,
        act,
        step: { reason: 'The term of the decision ended' },
      },
      context,
    )
    await table.write([
      ...writes,
      ...noticeWrites(
        recipients(register, cluster.value),
        { kind: 'entry-removed', cluster: cluster.value.id, about: number, due: validUntil },
        context,
      ),
    ])
  })

const recipients = (register: Register, { createdBy, fields }: ClusterRecord): readonly string[] => [
  createdBy,
  ...(fields.managementOrganisation === undefined ? [] : [fields.managementOrganisation]),
  ...(register.holder === undefined ? [] : [register.holder]),
]
