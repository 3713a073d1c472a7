import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ConflictError, NotFoundError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { governanceContract } from './contract.ts'
import { type Person, PersonId, PersonRow } from './model.ts'
import type { GovernanceStore } from './store.ts'

type Routes = typeof governanceContract.routes
interface Ports {
  readonly store: GovernanceStore
  readonly newId: NewId
}

/** Makes an account known: from then on its person can be given positions. */
export const createPerson =
  ({ store, newId }: Ports) =>
  (call: Call<Routes['createPerson']>) => {
    const person: Person = { id: newId(PersonId, 'per'), ...call.body }
    const reply = { status: 201 as const, body: person, version: 1, location: `/persons/${person.id}` }
    return commit(store.table, call, reply, store.personWrites(person, changeBy(call, 'create-person')))
  }

/** Makes accounts known, by subject; a known one with other content is refused, not overwritten. */
export const importPersons =
  ({ store, newId }: Ports) =>
  async (call: Call<Routes['importPersons']>) => {
    const body = await answerRows({
      rows: call.body.rows,
      schema: PersonRow,
      language: call.language,
      parallel: 5,
      handle: (row) => importPerson({ store, newId }, call, row),
    })
    return { status: 200 as const, body }
  }

const importPerson = async ({ store, newId }: Ports, context: Context, { id, ...content }: PersonRow) => {
  const known = await store.target(`subject#${content.subject}`)
  const existing = known === undefined ? undefined : (await store.person(known))?.value
  if (existing === undefined) {
    const person: Person = { id: id ?? newId(PersonId, 'per'), ...content }
    await store.table.write(store.personWrites(person, changeBy(context, 'import-persons')))
    return { outcome: 'created' as const, id: person.id }
  }
  if (existing.name !== content.name || existing.email !== content.email)
    throw new ConflictError({
      en: `The account ${content.subject} is known under another name or address.`,
      ru: `Учётная запись ${content.subject} известна под другим именем или адресом.`,
    })
  return { outcome: 'unchanged' as const, id: existing.id }
}

export const getPerson =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getPerson']>) => {
    const stored = await store.person(call.params.personId)
    if (stored === undefined)
      throw new NotFoundError({ en: 'There is no such person.', ru: 'Такого лица нет.' })
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listPersons =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listPersons']>) => ({
    status: 200 as const,
    body: await store.listPersons(call.page.limit, call.page.after),
  })
