import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'

/** Of what the pages' data are made: `data.ts` beside them, and that of each area. */

/** What a route may be asked. */
export type Query<F extends (request: never) => unknown> = NonNullable<
  Parameters<F>[0] extends { query?: infer Q } ? Q : never
>

/** One answer, by the name under which the cache knows it. */
export const read = <T>(name: string, asked: unknown, call: () => Promise<{ readonly body: T }>) =>
  queryOptions({ queryKey: [name, asked], queryFn: async () => (await call()).body })

/** Code lists change rarely: once per visit is enough. */
export const ONCE = { staleTime: Number.POSITIVE_INFINITY, meta: { once: true } }

/** After something was changed: what no page shows at the moment is forgotten, so that none begins with how it was
 *  before. What the page shows that changed it, that page reads anew. */
export const forgetUnseen = (cache: QueryClient): void =>
  cache.removeQueries({
    type: 'inactive',
    // What is being read is for the page to come, which waits for it.
    predicate: ({ meta, state }) => meta?.['once'] !== true && state.fetchStatus === 'idle',
  })

type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

/** All pages of a list that is known to be short. */
export const wholeList = async <T>(
  page: (cursor: string | undefined) => Promise<{ readonly body: Page<T> }>,
): Promise<readonly T[]> => {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const { body } = await page(cursor)
    items.push(...body.items)
    cursor = body.next ?? undefined
  } while (cursor !== undefined)
  return items
}

/** A list read page by page. */
export const paged = <T>(
  name: string,
  asked: unknown,
  page: (cursor: string | undefined) => Promise<{ readonly body: Page<T> }>,
) =>
  infiniteQueryOptions({
    queryKey: [name, asked],
    queryFn: async ({ pageParam }) => (await page(pageParam)).body,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

/** The query of the page after a cursor. */
export const after = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor })
