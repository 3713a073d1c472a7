import type { Actor } from '#kernel/access'
import { dateIn } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { capabilityOfAccount } from '../capability-of.ts'
import { GovernanceStore } from '../store.ts'

/** A person as an actor, with the powers that they have at an instant; deciding powers are closed, since nobody signed in
 *  with a second factor. Who is not known, or was erased, may do what anybody may. */
export const actingPerson =
  (table: Table) =>
  async (person: string, at: Date): Promise<Actor> => {
    const store = new GovernanceStore(table)
    const record = (await store.persons.get(person))?.value
    const capability =
      record !== undefined && 'account' in record
        ? await capabilityOfAccount(store, record.account)
        : undefined
    if (capability === undefined) return { kind: 'anonymous' }
    return {
      kind: 'account',
      subject: capability.subject,
      capability,
      singleFactor: true,
      today: dateIn('UTC', at),
    }
  }
