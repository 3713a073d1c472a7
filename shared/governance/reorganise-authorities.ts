import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import type { governanceContract } from './contract.ts'
import { refuseOwnHolder } from './holders.ts'
import { authorityOfCode, foundAuthority, refuseFormer } from './manage-authorities.ts'
import { coversHolder } from './manage-positions.ts'
import { type Authority, type HolderState, type Succession, wholeTerritory } from './model.ts'
import type { Ports } from './ports.ts'
import { coversSharingOut } from './territories.ts'

type Routes = typeof governanceContract.routes

/** Gives an authority a new name by a legal act; the former one stays in its record.
 *  @throws ForbiddenError @throws RuleFailedError when the day is to come or before the last renaming */
export const renameAuthority = (ports: Ports) => async (call: Call<Routes['renameAuthority']>) => {
  const { store } = ports
  const stored = await foundAuthority(store, call.params.authorityId)
  await coversSharingOut(ports, call.actor, { territory: wholeTerritory(stored.value) })
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  refuseFormer(stored.value)
  const { names, on, act } = call.body
  const former = stored.value.formerNames ?? []
  const since = former.at(-1)?.until ?? '0001-01-01'
  if (on > call.at.toISOString().slice(0, 10) || on <= since) throw wrongDay(on, since)
  const authority: Authority = {
    ...stored.value,
    names,
    formerNames: [...former, { names: stored.value.names, until: on, act }],
  }
  const reply = { status: 200 as const, body: authority, version: stored.version + 1 }
  const change = changeBy(call, 'rename-authority')
  return commit(store.table, call, reply, store.changedAuthorityWrites(authority, stored.version, change))
}

/** Merges an authority into another one, or dissolves it. From the day on, the successor has its territory and what it
 *  takes over of its positions and grants, and whatever was delegated from these goes on; the rest ends. All in one
 *  transaction, however many they are: what a grant or position gives follows from the record of its holder.
 *  Needs `power.grant` over the territory and all powers of the former authority; who belongs to either does not decide.
 *  @throws ForbiddenError @throws RuleFailedError when either has ended, or the successor is not another authority */
export const endAuthority = (ports: Ports) => (call: Call<Routes['endAuthority']>) =>
  untilWon(async () => {
    const { store } = ports
    const { actor, body } = call
    const stored = await foundAuthority(store, call.params.authorityId)
    refuseOwnHolder(actor, stored.value.id)
    await coversHolder(ports, actor, stored.value.id)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    refuseFormer(stored.value)
    refuseBefore(stored.value, body)
    const successor = body.successor === null ? undefined : await authorityOfCode(store, body.successor)
    if (successor !== undefined) {
      if (successor.value.id === stored.value.id) throw itself(body)
      refuseOwnHolder(actor, successor.value.id)
      await coversSharingOut(ports, actor, { territory: wholeTerritory(successor.value) })
      refuseFormer(successor.value)
    }
    const authority: Authority = { ...stored.value, ended: body }
    const change = changeBy(call, 'end-authority')
    const records = await store.holder(authority.id)
    const state: HolderState = {
      ...records.state,
      ended: {
        on: body.on,
        successor: successor?.value.id ?? null,
        positions: body.positions === 'taken-over',
        grants: body.grants === 'taken-over',
      },
    }
    const writes: Write[] = [
      store.stateWrite(records, state),
      ...store.changedAuthorityWrites(authority, stored.version, change),
    ]
    if (successor !== undefined) {
      const { value, version } = successor
      const { on, act } = body
      const taken = { authority: authority.code, territory: [...wholeTerritory(authority)], on, act }
      const heir: Authority = { ...value, absorbed: [...(value.absorbed ?? []), taken] }
      const heirs = await store.holder(value.id)
      const predecessors = [...(heirs.state.predecessors ?? []), authority.id]
      writes.push(
        store.stateWrite(heirs, { ...heirs.state, predecessors }),
        ...store
          .changedAuthorityWrites(heir, version, change)
          .map((write): Write => ({ ...write, otherwise: lostRace })),
      )
    }
    const reply = { status: 200 as const, body: authority, version: stored.version + 1 }
    return commit(store.table, call, reply, writes)
  })

/** An authority does not end before what it took over came to it. */
const refuseBefore = ({ code, absorbed }: Authority, { on }: Succession): void => {
  const last = absorbed?.find((taken) => on <= taken.on)
  if (last === undefined) return
  throw new RuleFailedError({
    en: `${code} takes over ${last.authority} on ${last.on}; it ends after that day.`,
    ru: `${code} становится преемником ${last.authority} ${last.on}; упразднить его можно после этого дня.`,
  })
}

const itself = ({ successor }: Succession) =>
  new RuleFailedError({
    en: `${successor} cannot succeed itself.`,
    ru: `${successor} не может быть преемником самому себе.`,
  })

const wrongDay = (on: string, since: string) =>
  new RuleFailedError({
    en: `The first day of the new name is ${on}; it has to be today or before, and after ${since}.`,
    ru: `Первый день нового наименования — ${on}; он должен быть не позже сегодняшнего и позже ${since}.`,
  })
