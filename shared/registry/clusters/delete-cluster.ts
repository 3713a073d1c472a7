import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import { demandNothingAbsorbed, demandUnmerged } from '../merging/mergeable.ts'
import type { ClusterStore } from './cluster-store.ts'

/** Deletes a draft. What was ever registered stays.
 *  @throws ConflictError when it has an entry, an open application or members
 *  @throws StaleVersionError when it changed since the caller read it */
export const deleteCluster =
  ({ clusters, memberships }: { readonly clusters: ClusterStore; readonly memberships: MembershipStore }) =>
  async (call: Call<typeof registryContract.routes.deleteCluster>) => {
    const stored = await clusters.get(call.params.clusterId)
    covers(call.actor, 'cluster.edit', clusterResource(stored.value))
    demandUnmerged(stored.value)
    demandNothingAbsorbed(stored.value)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    if (stored.value.status !== 'draft')
      throw refused(
        'It was registered: its record stays.',
        'Кластер был зарегистрирован: запись о нём сохраняется.',
      )
    if (stored.value.openApplications.length > 0)
      throw refused(
        'It has an open application: delete that first.',
        'По кластеру есть заявка: сначала удалите её.',
      )
    const members = await memberships.ofCluster(stored.value.id, undefined, { limit: 1 })
    if (members.items.length > 0)
      throw refused(
        'It has members: their memberships stay.',
        'У кластера есть участники: их членство сохраняется.',
      )
    await clusters.delete(stored, call)
    return { status: 204 as const, body: null }
  }

const refused = (en: string, ru: string) => new ConflictError({ en, ru })
