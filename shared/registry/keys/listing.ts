import { collationKey, inLanguage, type LocalisedText } from '#kernel/localised-text'

/** Where a record stands in lists: sorted by name in either language, and by last change. */
export const listingKeys = (collection: string, id: string, names: LocalisedText, updatedAt: string) => ({
  pk: collection,
  sk: `${collationKey(inLanguage(names, 'en'))}#${id}`,
  gsi1pk: collection,
  gsi1sk: `${collationKey(inLanguage(names, 'ru'))}#${id}`,
  gsi2pk: collection,
  gsi2sk: `${updatedAt}#${id}`,
})
