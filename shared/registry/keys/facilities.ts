import * as z from 'zod'
import { entity } from '#kernel/entity'
import { FacilityRecord, FacilitySummary } from '../model.ts'
import { listingKeys } from './listing.ts'

export const facilityKey = (id: string) => ({ pk: `FACILITY#${id}`, sk: 'FACILITY' })
export const facilityList = (place: string) => `LIST#facility#${place}`

export const facilityEntity = entity({
  name: 'facility',
  schemaVersion: 1,
  schema: FacilityRecord,
  keys: ({ facility }) => facilityKey(facility.id),
})

export const facilityListingEntity = entity({
  name: 'facility-listing',
  schemaVersion: 1,
  schema: z.object({
    place: z.string(),
    summary: FacilitySummary,
    /** Its region and all above it. */
    ancestors: z.array(z.string()),
  }),
  keys: ({ place, summary }) =>
    listingKeys(facilityList(place), summary.id, summary.names, summary.updatedAt),
})
