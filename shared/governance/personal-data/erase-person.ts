import { actorId, covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ForbiddenError, RuleFailedError } from '#kernel/errors'
import { untilWon } from '#kernel/lost-race'
import type { governanceContract } from '../contract.ts'
import { unknownPerson } from '../holders.ts'
import { type Erasure, endOf, type PersonId, type Seats } from '../model.ts'
import type { GovernanceStore } from '../store.ts'
import type { PersonalDataStore } from './personal-data-store.ts'

type Routes = typeof governanceContract.routes
type Erasing = Call<Routes['erasePerson']>

/** Erases what is known of a person: the account leads nowhere any more, then the person's key is destroyed. What the
 *  person did stays on record under the random id. Nobody erases themselves, and nobody is erased who is still in
 *  office. The decision is written first: sent again, the request does what is left to do and answers the same.
 *  @throws ForbiddenError @throws NotFoundError @throws RuleFailedError */
export const erasePerson =
  ({ store, personal }: { readonly store: GovernanceStore; readonly personal: PersonalDataStore }) =>
  async (call: Erasing) => {
    const person = call.params.personId
    covers(call.actor, 'person.erase', WHOLE_DEPLOYMENT)
    if (actorId(call.actor) === person) throw oneself()
    if (call.body.confirm !== person) throw otherPerson(person)
    const erasure = await untilWon(() => decide(store, call))
    await personal.erase(person)
    return { status: 200 as const, body: { person, ...erasure } }
  }

/** Writes down that the person is erased; of one who is already, what was written then. */
const decide = async (store: GovernanceStore, call: Erasing): Promise<Erasure> => {
  const stored = await store.persons.get(call.params.personId)
  if (stored === undefined) throw unknownPerson()
  if ('erased' in stored.value) return stored.value.erased
  const seats = await store.persons.seatsOf(stored.value)
  refuseInOffice(seats.value, call.at.toISOString().slice(0, 10))
  const { ground, act } = call.body
  const erasure: Erasure = { at: call.at.toISOString(), ground, act }
  const change = changeBy(call, 'erase-person')
  await store.table.write(store.persons.erasureWrites(stored, seats, erasure, change))
  return erasure
}

/** @throws RuleFailedError for who holds a position, acts in one, or will */
const refuseInOffice = ({ positions, substitutions }: Seats, today: string): void => {
  const places = [
    ...positions.map(({ holder, to }) => ({ holder, to: to ?? null })),
    ...substitutions.map(({ holder, to }) => ({ holder, to })),
  ]
  const [open] = places.filter(({ to }) => endOf(to) > today)
  if (open === undefined) return
  throw new RuleFailedError({
    en: `The person holds a position at ${open.holder}, or acts in one there: end it first.`,
    ru: `Лицо занимает должность в ${open.holder} или замещает её: сначала прекратите это.`,
  })
}

const oneself = () =>
  new ForbiddenError({
    en: 'Nobody erases their own data: somebody else who holds person.erase decides.',
    ru: 'Никто не удаляет свои данные сам: решает другой держатель person.erase.',
  })

const otherPerson = (person: PersonId) =>
  new RuleFailedError({
    en: `"confirm" names another person: it takes ${person} once more, since nothing brings the data back.`,
    ru: `В «confirm» другое лицо: нужно ещё раз ${person}, ведь данные не вернуть.`,
  })
