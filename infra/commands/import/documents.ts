import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type * as z from 'zod'
import { isRefusal, reasonOf, resultOf } from '#imports/bulk-result'
import { DocumentRow } from '#imports/kinds'
import { patiently, type Send } from '#imports/send'
import type { BulkResult, RowResult } from '#kernel/bulk'
import { type Client, type ClientOptions, clientOf } from '#kernel/client'
import { canonicalJson } from '#kernel/digest'
import { faultsOf } from '#kernel/http/faults'
import { lineOf } from '#kernel/http/read-whole'
import { knowledgeContract } from '#knowledge/contract'
import {
  type Document,
  DocumentContent,
  DocumentId,
  type FileContent,
  MEDIA_TYPES,
  MediaType,
} from '#knowledge/model'
import { sentFile } from './sent-file.ts'

/** The client of the documents' routes. */
export type Knowledge = Client<typeof knowledgeContract>

/** A version of a document with its file read. */
export interface Version {
  readonly content: DocumentContent
  /** Why the document was withdrawn, if it was. */
  readonly withdrawn?: string
  readonly file: FileContent
  readonly bytes: Uint8Array
}

/** The row cannot be sent as it is. */
class DocumentRowError extends Error {
  override readonly name = 'DocumentRowError'
}

/** Sends documents with their files, which lie where the rows say from the table's folder. The records of one call
 *  are the versions of one document, the oldest first; a document is found again by the SHA-256 of its newest file. */
export const documentSender = (options: ClientOptions, table: string): Send => {
  const knowledge = clientOf(knowledgeContract, options)
  const folder = dirname(resolve(table))
  return async (records, address) => {
    const id = address === undefined ? undefined : DocumentId.safeParse(address)
    if (id?.success === false)
      return allRejected(records.length, new DocumentRowError(`id: "${address}" is not the id of a document`))
    const rows: RowResult[] = []
    const versions: Version[] = []
    try {
      for (const record of records) versions.push(versionOf(record, folder))
    } catch (error) {
      return allRejected(records.length, error)
    }
    try {
      const outcomes = await bringIn(knowledge, versions, id?.data)
      rows.push(...outcomes.map((outcome, row) => ({ row, outcome })))
    } catch (error) {
      return allRejected(records.length, error)
    }
    return resultOf(rows)
  }
}

const allRejected = (count: number, error: unknown): BulkResult => {
  if (!(error instanceof DocumentRowError) && !isRefusal(error)) throw error
  const reason = error instanceof DocumentRowError ? error.message : reasonOf(error)
  return resultOf(Array.from({ length: count }, (_, row) => ({ row, outcome: 'rejected' as const, reason })))
}

