import type { Call } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { TO_SHOW } from '#kernel/table'
import { assertionPage } from '../assertions.ts'
import { demandSight, maySee } from '../audience.ts'
import { type ClusterStore, noSuchCluster } from '../clusters/cluster-store.ts'
import type { HistoryStep, registryContract } from '../contract.ts'
import { membershipSubject } from '../keys.ts'
import type { Membership, OrganisationRecord, PointInTime } from '../model.ts'
import { noSuchOrganisation, type OrganisationStore } from '../organisations/organisation-store.ts'
import { membershipAudience } from '../parties.ts'
import { named } from './joining.ts'
import type { MembershipStore } from './membership-store.ts'
import { asTheyWere, pastAsked, placeInCluster, withFormer } from './past-memberships.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly memberships: MembershipStore
}

/** A page of the memberships of a cluster; of a past those in force then. A page may be short where others were not.
 *  @throws NotFoundError also for a draft of others */
export const listMembers =
  ({ clusters, organisations, memberships }: Deps) =>
  async (call: Call<Routes['listMembers']>) => {
    const cluster = await clusters.find(call.params.clusterId)
    if (cluster === undefined) throw noSuchCluster(call.params.clusterId)
    demandSight(call.actor, cluster.value)
    const when = await pastAsked(call.query, call.at)
    const page = await memberships.ofCluster(cluster.value.id, call.query.on, call.page)
    const former = when === undefined ? [] : await memberships.formerOfCluster(cluster.value.id, when.knownAt)
    const stretch = { after: call.page.after?.['sk'], upTo: page.next?.['sk'] }
    const found = withFormer(page.items, former, placeInCluster, stretch)
    const known = await organisations.findAll(found.map(({ organisation }) => organisation))
    const items = (await asTheyWere(memberships, found, when)).flatMap((membership) => {
      const organisation = known.get(membership.organisation)
      if (organisation === undefined) return []
      return [named(call.actor, membership, { cluster: cluster.value, organisation })]
    })
    return { status: 200 as const, body: { items, next: page.next } }
  }

/** A page of the memberships of an organisation, by first day, of a past those in force then; those in drafts only for
 *  who works on the draft; of one that was merged those of its other record. */
export const listMembershipsOfOrganisation =
  ({ clusters, organisations, memberships }: Deps) =>
  async (call: Call<Routes['listMembershipsOfOrganisation']>) => {
    const when = await pastAsked(call.query, call.at)
    const organisation = await organisationThen(organisations, call.params.organisationId, when)
    const organisationId = organisation.value.id
    const { value } = await memberships.held(organisationId, TO_SHOW)
    const place = (one: Pick<Membership, 'from' | 'cluster'>) => `${one.from}#${one.cluster}`
    const after = call.page.after?.['place']
    const rest = value.held
      .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
      .filter((one) => after === undefined || place(one) > after)
    const held = rest.slice(0, Math.min(call.page.limit, 100))
    const last = held.at(-1)
    const kept = await memberships.findAll(held.map((one) => ({ ...one, organisation: organisationId })))
    const former =
      when === undefined ? [] : await memberships.formerOfOrganisation(organisationId, when.knownAt)
    const stretch = { after, upTo: last !== undefined && rest.length > held.length ? place(last) : undefined }
    const found = withFormer(kept, former, place, stretch)
    const known = await clusters.findAll(found.map(({ cluster }) => cluster))
    const items = (await asTheyWere(memberships, found, when)).flatMap((membership) => {
      const cluster = known.get(membership.cluster)
      if (cluster === undefined || !maySee(call.actor, cluster)) return []
      return [named(call.actor, membership, { cluster, organisation: organisation.value })]
    })
    const next = stretch.upTo === undefined ? undefined : { place: stretch.upTo }
    return { status: 200 as const, body: { items, next } }
  }

