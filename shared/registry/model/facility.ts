import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import { ClusterId, FacilityId, OrganisationId } from './ids.ts'
import { FACILITY_TYPES } from './vocabulary.ts'

export const FacilityType = z.enum(FACILITY_TYPES)

/** Clusters that one facility serves: bounded so that all places in which it is listed change in one transaction. */
const MOST_CLUSTERS = 20

const Words = z.string().trim().min(1)

/** A position in WGS 84 as GeoJSON writes it (RFC 7946): longitude first. */
const Point = z
  .object({
    type: z.literal('Point'),
    coordinates: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
  })
  .register(z.globalRegistry, { id: 'Point', example: { type: 'Point', coordinates: [11.5755, 48.1374] } })

/** What is said of a facility, as it is sent: the whole of it. */
export const FacilityContent = z
  .object({
    names: LocalisedText,
    type: FacilityType,
    region: CodeText,
    location: Point.exactOptional(),
    capacity: z
      .object({ number: z.number().min(0).max(1e12), unit: Words.max(40) })
      .exactOptional()
      .register(z.globalRegistry, { example: { number: 12_000, unit: 'm²' } }),
    occupancy: z
      .number()
      .min(0)
      .max(1)
      .exactOptional()
      .register(z.globalRegistry, { description: 'The share of its capacity that is in use' }),
    services: z.array(Words.max(200)).max(40).default([]),
    owner: OrganisationId.exactOptional(),
    clusters: z
      .array(ClusterId)
      .max(MOST_CLUSTERS)
      .refine((ids) => new Set(ids).size === ids.length, {
        error: 'each cluster once',
        params: { ru: 'каждый кластер — один раз' },
      })
      .default([])
      .register(z.globalRegistry, { description: 'The clusters that it serves' }),
  })
  .register(z.globalRegistry, { id: 'FacilityContent' })
export type FacilityContent = z.output<typeof FacilityContent>

/** A facility in a bulk request. */
export const FacilityRow = FacilityContent.extend({
  id: FacilityId.exactOptional().register(z.globalRegistry, {
    description: 'Its id on another platform, kept',
  }),
}).register(z.globalRegistry, { id: 'FacilityRow' })
export type FacilityRow = z.output<typeof FacilityRow>

/** A facility as it is shown; all of it is public. */
export const Facility = z
  .object({ id: FacilityId, ...FacilityContent.shape, createdAt: Instant, updatedAt: Instant })
  .register(z.globalRegistry, { id: 'Facility' })
export type Facility = z.output<typeof Facility>

/** A facility as it is kept. */
export const FacilityRecord = z.object({
  facility: Facility,
  /** Its region with its path from the root. */
  regionPath: z.array(z.string()).min(1),
})
export type FacilityRecord = z.output<typeof FacilityRecord>

/** A facility in a list. */
export const FacilitySummary = Facility.omit({ services: true, createdAt: true }).register(z.globalRegistry, {
  id: 'FacilitySummary',
})
export type FacilitySummary = z.output<typeof FacilitySummary>

/** A facility as a list shows it. */
export const facilitySummary = ({ facility }: FacilityRecord): FacilitySummary => {
  const { services: _services, createdAt: _createdAt, ...summary } = facility
  return summary
}
