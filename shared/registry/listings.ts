import { canonicalJson } from '#kernel/digest'
import { type Entity, toItem } from '#kernel/entity'
import type { Language } from '#kernel/localised-text'
import type { TableQuery, Write } from '#kernel/table'

/** What asks for a list: by name in the language of the request, or by last change. */
export interface Sorting {
  readonly sort: 'name' | 'date'
  readonly order: 'asc' | 'desc'
}

/** The writes that move a record from the lists where it stood to those where it belongs now; none where it stands
 *  already as it should. */
export const listingWrites = <T>(
  kind: Entity<T>,
  before: readonly T[],
  after: readonly T[],
): readonly Write[] => {
  const stood = new Set(before.map((listing) => canonicalJson(toItem(kind, listing))))
  const wanted = after.map((listing) => toItem(kind, listing))
  const kept = new Set(wanted.map(({ pk, sk }) => `${pk}\n${sk}`))
  const gone = before.map(kind.keys).filter(({ pk, sk }) => !kept.has(`${pk}\n${sk}`))
  const puts = wanted.filter((put) => !stood.has(canonicalJson(put)))
  return [...gone.map(({ pk, sk }) => ({ delete: { pk, sk } })), ...puts.map((put) => ({ put }))]
}

/** The query of one list in the wanted order; with a lower bound on the last change where that is its order. */
export const listingQuery = (
  collection: string,
  { sort, order, updatedSince }: Sorting & { readonly updatedSince?: string | undefined },
  language: Language,
): Pick<TableQuery, 'pk' | 'index' | 'sk' | 'descending'> => {
  const descending = order === 'desc'
  if (sort === 'date')
    return {
      index: 'gsi2',
      pk: collection,
      descending,
      // Instants begin with a digit: `~` is behind all of them.
      ...(updatedSince !== undefined && { sk: { from: updatedSince, to: '~' } }),
    }
  return { pk: collection, descending, ...(language === 'ru' && { index: 'gsi1' as const }) }
}

/** The first instant that an `updatedSince` means. */
export const sinceInstant = (since: string | undefined): string | undefined =>
  since !== undefined && since.length === 10 ? `${since}T00:00:00.000Z` : since
