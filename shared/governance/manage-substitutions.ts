import type { Actor } from '#kernel/access'
import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, type Stored } from '#kernel/entity'
import { NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { type Freshness, TO_SHOW } from '#kernel/table'
import type { governanceContract } from './contract.ts'
import { knownSeats, refuseOwnPerson } from './holders.ts'
import { coversHolder, foundPosition } from './manage-positions.ts'
import {
  type Position,
  refuseDisorder,
  type Seats,
  type Substitution,
  type SubstitutionContent,
  SubstitutionId,
  SubstitutionRow,
  within,
} from './model.ts'
import type { Ports } from './ports.ts'
import type { HolderRecords } from './store.ts'

type Routes = typeof governanceContract.routes

/** Lets a person act in the position of another, with all its powers, for some days. Who could give the position decides
 *  on it; nobody makes themselves an acting official.
 *  @throws ForbiddenError @throws NotFoundError when the position or the person is unknown
 *  @throws RuleFailedError when it exceeds the position, somebody acts in it then, or it is the person's own */
export const createSubstitution = (ports: Ports) => (call: Call<Routes['createSubstitution']>) =>
  untilWon(async () => {
    const { store, newId } = ports
    const { body, actor } = call
    const { value: position } = await foundPosition(store, body.position)
    const seats = await admitted(ports, actor, body, position)
    if (!within(body, position)) throw beyond(position)
    const records = await store.holder(position.holder)
    refuseTaken(records, body)
    const substitution: Substitution = {
      ...body,
      id: newId(SubstitutionId, 'sub'),
      person: position.person,
      holder: position.holder,
    }
    const reply = {
      status: 201 as const,
      body: substitution,
      version: 1,
      location: `/substitutions/${substitution.id}`,
    }
    const change = changeBy(call, 'create-substitution')
    const writes = store.substitutionWrites(records, seats, { value: substitution, version: 0 }, change)
    return commit(store.table, call, reply, writes)
  })

/** Brings in who acts in whose position; one is the same when position, substitute and first day are.
 *  What stands already is unchanged, whoever sends it. */
export const importSubstitutions = (ports: Ports) => async (call: Call<Routes['importSubstitutions']>) => {
  const body = await answerRows({
    rows: call.body.rows,
    schema: SubstitutionRow,
    language: call.language,
    parallel: 1,
    handle: (row) => untilWon(() => importSubstitution(ports, call, row)),
  })
  return { status: 200 as const, body }
}

const importSubstitution = async (ports: Ports, context: Context, { id, ...row }: SubstitutionRow) => {
  const { store, newId } = ports
  const { value: position } = await foundPosition(store, row.position)
  const records = await store.holder(position.holder)
  const known = records.substitutions.find(
    ({ value }) =>
      value.position === row.position && value.substitute === row.substitute && value.from === row.from,
  )
  if (known !== undefined && canonicalJson({ ...known.value, ...row }) === canonicalJson(known.value))
    return { outcome: 'unchanged' as const, id: known.value.id }
  const seats = await admitted(ports, context.actor, row, position)
  // The position may have ended earlier since: that ends the substitution anyway.
  if (!within(row, { from: position.from, to: null })) throw beyond(position)
  refuseTaken(records, row, known?.value.id)
  const substitution: Substitution = {
    ...row,
    id: known?.value.id ?? id ?? newId(SubstitutionId, 'sub'),
    person: position.person,
    holder: position.holder,
  }
  const change = changeBy(context, 'import-substitutions')
  const changed = { value: substitution, version: known?.version ?? 0 }
  await store.table.write(store.substitutionWrites(records, seats, changed, change))
  return { outcome: known === undefined ? ('created' as const) : ('updated' as const), id: substitution.id }
}

/** Checks who may let somebody act in a position, and who that is; gives what the substitute has. */
const admitted = async (
  ports: Ports,
  actor: Actor,
  asked: SubstitutionContent,
  position: Position,
): Promise<Stored<Seats>> => {
  refuseDisorder(asked)
  refuseOwnPerson(actor, asked.substitute)
  await coversHolder(ports, actor, position.holder)
  const seats = await knownSeats(ports.store, asked.substitute)
  if (asked.substitute === position.person) throw ownPosition()
  return seats
}

/** One person at a time acts in a position. */
const refuseTaken = ({ substitutions }: HolderRecords, asked: SubstitutionContent, own?: string): void => {
  const other = substitutions.find(
    ({ value }) =>
      value.id !== own && value.position === asked.position && value.from < asked.to && asked.from < value.to,
  )
  if (other !== undefined) throw taken(other.value)
}

/** Ends a substitution earlier. @throws ForbiddenError @throws RuleFailedError when it would last longer */
export const endSubstitution = (ports: Ports) => (call: Call<Routes['endSubstitution']>) =>
  untilWon(async () => {
    const { store } = ports
    const stored = await found(store, call.params.substitutionId)
    refuseOwnPerson(call.actor, stored.value.substitute)
    const seats = await knownSeats(store, stored.value.substitute)
    await coversHolder(ports, call.actor, stored.value.holder)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    const substitution: Substitution = { ...stored.value, ...call.body }
    refuseDisorder(substitution)
    if (!within(substitution, stored.value)) throw beyond(stored.value)
    const records = await store.holder(substitution.holder)
    const reply = { status: 200 as const, body: substitution, version: stored.version + 1 }
    const change = changeBy(call, 'end-substitution')
    const changed = { value: substitution, version: stored.version }
    return commit(store.table, call, reply, store.substitutionWrites(records, seats, changed, change))
  })

const found = async (store: Ports['store'], id: string, freshness?: Freshness) => {
  const stored = await store.substitution(id, freshness)
  if (stored === undefined)
    throw new NotFoundError({ en: 'There is no such substitution.', ru: 'Такого замещения нет.' })
  return stored
}

const ownPosition = () =>
  new RuleFailedError({
    en: 'The position is the substitute’s own.',
    ru: 'Эту должность замещающее лицо занимает само.',
  })

const beyond = ({ from, to }: { readonly from: string; readonly to: string | null }) =>
  new RuleFailedError({
    en: `A substitution stays within ${from} to ${to ?? 'no end'}.`,
    ru: `Замещение не выходит за ${from} – ${to ?? 'без срока'}.`,
  })

const taken = ({ id, from, to }: Substitution) =>
  new RuleFailedError({
    en: `Somebody acts in this position from ${from} to ${to} already (${id}).`,
    ru: `Эту должность с ${from} по ${to} уже замещают (${id}).`,
  })

export const getSubstitution =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getSubstitution']>) => {
    const stored = await found(store, call.params.substitutionId, TO_SHOW)
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listSubstitutions =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listSubstitutions']>) => ({
    status: 200 as const,
    body: await store.listSubstitutions(call.query.holder, call.page.limit, call.page.after),
  })
