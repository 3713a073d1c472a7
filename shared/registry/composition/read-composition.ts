import type { Call } from '#kernel/call'
import { TO_SHOW } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { demandSight } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { todayFor } from '../dates.ts'
import { countsOf, isAgreed, networkOf, type PurchaseShare, purchaseShare } from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { keepsRegister } from '../parties.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import type { TieStore } from '../ties/tie-store.ts'
import { compositionOn } from './composition-reader.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly clusters: ClusterStore
  readonly registers: RegisterStore
  readonly organisations: OrganisationStore
  readonly ties: TieStore
  readonly reference: ReferenceReader
}

/** What a cluster is made of on a day, counted. @throws NotFoundError also for a draft of others */
export const getComposition = (deps: Deps) => async (call: Call<Routes['getComposition']>) => {
  const { composition } = await read(deps, call)
  const { cluster, on, members, suspended } = composition
  return { status: 200 as const, body: { cluster, on, suspended, ...countsOf(members) } }
}

/** The network of a cluster's members in a year: who gives whom what, without values. Who keeps the register sees
 *  all ties; everybody else those that both sides have agreed to show, and the figures are of what is seen.
 *  @throws NotFoundError also for a draft of others */
export const getNetwork = (deps: Deps) => async (call: Call<Routes['getNetwork']>) => {
  const { composition, record } = await read(deps, call)
  const { cluster, on, year, organisations, tieRecords } = composition
  const all = keepsRegister(call.actor, record)
  const ties = all ? tieRecords : tieRecords.filter(isAgreed)
  const { pairs, density, shareWithTie, degrees } = networkOf([...organisations.keys()], ties)
  const members = [...organisations].map(([organisation, { fields }]) => ({
    organisation,
    names: fields.names,
    degree: degrees.get(organisation) ?? 0,
  }))
  return {
    status: 200 as const,
    body: {
      cluster,
      on,
      year,
      basis: all ? ('all' as const) : ('agreed' as const),
      members,
      ties: ties.map(({ id, supplier, customer, kind }) => ({ id, supplier, customer, kind })),
      pairs,
      density,
      shareWithTie,
      ...(all && { purchaseShare: purchaseShareView(purchaseShare(composition)) }),
    },
  }
}

/** The purchase share as shares of all purchases, rounded; rules compare the exact one. */
const purchaseShareView = (share: PurchaseShare) =>
  share.known
    ? {
        state: 'known' as const,
        atLeast: Number(share.boughtAtLeast) / Number(share.total),
        atMost: Number(share.boughtAtMost) / Number(share.total),
      }
    : { state: 'insufficient-data' as const, reason: share.reason }

const read = async (
  deps: Deps,
  { actor, params, query, at }: Pick<Call<Routes['getNetwork']>, 'actor' | 'params' | 'query' | 'at'>,
) => {
  const { value: record } = await deps.clusters.get(params.clusterId, TO_SHOW)
  demandSight(actor, record)
  const on = query.on ?? (await todayFor(deps.registers, record, at))
  const year = query.year ?? Number(on.slice(0, 4)) - 1
  const ports = { ...deps, table: deps.clusters.table }
  return { record, composition: await compositionOn(ports, record.id, on, TO_SHOW)(year) }
}
