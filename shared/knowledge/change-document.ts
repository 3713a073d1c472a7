import { covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { knowledgeContract } from './contract.ts'
import { changeOf, type Kept } from './document-store.ts'
import { type DocumentRecord, documentResource } from './model.ts'
import { regionPathsOf } from './places.ts'
import type { Ports } from './ports.ts'
import { notWithdrawn } from './publish-document.ts'
import { findVisible, viewFor } from './sight.ts'

type Routes = typeof knowledgeContract.routes

/** Changes what is said of a document. A document that moves needs the power where it was and where it goes.
 *  @throws NotFoundError @throws ForbiddenError @throws ConflictError when it was withdrawn
 *  @throws RuleFailedError when it names an unknown region, category or cluster
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeDocument = (ports: Ports) => async (call: Call<Routes['changeDocument']>) => {
  const kept = await found(ports, call)
  const { id, status, current, latest, createdBy, createdAt } = kept.document
  const regionPaths = await regionPathsOf(call.body, ports)
  covers(call.actor, 'document.publish', { regions: regionPaths })
  const document: DocumentRecord = {
    ...call.body,
    ...{ id, status, current, latest, createdBy, createdAt, regionPaths },
    updatedAt: call.at.toISOString(),
  }
  return replace(ports, call, kept, document, 'change-document')
}

/** Takes a document back: nobody but the authority and its publisher finds it any more, and nobody reads its file.
 *  @throws NotFoundError @throws ForbiddenError @throws ConflictError when it was withdrawn before
 *  @throws StaleVersionError when it changed since the caller read it */
export const withdrawDocument = (ports: Ports) => async (call: Call<Routes['withdrawDocument']>) => {
  const kept = await found(ports, call)
  const at = call.at.toISOString()
  const document: DocumentRecord = {
    ...kept.document,
    status: 'withdrawn',
    withdrawal: { reason: call.body.reason, at },
    updatedAt: at,
  }
  return replace(ports, call, kept, document, 'withdraw-document')
}

type Change = Call<Routes['changeDocument']> | Call<Routes['withdrawDocument']>

const found = async (ports: Ports, call: Change): Promise<Kept> => {
  const kept = await findVisible(ports, call.actor, call.params.documentId)
  covers(call.actor, 'document.publish', documentResource(kept.document))
  if (kept.version !== call.expectedVersion) throw new StaleVersionError()
  notWithdrawn(kept)
  return kept
}

const replace = (ports: Ports, call: Change, kept: Kept, document: DocumentRecord, action: string) => {
  const next = { ...kept, document, version: kept.version + 1 }
  const reply = { status: 200 as const, body: viewFor(call.actor, next), version: next.version }
  return commit(ports.documents.table, call, reply, changeOf(kept, { document }, changeBy(call, action)))
}
