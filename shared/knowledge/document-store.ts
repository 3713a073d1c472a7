import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import type { Language } from '#kernel/localised-text'
import { type Filter, queryAll, type Table, type Write } from '#kernel/table'
import { documentEntity, documentKey, type Listing, listingEntity, listKey, versionEntity } from './keys.ts'
import { type DocumentId, type DocumentRecord, summaryOf, type VersionRecord } from './model.ts'

/** A document with all its versions, oldest first. */
export interface Kept {
  readonly document: DocumentRecord
  /** Of the document's record; it rises with every change of a version too. */
  readonly version: number
  readonly versions: readonly Stored<VersionRecord>[]
}

/** Which list is read, and how. */
export interface ListQuery {
  readonly place: string
  readonly filter: readonly Filter[]
  readonly sort: 'title' | 'date'
  readonly order: 'asc' | 'desc'
  readonly language: Language
}

/** Where documents are kept. */
export class DocumentStore {
  readonly table: Table

  constructor(table: Table) {
    this.table = table
  }

  /** A document with its versions, by one strongly consistent Query. */
  async find(id: DocumentId): Promise<Kept | undefined> {
    const items = await queryAll(this.table, { pk: documentKey(id), consistent: true })
    const [first, ...rest] = items
    const document = fromItem(documentEntity, first)
    if (document === undefined) return undefined
    const versions = rest.flatMap((item) => fromItem(versionEntity, item) ?? [])
    return { document: document.value, version: document.version, versions }
  }

  async page(
    { place, filter, sort, order, language }: ListQuery,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<Listing>> {
    const index = sort === 'date' ? 'gsi2' : language === 'ru' ? 'gsi1' : undefined
    const { items, next } = await this.table.query({
      pk: listKey(place),
      descending: order === 'desc',
      ...page,
      ...(index && { index }),
      ...(filter.length > 0 && { filter }),
    })
    return { items: valuesOf(listingEntity, items), next }
  }
}

/** The writes that add a document with its first version. */
export const additionOf = (
  document: DocumentRecord,
  first: VersionRecord,
  change: LastChange,
): readonly Write[] => [
  {
    put: toItem(documentEntity, document, { version: 1, change }),
    if: 'absent',
    otherwise: () => idTaken(document.id),
  },
  { put: toItem(versionEntity, first, { version: 1, change }), if: 'absent' },
  ...listingWrites([], listingsOf(document, [first])),
]

const idTaken = (id: DocumentId) =>
  new ConflictError({ en: `There is already a document ${id}.`, ru: `Документ ${id} уже есть.` })

/** The writes that give a document its next state and, with it, one of its versions.
 *  @param otherwise the error when it is not as it was read */
export const changeOf = (
  { document, version, versions }: Kept,
  next: { readonly document: DocumentRecord; readonly file?: VersionRecord },
  change: LastChange,
  otherwise?: () => Error,
): readonly Write[] => {
  const files = versions.map(({ value }) => value)
  const { file } = next
  const known = versions.find(({ value }) => value.number === file?.number)
  const after = file === undefined ? files : [...files.filter(({ number }) => number !== file.number), file]
  return [
    {
      put: toItem(documentEntity, next.document, { version: version + 1, change }),
      if: { version },
      ...(otherwise && { otherwise }),
    },
    ...(file === undefined
      ? []
      : [{ put: toItem(versionEntity, file, { version: (known?.version ?? 0) + 1, change }) }]),
    ...listingWrites(listingsOf(document, files), listingsOf(next.document, after)),
  ]
}

/** The places where a document is listed, with what is shown there. */
const listingsOf = (document: DocumentRecord, files: readonly VersionRecord[]): readonly Listing[] => {
  const shown = files.find(({ number }) => number === (document.current ?? document.latest))
  if (shown === undefined)
    throw new Error(`${document.id} has no version ${document.current ?? document.latest}`)
  const newest = files.find(({ number }) => number === document.latest) ?? shown
  const { regionPaths, createdBy, categories, clusters, language } = document
  const summary = summaryOf(document, shown)
  const places = [
    'all',
    `language#${language}`,
    `sha256#${newest.sha256}`,
    ...categories.map((category) => `category#${category}`),
    ...clusters.map((cluster) => `cluster#${cluster}`),
  ]
  return places.map((place) => ({ place, summary, regionPaths, createdBy }))
}

const listingWrites = (before: readonly Listing[], after: readonly Listing[]): readonly Write[] => {
  const puts = after.map((listing) => toItem(listingEntity, listing))
  const kept = new Set(puts.map(({ pk, sk }) => `${pk}\n${sk}`))
  const gone = before.map(listingEntity.keys).filter(({ pk, sk }) => !kept.has(`${pk}\n${sk}`))
  return [...gone.map(({ pk, sk }) => ({ delete: { pk, sk } })), ...puts.map((put) => ({ put }))]
}
