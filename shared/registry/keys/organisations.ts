import * as z from 'zod'
import { sha256 } from '#kernel/digest'
import { entity } from '#kernel/entity'
import { OrganisationId, OrganisationRecord, OrganisationSummary } from '../model.ts'
import { listingKeys } from './listing.ts'
import { nameKeyItems, withNameKeys } from './names.ts'

export const organisationKey = (id: string) => ({ pk: `ORGANISATION#${id}`, sk: 'ORGANISATION' })
export const identifierKey = (scheme: string, value: string) => ({
  pk: `IDENTIFIER#${scheme}#${value}`,
  sk: 'GUARD',
})
export const namesakeKey = (place: string, name: string) => ({
  pk: `NAMESAKE#${sha256(`${place}\n${name}`)}`,
  sk: 'GUARD',
})
export const organisationList = (place: string) => `LIST#organisation#${place}`

export const organisationEntity = entity({
  name: 'organisation',
  schemaVersion: 4,
  lift: {
    // Version 1 knew no establishments, and they may be unknown still.
    1: (data) => data,
    // Version 2 was not found by its names.
    2: (data) => Object.assign({ nameKeys: [] }, data),
    // Version 3 kept no restrictions: none were on record.
    3: (data) => data,
  },
  completed: (data) => {
    const record = withNameKeys(OrganisationRecord.parse(data))
    return { data: record, beside: nameKeyItems('organisation', record) }
  },
  schema: OrganisationRecord,
  keys: ({ id }) => organisationKey(id),
})

/** Takes an identifier for one organisation. */
export const identifierEntity = entity({
  name: 'identifier',
  schemaVersion: 1,
  schema: z.object({ scheme: z.string(), value: z.string(), organisation: OrganisationId }),
  keys: ({ scheme, value }) => identifierKey(scheme, value),
})

/** Takes a name at a seat for the one organisation without identifiers that has it. */
export const namesakeEntity = entity({
  name: 'namesake',
  schemaVersion: 1,
  schema: z.object({ place: z.string(), name: z.string(), organisation: OrganisationId }),
  keys: ({ place, name }) => namesakeKey(place, name),
})

export const organisationListingEntity = entity({
  name: 'organisation-listing',
  schemaVersion: 1,
  schema: z.object({ place: z.string(), summary: OrganisationSummary }),
  keys: ({ place, summary }) =>
    listingKeys(organisationList(place), summary.id, summary.names, summary.updatedAt),
})