const versionOf = (record: unknown, folder: string): Version => {
  const row = parsed(DocumentRow, record)
  const path = resolve(folder, row.file)
  const bytes = bytesOf(path)
  const fileName = row.fileName ?? basename(path)
  return {
    content: parsed(DocumentContent, row),
    ...(row.withdrawn !== undefined && { withdrawn: row.withdrawn }),
    bytes,
    file: {
      fileName,
      mediaType: row.mediaType ?? mediaTypeOf(fileName),
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
  }
}

const parsed = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new DocumentRowError(lineOf(faultsOf(result.error), 'en'))
}

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new DocumentRowError(`file: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const mediaTypeOf = (fileName: string): MediaType => {
  const end = extname(fileName).slice(1).toLowerCase()
  const found = MediaType.options.find((type) => MEDIA_TYPES[type].some((known) => known === end))
  if (found !== undefined) return found
  throw new DocumentRowError(
    `mediaType: "${end}" tells none (known are ${Object.values(MEDIA_TYPES).flat().join(', ')})`,
  )
}

/** Brings in the versions of one document, the oldest first; goes on after the newest that is there already.
 *  @param id kept from another platform, if any
 *  @throws ApiProblem @throws DocumentRowError when a file was not taken */
export const bringIn = async (knowledge: Knowledge, versions: readonly Version[], id?: DocumentId) => {
  const outcomes: ('created' | 'updated' | 'unchanged')[] = versions.map(() => 'unchanged')
  const last = versions.at(-1)
  if (last === undefined) return outcomes
  const { withdrawn, content } = last
  if (withdrawn !== undefined && (await newestKnown(knowledge, [last], 'withdrawn')).document !== undefined)
    return outcomes
  let { document, at } = await newestKnown(knowledge, versions, 'available')
  if (document !== undefined && at === versions.length - 1 && withdrawn === undefined) {
    if (await changed(knowledge, document, content)) outcomes[at] = 'updated'
    return outcomes
  }
  for (at += 1; at < versions.length; at += 1) {
    const version = versions[at]
    if (version === undefined) break
    document = await sent(knowledge, document, version, id)
    outcomes[at] = 'created'
  }
  if (document !== undefined && withdrawn !== undefined) {
    await withdraw(knowledge, document, withdrawn)
    if (outcomes.at(-1) === 'unchanged') outcomes[versions.length - 1] = 'updated'
  }
  return outcomes
}

const newestKnown = async (
  knowledge: Knowledge,
  versions: readonly Version[],
  status: 'available' | 'withdrawn',
) => {
  for (let at = versions.length - 1; at >= 0; at -= 1) {
    const sha256 = versions[at]?.file.sha256
    if (sha256 === undefined) continue
    const { body } = await patiently(() => knowledge.listDocuments({ query: { sha256, status, limit: 1 } }))
    const found = body.items[0]
    if (found !== undefined) return { document: found.id, at }
  }
  return { document: undefined, at: -1 }
}

const withdraw = async (knowledge: Knowledge, documentId: DocumentId, reason: string): Promise<void> => {
  const { version = 0 } = await patiently(() => knowledge.getDocument({ params: { documentId } }))
  const idempotencyKey = randomUUID()
  await patiently(() =>
    knowledge.withdrawDocument({ params: { documentId }, body: { reason }, version, idempotencyKey }),
  )
}

const contentOf = (document: Document): DocumentContent => DocumentContent.parse(document)

const changed = async (knowledge: Knowledge, documentId: DocumentId, content: DocumentContent) => {
  const { body, version = 0 } = await patiently(() => knowledge.getDocument({ params: { documentId } }))
  if (canonicalJson(contentOf(body)) === canonicalJson(content)) return false
  await knowledge.changeDocument({ params: { documentId }, body: content, version })
  return true
}

/** Announces a file, sends it, and waits until it is checked. */
const sent = async (
  knowledge: Knowledge,
  document: DocumentId | undefined,
  { content, file, bytes }: Version,
  id: DocumentId | undefined,
): Promise<DocumentId> => {
  const idempotencyKey = randomUUID()
  const announce = async () =>
    document === undefined
      ? (
          await knowledge.createDocument({
            body: { ...(id !== undefined && { id }), ...content, ...file },
            idempotencyKey,
          })
        ).body
      : (await knowledge.addVersion({ params: { documentId: document }, body: file, idempotencyKey })).body
  const awaited = await patiently(announce)
  await patiently(() => sentFile(awaited.upload, bytes))
  await checked(knowledge, awaited.document.id, awaited.version)
  return awaited.document.id
}

/** How long a file may take to be checked before the row is given up. */
const PATIENCE_MILLISECONDS = 60_000

const checked = async (knowledge: Knowledge, documentId: DocumentId, number: number): Promise<void> => {
  const until = Date.now() + PATIENCE_MILLISECONDS
  for (let wait = 60; ; wait = Math.min(wait * 2, 1000)) {
    const { body } = await patiently(() => knowledge.getDocument({ params: { documentId } }))
    const version = body.versions.find((one) => one.number === number)
    if (version?.status === 'available') return
    if (version?.status === 'refused')
      throw new DocumentRowError(`the file was not taken: ${version.refusal?.detail['en'] ?? 'refused'}`)
    if (Date.now() > until) throw new DocumentRowError('the file was sent, but not checked within a minute')
    await pause(wait)
  }
}
