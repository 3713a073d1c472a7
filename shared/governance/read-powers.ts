import { positionsOf, signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { governanceContract } from './contract.ts'
import { PersonId } from './model.ts'
import type { GovernanceStore } from './store.ts'

type Routes = typeof governanceContract.routes

/** Who is calling, where they hold positions, and which powers these give them today. */
export const me = () => async (call: Call<Routes['me']>) => {
  signedIn(call.actor)
  const { subject, capability, today } = call.actor
  const powers = (capability?.grants ?? [])
    .filter(({ from, to }) => from <= today && (to === null || today < to))
    .map(({ grant: _grant, ...rest }) => rest)
  const person = capability === undefined ? null : PersonId.parse(capability.person)
  return { status: 200 as const, body: { subject, person, positions: positionsOf(call.actor), powers } }
}

/** Who holds which power over what: grants of today and to come, by power. */
export const powersMatrix = (store: GovernanceStore) => async (call: Call<Routes['powersMatrix']>) => {
  const { power, holder } = call.query
  const { items, next } =
    holder === undefined
      ? await store.listMatrix(power, call.page.limit, call.page.after)
      : await store.listGrants(holder, call.page.limit, call.page.after)
  const today = call.at.toISOString().slice(0, 10)
  const rows = items.filter(
    (grant) => (grant.to === null || today < grant.to) && (power === undefined || grant.power === power),
  )
  const authorities = await store.authorities(
    rows.map((row) => row.holder).filter((id) => id.startsWith('aut_')),
  )
  return {
    status: 200 as const,
    body: {
      next,
      items: rows.map(({ id: _id, grantedBy: _grantedBy, delegable: _delegable, ...row }) => ({
        ...row,
        holderNames: authorities.get(row.holder)?.names ?? null,
      })),
    },
  }
}
