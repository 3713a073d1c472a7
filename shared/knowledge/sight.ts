import type { Actor } from '#kernel/access'
import { NotFoundError } from '#kernel/errors'
import type { ClusterId } from '#registry/model'
import type { DocumentStore, Kept } from './document-store.ts'
import { type Document, type DocumentId, maySee, organisationsOf, type Seen, seesAll } from './model.ts'
import type { ClusterReader } from './ports.ts'

/** Decides for one request what its actor may see; whether the actor belongs to a cluster is looked up once, and only
 *  when it matters. */
export const sightOf = (actor: Actor, clusters: ClusterReader): ((document: Seen) => Promise<boolean>) => {
  const organisations = organisationsOf(actor)
  const known = new Map<ClusterId, Promise<boolean>>()
  const belongsTo = (cluster: ClusterId): Promise<boolean> => {
    if (actor.kind === 'anonymous' || organisations.length === 0) return Promise.resolve(false)
    const answer = known.get(cluster) ?? clusters.isAmong(cluster, organisations, actor.today)
    known.set(cluster, answer)
    return answer
  }
  return async (document) => {
    const asked = document.visibility === 'members' ? document.clusters : []
    const belongs = await Promise.all(asked.map(belongsTo))
    return maySee(actor, document, new Set(asked.filter((_, index) => belongs[index])))
  }
}

/** The document, if the actor may know of it. @throws NotFoundError */
export const findVisible = async (
  ports: { readonly documents: DocumentStore; readonly clusters: ClusterReader },
  actor: Actor,
  id: DocumentId,
): Promise<Kept> => {
  const kept = await ports.documents.find(id)
  if (kept === undefined || !(await sightOf(actor, ports.clusters)(kept.document)))
    throw new NotFoundError({ en: `There is no document ${id}.`, ru: `Документа ${id} нет.` })
  return kept
}

/** The document as the actor sees it: readers get the versions that can be read, its publisher and the authority
 *  all of them. */
export const viewFor = (actor: Actor, { document, versions }: Kept): Document => {
  const all = seesAll(actor, document)
  const files = versions.map(({ value }) => value).filter(({ status }) => all || status === 'available')
  return {
    ...document,
    versions: files.sort((a, b) => a.number - b.number).map(({ document: _, ...file }) => file),
  }
}
