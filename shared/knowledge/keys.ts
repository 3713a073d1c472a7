import * as z from 'zod'
import { entity } from '#kernel/entity'
import { collationKey, inLanguage } from '#kernel/localised-text'
import { DocumentRecord, DocumentSummary, VersionRecord } from './model.ts'

/** A document and its versions are one collection: one Query reads them. */
export const documentKey = (id: string) => `DOCUMENT#${id}`

export const documentEntity = entity({
  name: 'document',
  schemaVersion: 1,
  schema: DocumentRecord,
  keys: ({ id }) => ({ pk: documentKey(id), sk: 'DOCUMENT' }),
})

export const versionEntity = entity({
  name: 'document-version',
  schemaVersion: 1,
  schema: VersionRecord,
  keys: ({ document, number }) => ({
    pk: documentKey(document),
    sk: `VERSION#${String(number).padStart(3, '0')}`,
  }),
})

/** Where a list stands: `all`, `category#…`, `cluster#…`, `language#…`, `sha256#…`. */
export const listKey = (place: string) => `LIST#document#${place}`

/** A document in one list: by English title, by Russian title (gsi1) and by last change (gsi2). Besides what the list
 *  shows it has what decides who may see it. */
export const listingEntity = entity({
  name: 'document-listing',
  schemaVersion: 1,
  schema: z.object({
    place: z.string(),
    summary: DocumentSummary,
    regionPaths: z.array(z.array(z.string())),
    createdBy: z.string(),
  }),
  keys: ({ place, summary: { id, titles, updatedAt } }) => {
    const pk = listKey(place)
    const by = (language: string) => `${collationKey(inLanguage(titles, language))}#${id}`
    return { pk, sk: by('en'), gsi1pk: pk, gsi1sk: by('ru'), gsi2pk: pk, gsi2sk: `${updatedAt}#${id}` }
  },
})
export type Listing = z.output<typeof listingEntity.schema>

/** Every kind of record of this context. */
export const knowledgeEntities = [documentEntity, versionEntity, listingEntity] as const
