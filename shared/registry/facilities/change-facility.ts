import { type Actor, covers } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { PlatformText } from '#kernel/localised-text'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import { pathOfRegion } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import { type Facility, type FacilityContent, FacilityId, type FacilityRecord } from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import type { FacilityStore } from './facility-store.ts'

type Routes = typeof registryContract.routes
export interface FacilityDeps {
  readonly facilities: FacilityStore
  readonly clusters: ClusterStore
  readonly organisations: OrganisationStore
  readonly reference: ReferenceReader
}

/** Adds a facility.
 *  @throws ForbiddenError when the actor's territory does not cover its region
 *  @throws RuleFailedError for a region, an owner or a cluster that is not there; a draft is not */
export const createFacility =
  (deps: FacilityDeps & { readonly newId: NewId }) => async (call: Call<Routes['createFacility']>) => {
    const id = deps.newId(FacilityId, 'fac')
    const record = await recordOf(deps, { id, createdAt: call.at.toISOString() }, call.body, call)
    const reply = {
      status: 201 as const,
      body: record.facility,
      version: 1,
      location: `/facilities/${id}`,
    }
    return commit(deps.facilities.table, call, reply, deps.facilities.changeWrites(undefined, record, call))
  }

/** Changes what is said of a facility; moved, it needs the power over its region before **and** after.
 *  @throws ForbiddenError @throws NotFoundError @throws RuleFailedError @throws StaleVersionError */
export const changeFacility = (deps: FacilityDeps) => async (call: Call<Routes['changeFacility']>) => {
  const before = await deps.facilities.get(call.params.facilityId, { consistent: true })
  demandPower(call.actor, before.value)
  if (before.version !== call.expectedVersion) throw new StaleVersionError()
  const after = await recordOf(deps, before.value.facility, call.body, call)
  await deps.facilities.table.write(deps.facilities.changeWrites(before, after, call))
  return { status: 200 as const, body: after.facility, version: before.version + 1 }
}

/** Deletes a facility. @throws ForbiddenError @throws NotFoundError @throws StaleVersionError */
export const deleteFacility =
  ({ facilities }: Pick<FacilityDeps, 'facilities'>) =>
  async (call: Call<Routes['deleteFacility']>) => {
    const stored = await facilities.get(call.params.facilityId, { consistent: true })
    demandPower(call.actor, stored.value)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    await facilities.table.write(facilities.deletionWrites(stored, call))
    return { status: 204 as const, body: null }
  }

/** @throws ForbiddenError when the actor's territory does not cover the region of the facility */
export const demandPower = (actor: Actor, { regionPath }: FacilityRecord): void =>
  covers(actor, 'facility.manage', { regions: [regionPath] })

/** A facility as it is to be kept, made of what is sent.
 *  @throws ForbiddenError when the actor's territory does not cover its region
 *  @throws RuleFailedError for a region, an owner or a cluster that is not there; a draft is not */
export const recordOf = async (
  { clusters, organisations, reference }: FacilityDeps,
  { id, createdAt }: Pick<Facility, 'id' | 'createdAt'>,
  content: FacilityContent,
  context: Context,
): Promise<FacilityRecord> => {
  const record = {
    facility: { id, ...content, createdAt, updatedAt: context.at.toISOString() },
    regionPath: await pathOfRegion(reference, content.region, '/region'),
  }
  demandPower(context.actor, record)
  const faults: { pointer: string; detail: PlatformText }[] = []
  const { owner } = content
  const owning = owner === undefined ? undefined : await organisations.find(owner, { consistent: true })
  if (owning !== undefined) demandUnmerged(owning.value)
  if (owner !== undefined && owning === undefined)
    faults.push({
      pointer: '/owner',
      detail: { en: `There is no organisation ${owner}.`, ru: `Организации ${owner} нет.` },
    })
  const known = await clusters.findAll(content.clusters)
  for (const [index, cluster] of content.clusters.entries())
    if ((known.get(cluster)?.status ?? 'draft') === 'draft')
      faults.push({
        pointer: `/clusters/${index}`,
        detail: {
          en: `There is no registered cluster ${cluster}.`,
          ru: `Кластера ${cluster} в реестре нет.`,
        },
      })
  const [first] = faults
  if (first !== undefined) throw new RuleFailedError(first.detail, { faults })
  return record
}
