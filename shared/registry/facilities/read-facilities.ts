import type { Call } from '#kernel/call'
import type { ReferenceReader } from '#reference/readers'
import type { registryContract } from '../contract.ts'
import type { FacilityStore } from './facility-store.ts'

type Routes = typeof registryContract.routes

/** A page of facilities: those of a cluster, in a region with all below it, or of a type. */
export const listFacilities =
  ({ facilities, reference }: { readonly facilities: FacilityStore; readonly reference: ReferenceReader }) =>
  async (call: Call<Routes['listFacilities']>) => {
    const { cluster, region, type, ...sorting } = call.query
    const root = region === undefined ? undefined : (await reference.regionTree()).root
    const within = region === root ? undefined : region
    // The list that is read; what it is not about is filtered.
    const [place, filter] =
      cluster !== undefined
        ? [`cluster#${cluster}`, { region: within, type }]
        : within !== undefined
          ? [`region#${within}`, { type }]
          : [type === undefined ? 'all' : `type#${type}`, {}]
    const body = await facilities.page({ ...sorting, ...filter, place }, call.language, call.page)
    return { status: 200 as const, body }
  }

/** One facility. @throws NotFoundError */
export const getFacility =
  ({ facilities }: { readonly facilities: FacilityStore }) =>
  async (call: Call<Routes['getFacility']>) => {
    const { value, version } = await facilities.get(call.params.facilityId)
    return { status: 200 as const, body: value.facility, version }
  }
