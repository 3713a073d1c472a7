import { type Actor, covers, signedIn, WHOLE_DEPLOYMENT } from '#kernel/access'
import { API_BASE } from '#kernel/api-base'
import type { Call } from '#kernel/call'
import { capabilityOfAccount } from '../capability-of.ts'
import type { governanceContract } from '../contract.ts'
import { unknownPerson } from '../holders.ts'
import { type PersonId, type PersonRecord, personIn } from '../model.ts'
import type { GovernanceStore } from '../store.ts'
import type { PersonalDataStore } from './personal-data-store.ts'

type Routes = typeof governanceContract.routes

/** Everything known of a person, for the person or for a holder of `person.erase` over the whole deployment: people
 *  belong to no region.
 *  @throws ForbiddenError @throws SecondFactorError @throws NotFoundError */
export const exportPersonalData =
  ({ store, personal }: { readonly store: GovernanceStore; readonly personal: PersonalDataStore }) =>
  async (call: Call<Routes['exportPersonalData']>) => {
    const person = call.params.personId
    if (!isOneself(call.actor, person)) covers(call.actor, 'person.erase', WHOLE_DEPLOYMENT)
    const record = (await store.persons.get(person))?.value
    if (record === undefined) throw unknownPerson()
    const [known, given] = await Promise.all([personal.of([person]), givenTo(store, record)])
    const body = {
      person,
      profile: known.get(person) ?? null,
      erased: 'erased' in record ? record.erased : null,
      ...given,
      changes: `${API_BASE}/audit?actor=${person}`,
    }
    return { status: 200 as const, body }
  }

const isOneself = (actor: Actor, person: PersonId): boolean => {
  signedIn(actor)
  return personIn(actor) === person
}

/** What was given to a person. To an erased one nothing leads any more but the records of positions themselves. */
const givenTo = async (store: GovernanceStore, record: PersonRecord) => {
  const account = 'account' in record ? record.account : undefined
  const [seats, capability] =
    account === undefined
      ? []
      : await Promise.all([store.persons.seats(account), capabilityOfAccount(store, account)])
  const { positions = [], substitutions = [], alsoKnownAs = [] } = seats?.value ?? {}
  return { positions, substitutions, grants: capability?.grants ?? [], apiKeys: alsoKnownAs }
}
