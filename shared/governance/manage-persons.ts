import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { governanceContract } from './contract.ts'
import { knownPerson, unknownPerson } from './holders.ts'
import { PersonId, PersonRow, shownPerson } from './model.ts'
import type { PersonalDataStore } from './personal-data/personal-data-store.ts'
import type { GovernanceStore } from './store.ts'

type Routes = typeof governanceContract.routes
interface Ports {
  readonly store: GovernanceStore
  readonly personal: PersonalDataStore
  readonly newId: NewId
}

/** Makes an account known: from then on its person can be given positions. The reply is kept for repeats, so it says the
 *  id alone. Who the person is, is kept after the account is known: whoever got no answer in between sends the same again.
 *  @throws ConflictError when the account is known */
export const createPerson =
  ({ store, personal, newId }: Ports) =>
  async (call: Call<Routes['createPerson']>) => {
    const id = newId(PersonId, 'per')
    const reply = { status: 201 as const, body: { id }, version: 1, location: `/persons/${id}` }
    const account = await store.persons.newAccount(call.body.subject)
    const writes = store.persons.writes(id, account, changeBy(call, 'create-person'))
    const given = await commit(store.table, call, reply, writes)
    await personal.keep(given.body.id, call.body)
    return given
  }

/** Corrects who a person is. That it was done is on record, what it was before is nowhere. The record comes first: broken
 *  off before the data were replaced, the same correction is sent again with the new version. Of two in one instant
 *  either's data may stay.
 *  @throws NotFoundError @throws RuleFailedError for an erased one @throws StaleVersionError
 *  @throws ConflictError where nothing is known that could be corrected: import the person */
export const correctPerson =
  ({ store, personal }: Omit<Ports, 'newId'>) =>
  async (call: Call<Routes['correctPerson']>) => {
    const stored = await knownPerson(store, call.params.personId)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    const { id } = stored.value
    const known = (await personal.of([id])).get(id)
    if (known === undefined) throw nothingKnown(id)
    const data = { ...known, ...call.body }
    await store.table.write([store.persons.correctionWrite(stored, changeBy(call, 'correct-person'))])
    await personal.replace(id, data)
    return {
      status: 200 as const,
      body: shownPerson(stored.value, data, call.language),
      version: stored.version + 1,
    }
  }

const nothingKnown = (id: string) =>
  new ConflictError({
    en: `Nothing is known of ${id} that could be corrected: import the person with its subject.`,
    ru: `О лице ${id} нет сведений, которые можно исправить: импортируйте его с subject.`,
  })

/** Makes accounts known, by subject; a known one with other content is refused, not overwritten. */
export const importPersons =
  ({ store, personal, newId }: Ports) =>
  async (call: Call<Routes['importPersons']>) => {
    const body = await answerRows({
      rows: call.body.rows,
      schema: PersonRow,
      language: call.language,
      parallel: 5,
      handle: (row) => importPerson({ store, personal, newId }, call, row),
    })
    return { status: 200 as const, body }
  }

const importPerson = async (
  { store, personal, newId }: Ports,
  context: Context,
  { id: asked, ...content }: PersonRow,
) => {
  const known = await store.persons.personOf(content.subject)
  if (known === undefined) {
    const id = asked ?? newId(PersonId, 'per')
    const account = await store.persons.newAccount(content.subject)
    await store.table.write(store.persons.writes(id, account, changeBy(context, 'import-persons')))
    await personal.keep(id, content)
    return { outcome: 'created' as const, id }
  }
  const existing = (await personal.of([known])).get(known)
  if (existing === undefined) {
    await personal.keep(known, content)
    return { outcome: 'updated' as const, id: known }
  }
  if (existing.name !== content.name || existing.email !== content.email)
    throw new ConflictError({
      en: 'The account with this subject is known under another name or address.',
      ru: 'Учётная запись с этим subject известна под другим именем или адресом.',
    })
  return { outcome: 'unchanged' as const, id: known }
}

export const getPerson =
  ({ store, personal }: Omit<Ports, 'newId'>) =>
  async (call: Call<Routes['getPerson']>) => {
    const stored = await store.persons.get(call.params.personId)
    if (stored === undefined) throw unknownPerson()
    const { value, version } = stored
    const known = await personal.of('account' in value ? [value.id] : [])
    return { status: 200 as const, body: shownPerson(value, known.get(value.id), call.language), version }
  }

export const listPersons =
  ({ store, personal }: Omit<Ports, 'newId'>) =>
  async (call: Call<Routes['listPersons']>) => {
    const { items, next } = await store.persons.list(call.page.limit, call.page.after)
    const known = await personal.of(items.filter((one) => 'account' in one).map(({ id }) => id))
    const people = items.map((one) => shownPerson(one, known.get(one.id), call.language))
    return { status: 200 as const, body: { items: people, next } }
  }
