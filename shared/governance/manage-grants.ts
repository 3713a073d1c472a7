import { type Actor, actorId, demandPower, demandSecondFactor, type Reach, signedIn } from '#kernel/access'
import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, type Stored } from '#kernel/entity'
import { ConflictError, NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { type Freshness, TO_SHOW } from '#kernel/table'
import { bookOf } from './books.ts'
import type { governanceContract } from './contract.ts'
import { administers, holderIdOf, refuseEnded, refuseOwnHolder } from './holders.ts'
import {
  directSource,
  GRANTS_PER_HOLDER,
  type Grant,
  GrantId,
  GrantRow,
  holderOn,
  type Interval,
  lifeOf,
  refuseDisorder,
  refuseExcess,
  sourcesFrom,
  within,
} from './model.ts'
import type { Ports } from './ports.ts'
import type { HolderRecords } from './store.ts'
import { coversSharingOut, pathsOf } from './territories.ts'

type Routes = typeof governanceContract.routes

/** Gives an authority or organisation a power. The giver's own `power.grant` must cover the whole territory and each
 *  category, and the giver holds no position there.
 *  @throws ForbiddenError @throws NotFoundError when the authority is unknown
 *  @throws RuleFailedError when a region is unknown or the interval is empty */
export const createGrant = (ports: Ports) => (call: Call<Routes['createGrant']>) =>
  untilWon(() => giveGrant(ports, call))

const giveGrant = async (ports: Ports, call: Call<Routes['createGrant']>) => {
  const { store, newId } = ports
  const records = await admitted(ports, call.actor, call.body)
  refuseMore(records, call.actor)
  const grant: Grant = {
    ...call.body,
    id: newId(GrantId, 'gra'),
    holder: records.state.holder,
    grantedBy: actorId(call.actor),
  }
  const reply = { status: 201 as const, body: grant, version: 1, location: `/grants/${grant.id}` }
  const change = changeBy(call, 'create-grant')
  const writes = store.grantWrites(records, { value: grant, version: 0 }, change)
  return commit(store.table, call, reply, writes)
}

/** Ends a grant or moves its end, and with it the end of all that was delegated from it; what was decided under it stays
 *  valid. It works for everybody within 60 s, the time for which a function believes a capability that it has read. A
 *  delegated one is ended by the admins of whom it comes from as well. What has ended stays so.
 *  @throws ForbiddenError @throws RuleFailedError when it has ended, or would outlive its source */
export const endGrant = (ports: Ports) => (call: Call<Routes['endGrant']>) =>
  untilWon(() => moveEnd(ports, call))

const moveEnd = async (ports: Ports, call: Call<Routes['endGrant']>) => {
  const { store } = ports
  signedIn(call.actor)
  const { stored, records } = await grantAtHolder(store, call.params.grantId)
  const book = await bookOf(store.table, [stored.value])
  const holder = holderOn(stored.value.holder, call.actor.today, book.states)
  if (stored.value.sources?.some(({ grant }) => administers(call.actor, grant)) === true)
    demandSecondFactor(call.actor)
  else {
    demandPower(call.actor, 'power.grant')
    refuseOwnHolder(call.actor, holder)
    await coversSharingOut(ports, call.actor, stored.value)
  }
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  const { to, act } = call.body
  const grant: Grant = { ...stored.value, to, endAct: act }
  refuseDisorder(grant)
  refuseRevival(stored.value, call.actor.today)
  refuseOutliving(grant, lifeOf({ ...grant, to: null }, book))
  const reply = { status: 200 as const, body: grant, version: stored.version + 1 }
  const change = changeBy(call, 'end-grant')
  return commit(
    store.table,
    call,
    reply,
    store.grantWrites(records, { value: grant, version: stored.version }, change),
  )
}

const refuseRevival = ({ id, to }: Grant, today: string): void => {
  if (to !== null && to <= today)
    throw new RuleFailedError({
      en: `${id} ended on ${to} and stays so; give the power anew.`,
      ru: `${id} прекращено ${to}; предоставьте полномочие заново.`,
    })
}

const refuseOutliving = (grant: Grant, life: Interval): void => {
  if (within(grant, life)) return
  throw new RuleFailedError({
    en: `${grant.id} cannot hold beyond ${life.to ?? life.from}: its holder or a source ends then.`,
    ru: `${grant.id} не может действовать дольше ${life.to ?? life.from}: тогда прекращается держатель или источник.`,
  })
}

/** Gives powers; a grant is the same when holder, power, territory, categories, first day and source are. What stands
 *  already is unchanged, whoever sends it. A delegated one follows its source, and takes the power to give it outright. */
export const importGrants = (ports: Ports) => async (call: Call<Routes['importGrants']>) => {
  const body = await answerRows({
    rows: call.body.rows,
    schema: GrantRow,
    language: call.language,
    parallel: 1,
    handle: (row) => untilWon(() => importGrant(ports, call, row)),
  })
  return { status: 200 as const, body }
}

const importGrant = async (ports: Ports, context: Context, { id, source, ...row }: GrantRow) => {
  const { store, newId } = ports
  refuseDisorder(row)
  const records = await store.holder(await holderIdOf(store, row.holder))
  const known = records.grants.find(
    ({ value }) => directSource(value) === source && identity(value) === identity(row),
  )
  const request = { ...(known?.value.endAct && { endAct: known.value.endAct }), ...row }
  if (known !== undefined && canonicalJson(settled(known.value)) === canonicalJson(settled(request)))
    return { outcome: 'unchanged' as const, id: known.value.id }
  await admitted(ports, context.actor, request)
  const sources = source === undefined ? undefined : await sourcesOf(ports, source, request)
  if (known === undefined) refuseMore(records, context.actor)
  else if (known.value.to !== request.to) refuseRevival(known.value, context.at.toISOString().slice(0, 10))
  const grant: Grant = {
    ...request,
    holder: records.state.holder,
    id: known?.value.id ?? id ?? newId(GrantId, 'gra'),
    grantedBy: known?.value.grantedBy ?? actorId(context.actor),
    ...(sources && { sources }),
  }
  const change = changeBy(context, 'import-grants')
  await store.table.write(store.grantWrites(records, { value: grant, version: known?.version ?? 0 }, change))
  return { outcome: known === undefined ? ('created' as const) : ('updated' as const), id: grant.id }
}

/** The way back of a delegated grant that is brought in. The end of its source, which may have been moved since it was
 *  delegated, ends it anyway. @throws NotFoundError @throws RuleFailedError when it is no part of its source */
const sourcesOf = async ({ store, reference }: Ports, id: GrantId, part: Omit<GrantRow, 'id' | 'source'>) => {
  const { value: source } = await foundGrant(store, id)
  if (source.power !== part.power) throw otherPower(source, part.power)
  const pathOf = await pathsOf(reference, [...part.territory, ...source.territory])
  refuseExcess(source, { from: source.from, to: null }, part, pathOf)
  return sourcesFrom(source)
}

const otherPower = ({ id, power }: Grant, asked: string) =>
  new RuleFailedError({
    en: `${id} is a grant of ${power}; ${asked} cannot be delegated from it.`,
    ru: `${id} предоставляет ${power}; ${asked} из него не передаётся.`,
  })

const settled = ({
  to,
  basis,
  act,
  delegable,
  endAct,
}: Pick<Grant, 'to' | 'basis' | 'act' | 'delegable' | 'endAct'>) => ({ to, basis, act, delegable, endAct })

const identity = ({
  power,
  territory,
  clusters,
  categories,
  from,
}: Reach & Pick<Grant, 'power' | 'from'>): string =>
  canonicalJson([power, ...[territory, clusters, categories].map((codes) => codes?.toSorted() ?? []), from])

/** Checks who may give this grant; gives all that stands at its holder. */
const admitted = async (
  ports: Ports,
  actor: Actor,
  request: Reach & Interval & { readonly holder: string },
): Promise<HolderRecords> => {
  refuseDisorder(request)
  const holder = await holderIdOf(ports.store, request.holder)
  refuseOwnHolder(actor, holder)
  await coversSharingOut(ports, actor, request)
  const records = await ports.store.holder(holder)
  refuseEnded(records.state, request)
  return records
}

/** @throws ConflictError when the holder has as many grants as can be decided by */
export const refuseMore = ({ grants, state: { holder } }: HolderRecords, actor: Actor): void => {
  const today = actor.kind === 'account' ? actor.today : ''
  const standing = grants.filter(({ value: { to } }) => to === null || today < to)
  if (standing.length < GRANTS_PER_HOLDER) return
  throw new ConflictError({
    en: `${holder} has ${standing.length} grants; the most is ${GRANTS_PER_HOLDER}. Give one over several regions instead of several, or end some.`,
    ru: `У ${holder} ${standing.length} полномочий; наибольшее число — ${GRANTS_PER_HOLDER}. Объедините регионы в одном или прекратите часть.`,
  })
}

/** A grant, as it is now unless it is only shown. @throws NotFoundError */
export const foundGrant = async (store: Ports['store'], id: string, freshness?: Freshness) => {
  const stored = await store.grant(id, freshness)
  if (stored === undefined) throw noSuchGrant()
  return stored
}

/** A grant as it is now, with all that stands at its holder. @throws NotFoundError */
export const grantAtHolder = async (
  store: Ports['store'],
  id: string,
): Promise<{ readonly stored: Stored<Grant>; readonly records: HolderRecords }> => {
  const { value } = await foundGrant(store, id, TO_SHOW)
  const records = await store.holder(value.holder)
  const stored = records.grants.find((one) => one.value.id === id)
  if (stored === undefined) throw noSuchGrant()
  return { stored, records }
}

const noSuchGrant = () =>
  new NotFoundError({ en: 'There is no such grant of power.', ru: 'Такого предоставления полномочий нет.' })

export const getGrant =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getGrant']>) => {
    const stored = await foundGrant(store, call.params.grantId, TO_SHOW)
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listGrants =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listGrants']>) => ({
    status: 200 as const,
    body: await store.listGrants(call.query.holder, call.page.limit, call.page.after),
  })
