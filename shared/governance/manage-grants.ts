import { type Actor, actorId } from '#kernel/access'
import { answerRows } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { NotFoundError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { untilWon } from '#kernel/lost-race'
import type { ReferenceReader } from '#reference/readers'
import type { governanceContract } from './contract.ts'
import { holderIdOf, refuseOwnHolder } from './holders.ts'
import { type Grant, GrantId, type GrantRequest, GrantRow, refuseDisorder } from './model.ts'
import type { GovernanceStore, HolderRecords } from './store.ts'
import { coversSharingOut } from './territories.ts'

type Routes = typeof governanceContract.routes
interface Ports {
  readonly store: GovernanceStore
  readonly reference: Pick<ReferenceReader, 'pathOf'>
  readonly newId: NewId
}

/** Gives an authority or organisation a power. The giver's own `power.grant` must cover the whole territory and each
 *  category, and the giver holds no position there.
 *  @throws ForbiddenError @throws NotFoundError when the authority is unknown
 *  @throws RuleFailedError when a region is unknown or the interval is empty */
export const createGrant = (ports: Ports) => (call: Call<Routes['createGrant']>) =>
  untilWon(() => giveGrant(ports, call))

const giveGrant = async (ports: Ports, call: Call<Routes['createGrant']>) => {
  const { store, newId } = ports
  const records = await admitted(ports, call.actor, call.body)
  const grant: Grant = {
    ...call.body,
    id: newId(GrantId, 'gra'),
    holder: records.holder,
    grantedBy: actorId(call.actor),
  }
  const reply = { status: 201 as const, body: grant, version: 1, location: `/grants/${grant.id}` }
  const change = changeBy(call, 'create-grant')
  const writes = await store.holderWrites(records, { grant: { value: grant, version: 0 } }, change)
  return commit(store.table, call, reply, writes)
}

/** Ends a grant or moves its end; what was decided under it stays valid. It works for everybody within 60 s, the time
 *  for which a function believes a capability that it has read. */
export const endGrant = (ports: Ports) => (call: Call<Routes['endGrant']>) =>
  untilWon(() => moveEnd(ports, call))

const moveEnd = async (ports: Ports, call: Call<Routes['endGrant']>) => {
  const { store } = ports
  const stored = await found(store, call.params.grantId)
  const records = await admitted(ports, call.actor, stored.value)
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  const grant: Grant = { ...stored.value, ...call.body }
  refuseDisorder(grant)
  const reply = { status: 200 as const, body: grant, version: stored.version + 1 }
  const change = changeBy(call, 'end-grant')
  const writes = await store.holderWrites(
    records,
    { grant: { value: grant, version: stored.version } },
    change,
  )
  return commit(store.table, call, reply, writes)
}

/** Gives powers; a grant is the same when holder, power, territory, categories and first day are. What stands already
 *  is unchanged, whoever sends it. */
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

const importGrant = async (ports: Ports, context: Context, { id, ...request }: GrantRow) => {
  const { store, newId } = ports
  refuseDisorder(request)
  const records = await store.holder(await holderIdOf(store, request.holder))
  const known = records.grants.find(({ value }) => identity(value) === identity(request))
  const same = known?.value.to === request.to && known.value.basis === request.basis
  if (known !== undefined && same && known.value.delegable === request.delegable)
    return { outcome: 'unchanged' as const, id: known.value.id }
  await admitted(ports, context.actor, request)
  const grant: Grant = {
    ...request,
    holder: records.holder,
    id: known?.value.id ?? id ?? newId(GrantId, 'gra'),
    grantedBy: known?.value.grantedBy ?? actorId(context.actor),
  }
  const change = changeBy(context, 'import-grants')
  const writes = await store.holderWrites(
    records,
    { grant: { value: grant, version: known?.version ?? 0 } },
    change,
  )
  await store.table.write(writes)
  return { outcome: known === undefined ? ('created' as const) : ('updated' as const), id: grant.id }
}

const identity = ({ power, territory, categories, from }: Omit<GrantRequest, 'holder'>): string =>
  canonicalJson([power, [...territory].sort(), [...(categories ?? [])].sort(), from])

/** Checks who may decide on this grant; gives all that stands at its holder. */
const admitted = async (
  { store, reference }: Ports,
  actor: Actor,
  request: Pick<GrantRequest, 'holder' | 'territory' | 'from' | 'to'> & {
    readonly categories?: readonly string[] | undefined
  },
): Promise<HolderRecords> => {
  refuseDisorder(request)
  const holder = await holderIdOf(store, request.holder)
  refuseOwnHolder(actor, holder)
  await coversSharingOut(actor, request.territory, request.categories, reference)
  return store.holder(holder)
}

const found = async (store: GovernanceStore, id: string) => {
  const stored = await store.grant(id)
  if (stored === undefined)
    throw new NotFoundError({
      en: 'There is no such grant of power.',
      ru: 'Такого предоставления полномочий нет.',
    })
  return stored
}

export const getGrant =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['getGrant']>) => {
    const stored = await found(store, call.params.grantId)
    return { status: 200 as const, body: stored.value, version: stored.version }
  }

export const listGrants =
  ({ store }: Pick<Ports, 'store'>) =>
  async (call: Call<Routes['listGrants']>) => ({
    status: 200 as const,
    body: await store.listGrants(call.query.holder, call.page.limit, call.page.after),
  })
