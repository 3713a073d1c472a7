import { signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { InvalidRequestError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { assertionPage } from '../assertions.ts'
import { pointInTime } from '../at-time.ts'
import { clusterAudience, demandSight, fieldsSeenBy, maySee, worksOn } from '../audience.ts'
import type { HistoryStep, registryContract } from '../contract.ts'
import { zoneOf } from '../dates.ts'
import { clusterKey } from '../keys.ts'
import { sinceInstant } from '../listings.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import { CLUSTER_CLASSES, clusterSummary, clusterView, visibleTo } from '../model.ts'
import { noSuchOrganisation, type OrganisationStore } from '../organisations/organisation-store.ts'
import type { RegisterStore } from '../registers/register-store.ts'
import { type ClusterStore, noSuchCluster } from './cluster-store.ts'
import { clusterOf, clustersOf } from './read-past.ts'

type Routes = typeof registryContract.routes

/** A page of clusters. Drafts are asked for by themselves and shown to those who work on them.
 *  @throws InvalidRequestError when drafts are asked for together with others */
export const listClusters =
  ({ clusters, reference }: { readonly clusters: ClusterStore; readonly reference: ReferenceReader }) =>
  async (call: Call<Routes['listClusters']>) => {
    // Clusters of many registers: days are told in UTC.
    const when = await pointInTime(call.query, async () => 'UTC', call.at)
    if (when !== undefined) return clustersOf(call, { clusters, reference }, when)
    const { region, category, industry, stage, status, updatedSince, sort, order } = call.query
    const drafts = status?.includes('draft') ?? false
    if (drafts) {
      signedIn(call.actor)
      if (status?.length !== 1) throw draftsAlone()
    }
    // The list that is read; what it is not about is filtered.
    const root = region === undefined ? undefined : (await reference.regionTree()).root
    const byRegion = !drafts && region !== undefined && region !== root
    const byCategory = !drafts && !byRegion && category !== undefined
    const page = await clusters.page(
      {
        place: drafts
          ? 'drafts'
          : byRegion
            ? `region#${region}`
            : byCategory
              ? `category#${category}`
              : 'all',
        region: byRegion ? undefined : region,
        category: byCategory ? undefined : category,
        industry,
        stage,
        status: drafts ? undefined : status,
        updatedSince: sinceInstant(updatedSince),
        sort,
        order,
      },
      call.language,
      call.page,
    )
    if (!drafts) return { status: 200 as const, body: page }
    const records = await clusters.findAll(page.items.map(({ id }) => id))
    const items = page.items.filter(({ id }) => {
      const record = records.get(id)
      return record !== undefined && worksOn(call.actor, record)
    })
    return { status: 200 as const, body: { ...page, items } }
  }

/** A page of the clusters that an organisation manages, by id; drafts only to those who work on them.
 *  @throws NotFoundError for an organisation that there is not */
export const listManagedClusters =
  ({
    clusters,
    organisations,
  }: {
    readonly clusters: ClusterStore
    readonly organisations: OrganisationStore
  }) =>
  async (call: Call<Routes['listManagedClusters']>) => {
    const { organisationId } = call.params
    if ((await organisations.find(organisationId)) === undefined) throw noSuchOrganisation(organisationId)
    const { items, next } = await clusters.managedBy(organisationId, call.page)
    const seen = items.filter((cluster) => maySee(call.actor, cluster))
    return {
      status: 200 as const,
      body: { items: seen.map((cluster) => clusterSummary(clusterView(cluster))), next },
    }
  }

/** One cluster, as much of it as the reader may see; a draft that was merged leads to its other record, but for who
 *  asks what was known before that. @throws NotFoundError also for a draft of others */
export const getCluster =
  ({
    clusters,
    memberships,
    registers,
  }: {
    readonly clusters: ClusterStore
    readonly memberships: MembershipStore
    readonly registers: RegisterStore
  }) =>
  async (call: Call<Routes['getCluster']>) => {
    const stored = await clusters.find(call.params.clusterId)
    if (stored === undefined) throw noSuchCluster(call.params.clusterId)
    demandSight(call.actor, stored.value)
    const audience = await clusterAudience(call.actor, stored.value, memberships)
    const when = await pointInTime(call.query, () => zoneOf(registers, stored.value), call.at)
    const { id, merger, absorbed } = stored.value
    if (merger?.state === 'merged' && (when === undefined || merger.since <= when.knownAt)) {
      const last = await clusters.lastOf(merger.into)
      const before = absorbed !== undefined && worksOn(call.actor, stored.value) && absorbed.toSorted()
      const body = { id, mergedInto: last, since: merger.since, ...(before && { mergedFrom: before }) }
      return { status: 308 as const, body, location: `/clusters/${last}` }
    }
    if (when !== undefined) return clusterOf(call, stored.value, { clusters, audience }, when)
    return {
      status: 200 as const,
      body: visibleTo(audience, CLUSTER_CLASSES, clusterView(stored.value)),
      version: stored.version,
    }
  }

/** What was recorded of a cluster, fields that the reader may not see left out. */
export const getClusterHistory =
  ({ clusters, memberships }: { readonly clusters: ClusterStore; readonly memberships: MembershipStore }) =>
  async (call: Call<Routes['getClusterHistory']>) => {
    const stored = await clusters.find(call.params.clusterId)
    if (stored === undefined) throw noSuchCluster(call.params.clusterId)
    demandSight(call.actor, stored.value)
    const audience = await clusterAudience(call.actor, stored.value, memberships)
    const seen = fieldsSeenBy(audience)
    const page = await assertionPage(clusters.table, clusterKey(stored.value.id).pk, call.page)
    const steps = page.items.map(
      ({ recordedAt, validFrom, validTo, changes, act, actor }): HistoryStep => ({
        recordedAt,
        validFrom,
        validTo,
        changes: Object.fromEntries(Object.entries(changes).filter(([field]) => seen(field))),
        ...(act !== undefined && { act }),
        ...(audience.has('authority') && { actor }),
      }),
    )
    const items = steps.filter(({ changes }) => Object.keys(changes).length > 0)
    return { status: 200 as const, body: { items, next: page.next } }
  }

const draftsAlone = () => {
  const detail = {
    en: 'Drafts are a list of their own: ask for status=draft alone.',
    ru: 'Черновики — отдельный список: укажите только status=draft.',
  }
  return new InvalidRequestError(detail, { faults: [{ pointer: '?status', detail }] })
}
