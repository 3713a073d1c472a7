import { type Actor, covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { changeBy, type Stored } from '#kernel/entity'
import { NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { type Freshness, TO_SHOW } from '#kernel/table'
import { fullBookOf } from './books.ts'
import type { governanceContract } from './contract.ts'
import { holderIdOf, knownSeats, refuseEnded, refuseOwnPerson, unknownPerson } from './holders.ts'
import {
  endOf,
  heldBy,
  PersonId,
  type Position,
  PositionId,
  type PositionRequest,
  PositionRow,
  refuseDisorder,
  type Seats,
  wholeTerritory,
} from './model.ts'
import type { Ports } from './ports.ts'
import type { GovernanceStore, HolderRecords } from './store.ts'
import { coversSharingOut } from './territories.ts'

type Routes = typeof governanceContract.routes

/** Gives a person a position. Needs `power.grant` over the authority's territory, or, for an organisation, whose place
 *  may change, over the whole deployment; and over whatever the holder has powers for, since the position gives them.
 *  Nobody gives one to themselves.
 *  @throws ForbiddenError @throws NotFoundError when the person or authority is unknown
 *  @throws RuleFailedError when the person holds a position there at that time */
export const createPosition = (ports: Ports) => (call: Call<Routes['createPosition']>) =>
  untilWon(() => givePosition(ports, call))

const givePosition = async (ports: Ports, call: Call<Routes['createPosition']>) => {
  const { store, newId } = ports
  const { records, seats } = await admitted(ports, call, call.body)
  refuseOverlap(records, call.body)
  const position: Position = { ...call.body, id: newId(PositionId, 'pos'), holder: records.state.holder }
  const reply = { status: 201 as const, body: position, version: 1, location: `/positions/${position.id}` }
  const change = changeBy(call, 'create-position')
  const writes = store.positionWrites(records, seats, { value: position, version: 0 }, change)
  return commit(store.table, call, reply, writes)
}

/** Changes the role of a position or the day it ends. */
export const changePosition = (ports: Ports) => (call: Call<Routes['changePosition']>) =>
  untilWon(() => replacePosition(ports, call))

const replacePosition = async (ports: Ports, call: Call<Routes['changePosition']>) => {
  const { store } = ports
  const stored = await foundPosition(store, call.params.positionId)
  const { records, seats } = await admitted(ports, call, stored.value)
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  const position: Position = { ...stored.value, ...call.body }
  refuseDisorder(position)
  refuseOverlap(records, position)
  const reply = { status: 200 as const, body: position, version: stored.version + 1 }
  const change = changeBy(call, 'change-position')
  const writes = store.positionWrites(records, seats, { value: position, version: stored.version }, change)
  return commit(store.table, call, reply, writes)
}

/** Gives positions; one that stands already with the same person, holder and first day is brought up to date;
 *  what stands already is unchanged, whoever sends it. */
export const importPositions = (ports: Ports) => async (call: Call<Routes['importPositions']>) => {
  const body = await answerRows({
    rows: call.body.rows,
    schema: PositionRow,
    language: call.language,
    parallel: 1,
    handle: (row) => untilWon(() => importPosition(ports, call, row)),
  })
  return { status: 200 as const, body }
}

const importPosition = async (ports: Ports, context: Context, { id, ...row }: PositionRow) => {
  const { store, newId } = ports
  const person = await personOf(store, row.person)
  const request = { ...row, person }
  refuseDisorder(request)
  const records = await store.holder(await holderIdOf(store, request.holder))
  const known = records.positions.find(({ value }) => value.person === person && value.from === row.from)
  if (known?.value.role === row.role && known.value.to === row.to)
    return { outcome: 'unchanged' as const, id: known.value.id }
  const { seats } = await admitted(ports, context, request)
  if (known === undefined) refuseOverlap(records, request)
  const position: Position = {
    ...request,
    holder: records.state.holder,
    id: known?.value.id ?? id ?? newId(PositionId, 'pos'),
  }
  const change = changeBy(context, 'import-positions')
  const writes = store.positionWrites(
    records,
    seats,
    { value: position, version: known?.version ?? 0 },
    change,
  )
  await store.table.write(writes)
  return { outcome: known === undefined ? ('created' as const) : ('updated' as const), id: position.id }
}

/** The person named by id or by the account's subject. @throws NotFoundError */
const personOf = async (store: GovernanceStore, name: string): Promise<PersonId> => {
  const id = PersonId.safeParse(name.startsWith('per_') ? name : await store.persons.personOf(name))
  if (!id.success) throw unknownPerson()
  return id.data
}

/** Checks who may decide on this position; gives all that stands at its holder, and what the person has. */
const admitted = async (
  ports: Ports,
  { actor }: Context,
  request: Pick<PositionRequest, 'person' | 'holder' | 'from' | 'to'>,
): Promise<{ readonly records: HolderRecords; readonly seats: Stored<Seats> }> => {
  const { store } = ports
  refuseDisorder(request)
  refuseOwnPerson(actor, request.person)
  const holder = await holderIdOf(store, request.holder)
  const seats = await knownSeats(store, request.person)
  await coversHolder(ports, actor, holder)
  const records = await store.holder(holder)
  refuseEnded(records.state, request)
  return { records, seats }
}

/** Refuses who could not give the powers that a position at the holder gives.
 *  @throws ForbiddenError */
export const coversHolder = async (ports: Ports, actor: Actor, holder: string): Promise<void> => {
  const authority = (await ports.store.authority(holder))?.value
  if (authority === undefined) covers(actor, 'power.grant', WHOLE_DEPLOYMENT)
  else await coversSharingOut(ports, actor, { territory: wholeTerritory(authority) })
  const today = actor.kind === 'account' ? actor.today : ''
  for (const { grant, to } of heldBy(holder, await fullBookOf(ports.store.table, [holder])))
    if (to === null || today < to) await coversSharingOut(ports, actor, grant)
}

/** One person has one position at a time in an authority or organisation. */
const refuseOverlap = (
  { positions }: HolderRecords,
  { id, person, from, to }: Pick<PositionRequest, 'person' | 'from' | 'to'> & { readonly id?: string },
) => {
  const overlapping = positions.find(
    ({ value }) =>
      value.id !== id && value.person === person && value.from < endOf(to) && from < endOf(value.to),
  )
  if (overlapping !== undefined)
    throw new RuleFailedError({
      en: `The person holds the position ${overlapping.value.id} there at that time; change that one.`,
      ru: `В это время лицо уже занимает там должность ${overlapping.value.id}; измените её.`,
    })
}

export const foundPosition = async (store: GovernanceStore, id: string, freshness?: Freshness) => {
  const stored = await store.position(id, freshness)
  if (stored === undefined)
    throw new NotFoundError({ en: 'There is no such position.', ru: 'Такой должности нет.' })
  return stored
}

export const getPosition =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getPosition']>) => {
    const stored = await foundPosition(store, call.params.positionId, TO_SHOW)
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listPositions =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listPositions']>) => ({
    status: 200 as const,
    body: await store.listPositions(call.query.holder, call.page.limit, call.page.after),
  })
