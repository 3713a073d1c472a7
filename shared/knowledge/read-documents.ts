import type { Call, Page } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { Filter } from '#kernel/table'
import type { knowledgeContract } from './contract.ts'
import type { Listing } from './keys.ts'
import { attachment, type DocumentSummary, documentKey } from './model.ts'
import type { Ports } from './ports.ts'
import { findVisible, sightOf, viewFor } from './sight.ts'

type Routes = typeof knowledgeContract.routes

/** How many pages of a list are read at most to fill one page of answers. */
const READS = 5

/** A page of the documents that the caller may see. What others may not see is left out, so a page may be short and
 *  have a next one. */
export const listDocuments =
  ({ documents, clusters }: Pick<Ports, 'documents' | 'clusters'>) =>
  async (call: Call<Routes['listDocuments']>) => {
    const { sort, order } = call.query
    const sees = sightOf(call.actor, clusters)
    const items: DocumentSummary[] = []
    let next: Page<Listing>['next'] = call.page.after
    for (let read = 0; read < READS && items.length < call.page.limit; read++) {
      const page = await documents.page(
        { place: placeOf(call), filter: filtersOf(call), sort, order, language: call.language },
        { limit: call.page.limit - items.length, after: next },
      )
      for (const { summary, regionPaths, createdBy } of page.items)
        if (await sees({ ...summary, regionPaths, createdBy })) items.push(summary)
      next = page.next
      if (next === undefined) break
    }
    return { status: 200 as const, body: { items, next } }
  }

/** The narrowest list that the filters allow; what it is not about is filtered. */
const placeOf = ({ query }: Call<Routes['listDocuments']>): string => {
  const { sha256, cluster, category, language } = query
  if (sha256 !== undefined) return `sha256#${sha256}`
  if (cluster !== undefined) return `cluster#${cluster}`
  if (category !== undefined) return `category#${category}`
  return language === undefined ? 'all' : `language#${language}`
}

const filtersOf = ({ query, actor }: Call<Routes['listDocuments']>): readonly Filter[] => {
  const { cluster, category, language, tag, status } = query
  const filters: Filter[] = []
  const summary = (field: string) => `data.summary.${field}`
  if (cluster !== undefined) filters.push({ attribute: summary('clusters'), includes: cluster })
  if (category !== undefined) filters.push({ attribute: summary('categories'), includes: category })
  if (language !== undefined) filters.push({ attribute: summary('language'), equals: language })
  if (tag !== undefined) filters.push({ attribute: summary('tags'), includes: tag })
  if (status !== undefined) filters.push({ attribute: summary('status'), equals: status })
  if (actor.kind === 'anonymous') {
    filters.push({ attribute: summary('visibility'), equals: 'public' })
    if (status === undefined) filters.push({ attribute: summary('status'), equals: 'available' })
  }
  return filters
}

/** What is said of a document, with its versions. @throws NotFoundError also for who may not know of it */
export const getDocument =
  (ports: Pick<Ports, 'documents' | 'clusters'>) => async (call: Call<Routes['getDocument']>) => {
    const kept = await findVisible(ports, call.actor, call.params.documentId)
    return { status: 200 as const, body: viewFor(call.actor, kept), version: kept.version }
  }

/** The address of a file, under the name that it was published with.
 *  @throws NotFoundError when there is no such file that the caller may read */
export const downloadDocument = (ports: Ports) => async (call: Call<Routes['downloadDocument']>) => {
  const { document, versions } = await findVisible(ports, call.actor, call.params.documentId)
  const wanted = call.query.version ?? document.current
  const file = versions.find(({ value }) => value.number === wanted && value.status === 'available')?.value
  if (file === undefined)
    throw new NotFoundError({
      en:
        call.query.version === undefined
          ? 'No file has arrived yet.'
          : `There is no file of version ${wanted}.`,
      ru: call.query.version === undefined ? 'Файл ещё не получен.' : `Файла версии ${wanted} нет.`,
    })
  const { fileName, mediaType, sha256, number } = file
  const { url, expiresAt } = await ports.files.address(
    documentKey(document.id, number),
    { mediaType, disposition: attachment(fileName) },
    call.at,
  )
  return {
    status: 200 as const,
    body: { url, version: number, fileName, sha256, expiresAt: expiresAt.toISOString() },
  }
}