/** The organisation that somebody asks about: the last one of those merged, or of a past before its merger itself. */
const organisationThen = async (
  organisations: OrganisationStore,
  id: string,
  when: PointInTime | undefined,
): Promise<Stored<OrganisationRecord>> => {
  const own = await organisations.find(id)
  if (own === undefined) throw noSuchOrganisation(id)
  const { merger } = own.value
  if (merger?.state !== 'merged' || (when !== undefined && when.knownAt < merger.since)) return own
  return organisations.get(await organisations.lastOf(merger.into))
}

/** What was recorded of a membership, reasons only for those concerned. @throws NotFoundError */
export const getMembershipHistory =
  ({ clusters, organisations, memberships }: Deps) =>
  async (call: Call<Routes['getMembershipHistory']>) => {
    const { clusterId, organisationId, from } = call.params
    const cluster = await clusters.find(clusterId)
    if (cluster === undefined) throw noSuchCluster(clusterId)
    demandSight(call.actor, cluster.value)
    // What was recorded of a membership that went over to another record stays to be read.
    if (
      (await memberships.find(clusterId, organisationId, from, TO_SHOW)) === undefined &&
      cluster.value.merger === undefined &&
      (await organisations.find(organisationId))?.value.merger === undefined
    )
      throw noSuchMembership(from)
    const audience = membershipAudience(call.actor, cluster.value, organisationId)
    const subject = membershipSubject(clusterId, organisationId, from)
    const { items, next } = await assertionPage(memberships.table, subject, call.page)
    const steps = items.map(({ recordedAt, validFrom, validTo, changes, act, actor }): HistoryStep => {
      const seen = Object.entries(changes).filter(
        ([field]) => audience.has('parties') || !field.startsWith('step:'),
      )
      return {
        recordedAt,
        validFrom,
        validTo,
        changes: Object.fromEntries(seen),
        ...(act !== undefined && { act }),
        ...(audience.has('authority') && { actor }),
      }
    })
    const shown = steps.filter(({ changes }) => Object.keys(changes).length > 0)
    return { status: 200 as const, body: { items: shown, next } }
  }

/** One membership, as it is or as it was in force on a day and known at an instant. @throws NotFoundError */
export const getMembership =
  ({ clusters, organisations, memberships }: Deps) =>
  async (call: Call<Routes['getMembership']>) => {
    const { clusterId, organisationId, from } = call.params
    const cluster = await clusters.find(clusterId)
    if (cluster === undefined) throw noSuchCluster(clusterId)
    demandSight(call.actor, cluster.value)
    const when = await pastAsked(call.query, call.at)
    const stored = await memberships.find(clusterId, organisationId, from, TO_SHOW)
    const former = when === undefined ? [] : await memberships.formerOfCluster(cluster.value.id, when.knownAt)
    const own = former.find((one) => one.organisation === organisationId && one.from === from)
    const value = own ?? stored?.value
    const organisation = await organisations.find(organisationId)
    if (value === undefined || organisation === undefined) throw noSuchMembership(from)
    const sides = { cluster: cluster.value, organisation: organisation.value }
    const [membership] = await asTheyWere(memberships, [value], when)
    if (membership === undefined) throw notThen(from, call.query)
    return {
      status: 200 as const,
      body: named(call.actor, membership, sides),
      ...(when === undefined && { version: stored?.version }),
    }
  }

const notThen = (
  from: CalendarDate,
  { asOf, knownAt }: { readonly asOf?: string; readonly knownAt?: string },
) => {
  const then = [asOf, knownAt].filter((part) => part !== undefined).join(', ')
  return new NotFoundError({
    en: `The membership from ${from} was not in force, or not known, at the time asked for (${then}).`,
    ru: `Членство с ${from} на указанное время (${then}) не действовало или не было известно.`,
  })
}

export const noSuchMembership = (from: string) =>
  new NotFoundError({
    en: `There is no membership of this organisation in this cluster from ${from}.`,
    ru: `Нет членства этой организации в этом кластере с ${from}.`,
  })
