import { type Actor, actorId, mayUse, positionsOf, type Resource } from '#kernel/access'
import type { DocumentRecord } from './document.ts'

/** What decides who may see a document. */
export type Seen = Pick<DocumentRecord, 'visibility' | 'status' | 'clusters' | 'regionPaths' | 'createdBy'>

/** A document as powers see it: the regions concerned. */
export const documentResource = ({ regionPaths }: Pick<Seen, 'regionPaths'>): Resource => ({
  regions: regionPaths,
})

/** Powers by which an authority reads whatever is published in its territory. */
const READING = ['document.publish', 'cluster.register', 'audit.read'] as const

/** Whether somebody reads the document as the authority: by a power over all its regions that an authority holds.
 *  An organisation that may publish there does not read other people's papers. */
const isAuthority = (actor: Actor, document: Seen): boolean => {
  if (actor.kind === 'anonymous' || actor.capability === undefined) return false
  const { capability } = actor
  const grants = capability.grants.filter(({ holder }) => holder.startsWith('aut_'))
  const official: Actor = { ...actor, capability: { ...capability, grants } }
  return READING.some((power) => mayUse(official, power, documentResource(document)))
}

/** The organisations in which somebody holds a position today. */
export const organisationsOf = (actor: Actor): readonly string[] =>
  positionsOf(actor)
    .map(({ holder }) => holder)
    .filter((holder) => holder.startsWith('org_'))

/** Whether somebody sees everything of a document: what is awaited, refused or withdrawn too. */
export const seesAll = (actor: Actor, document: Seen): boolean =>
  isAuthority(actor, document) || (actor.kind === 'account' && actorId(actor) === document.createdBy)

/** Whether somebody may know of a document at all.
 *  @param memberOf the clusters of which the actor's organisations are members */
export const maySee = (actor: Actor, document: Seen, memberOf: ReadonlySet<string>): boolean => {
  if (seesAll(actor, document)) return true
  if (document.status !== 'available') return false
  switch (document.visibility) {
    case 'public':
      return true
    case 'members':
      return document.clusters.some((cluster) => memberOf.has(cluster))
    case 'authority':
      return false
    default:
      return document.visibility satisfies never
  }
}
