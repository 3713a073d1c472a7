import type { Call } from '#kernel/call'
import { TO_SHOW } from '#kernel/table'
import { demandSight } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { tieAudience } from '../parties.ts'
import { foundTie, tieView } from './found-tie.ts'
import type { TieDeps } from './ports.ts'

type Routes = typeof registryContract.routes

/** A page of the ties of a cluster that the caller may know of, their values only where he is concerned.
 *  @throws NotFoundError also for a draft of others */
export const listTies = (deps: TieDeps) => async (call: Call<Routes['listTies']>) => {
  const { value: cluster } = await deps.clusters.get(call.params.clusterId, TO_SHOW)
  demandSight(call.actor, cluster)
  const { items, next } = await deps.ties.page(cluster.id, call.page)
  const seen = items.flatMap((tie) => {
    const audience = tieAudience(call.actor, cluster, tie)
    return audience === undefined ? [] : [tieView(audience, tie)]
  })
  return { status: 200 as const, body: { items: seen, next } }
}

/** One tie. @throws NotFoundError also for a tie that the caller may not know of */
export const getTie = (deps: TieDeps) => async (call: Call<Routes['getTie']>) => {
  const { tie, audience } = await foundTie(deps, call, call.params, TO_SHOW)
  return { status: 200 as const, body: tieView(audience, tie.value), version: tie.version }
}
