import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ConflictError, NotFoundError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { knowledgeContract } from './contract.ts'
import { additionOf, changeOf, type Kept } from './document-store.ts'
import {
  type DocumentContent,
  DocumentId,
  type DocumentRecord,
  documentResource,
  type FileContent,
  incomingKey,
  MOST_VERSIONS,
  type VersionRecord,
} from './model.ts'
import { regionPathsOf } from './places.ts'
import type { FileGate, Ports } from './ports.ts'
import { findVisible, viewFor } from './sight.ts'

type Routes = typeof knowledgeContract.routes

/** Announces a document and lets its first file in.
 *  @throws RuleFailedError when it names an unknown region, category or cluster
 *  @throws ForbiddenError when the power does not cover the region concerned
 *  @throws ConflictError when the id that it is to keep is taken */
export const createDocument =
  (ports: Ports & { readonly newId: NewId }) => async (call: Call<Routes['createDocument']>) => {
    const { id, fileName, mediaType, size, sha256, ...rest } = call.body
    const content: DocumentContent = rest
    const regionPaths = await regionPathsOf(content, ports)
    covers(call.actor, 'document.publish', { regions: regionPaths })
    const at = call.at.toISOString()
    const document: DocumentRecord = {
      ...content,
      id: id ?? ports.newId(DocumentId, 'doc'),
      status: 'awaiting-upload',
      current: null,
      latest: 1,
      regionPaths,
      createdBy: actorId(call.actor),
      createdAt: at,
      updatedAt: at,
    }
    const file = awaited(document.id, 1, { fileName, mediaType, size, sha256 }, at)
    const reply = {
      status: 201 as const,
      body: {
        document: viewFor(call.actor, { document, version: 1, versions: [{ value: file, version: 1 }] }),
        version: 1,
        upload: await uploadOf(ports.files, file, call.at),
      },
      version: 1,
      location: `/documents/${document.id}`,
    }
    return commit(
      ports.documents.table,
      call,
      reply,
      additionOf(document, file, changeBy(call, 'create-document')),
    )
  }

/** Announces the next version of a document and lets its file in. Readers keep the old one until the new one was
 *  checked.
 *  @throws NotFoundError @throws ForbiddenError
 *  @throws ConflictError when the document was withdrawn or has all the versions it can have */
export const addVersion = (ports: Ports) => async (call: Call<Routes['addVersion']>) =>
  untilWon(async () => {
    const kept = await findVisible(ports, call.actor, call.params.documentId)
    covers(call.actor, 'document.publish', documentResource(kept.document))
    notWithdrawn(kept)
    if (kept.document.latest >= MOST_VERSIONS)
      throw new ConflictError({
        en: `A document has at most ${MOST_VERSIONS} versions.`,
        ru: `У документа не более ${MOST_VERSIONS} версий.`,
      })
    const at = call.at.toISOString()
    const number = kept.document.latest + 1
    const file = awaited(kept.document.id, number, call.body, at)
    const document: DocumentRecord = { ...kept.document, latest: number, updatedAt: at }
    const next = {
      document,
      version: kept.version + 1,
      versions: [...kept.versions, { value: file, version: 1 }],
    }
    const reply = {
      status: 201 as const,
      body: {
        document: viewFor(call.actor, next),
        version: number,
        upload: await uploadOf(ports.files, file, call.at),
      },
      version: next.version,
      location: `/documents/${document.id}`,
    }
    const writes = changeOf(kept, { document, file }, changeBy(call, 'add-document-version'), lostRace)
    return commit(ports.documents.table, call, reply, writes)
  })

/** A new form for a file that is still awaited: forms are good for a quarter of an hour.
 *  @throws NotFoundError @throws ForbiddenError @throws ConflictError when the file has arrived already */
export const getUpload = (ports: Ports) => async (call: Call<Routes['getUpload']>) => {
  const kept = await findVisible(ports, call.actor, call.params.documentId)
  covers(call.actor, 'document.publish', documentResource(kept.document))
  notWithdrawn(kept)
  const { version } = call.params
  const file = kept.versions.find(({ value }) => value.number === version)?.value
  if (file === undefined)
    throw new NotFoundError({
      en: `The document has no version ${version}.`,
      ru: `У документа нет версии ${version}.`,
    })
  if (file.status !== 'awaiting-upload')
    throw new ConflictError({
      en: `The file of version ${version} has arrived (${file.status}); announce a new version.`,
      ru: `Файл версии ${version} уже получен (${file.status}); объявите новую версию.`,
    })
  return { status: 200 as const, body: await uploadOf(ports.files, file, call.at) }
}

/** @throws ConflictError */
export const notWithdrawn = ({ document }: Kept): void => {
  if (document.status !== 'withdrawn') return
  throw new ConflictError({ en: 'The document was withdrawn.', ru: 'Документ отозван.' })
}

const awaited = (document: DocumentId, number: number, file: FileContent, at: string): VersionRecord => ({
  document,
  number,
  ...file,
  status: 'awaiting-upload',
  createdAt: at,
})

const uploadOf = async (files: FileGate, file: VersionRecord, now: Date) => {
  const form = await files.form(incomingKey(file.document, file.number), file, now)
  return {
    url: form.url,
    method: 'POST' as const,
    fields: { ...form.fields },
    expiresAt: form.expiresAt.toISOString(),
  }
}
