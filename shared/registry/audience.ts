import { type Actor, actorId, mayUse, positionsOf, type Resource } from '#kernel/access'
import { noSuchCluster } from './clusters/cluster-store.ts'
import type { MembershipStore } from './memberships/membership-store.ts'
import {
  AUTHORITY,
  type Audience,
  CLUSTER_CLASSES,
  type ClusterRecord,
  MEMBERS,
  type OrganisationRecord,
  PARTIES,
  PUBLIC,
} from './model.ts'

/** A cluster as powers see it: all its regions, its primary category, and itself. */
export const clusterResource = ({ id, regionPaths, fields }: ClusterRecord): Resource => ({
  regions: regionPaths,
  category: fields.primaryCategory,
  cluster: id,
})

/** An organisation as powers see it: the region of its seat. */
export const organisationResource = ({ seatPath }: OrganisationRecord): Resource => ({ regions: [seatPath] })

/** Whether somebody works on a cluster: by a power over all its regions, or because it is their draft. */
export const worksOn = (actor: Actor, cluster: ClusterRecord): boolean => {
  const resource = clusterResource(cluster)
  return (
    mayUse(actor, 'cluster.register', resource) ||
    mayUse(actor, 'cluster.edit', resource) ||
    (actor.kind === 'account' && actorId(actor) === cluster.createdBy)
  )
}

/** Whether somebody may know that the cluster is there: a draft is a matter of those who work on it. */
export const maySee = (actor: Actor, cluster: ClusterRecord): boolean =>
  cluster.status !== 'draft' || worksOn(actor, cluster)

/** Lets nobody else know of a draft. @throws NotFoundError */
export const demandSight = (actor: Actor, cluster: ClusterRecord): void => {
  if (!maySee(actor, cluster)) throw noSuchCluster(cluster.id)
}

/** As whom somebody reads a cluster. */
export const clusterAudience = async (
  actor: Actor,
  cluster: ClusterRecord,
  memberships: MembershipStore,
): Promise<Audience> => {
  if (actor.kind === 'anonymous') return PUBLIC
  if (mayUse(actor, 'cluster.register', clusterResource(cluster))) return AUTHORITY
  const organisations = positionsOf(actor)
    .map(({ holder }) => holder)
    .filter((holder) => holder.startsWith('org_'))
  const manages = organisations.some((one) => one === cluster.fields.managementOrganisation)
  if (manages || worksOn(actor, cluster)) return PARTIES
  if (organisations.length === 0) return PUBLIC
  const today = actor.today
  const inForce = (await memberships.heldBy(organisations))
    .flatMap(({ held }) => held)
    .some((one) => one.cluster === cluster.id && one.from <= today && (one.to === null || today < one.to))
  return inForce ? MEMBERS : PUBLIC
}

/** As whom somebody reads an organisation. */
export const organisationAudience = (actor: Actor, organisation: OrganisationRecord): Audience =>
  mayUse(actor, 'organisation.edit', organisationResource(organisation))
    ? AUTHORITY
    : positionsOf(actor).some(({ holder }) => holder === organisation.id)
      ? PARTIES
      : PUBLIC

/** Which fields of what is stated about a cluster a reader may see; what is stated of an entry, `entry:<register>`, is
 *  public as the entry is, and of mergers with drafts a matter of who works on it. */
export const fieldsSeenBy = (audience: Audience): ((field: string) => boolean) => {
  const classes: ReadonlyMap<string, string> = new Map(Object.entries(CLUSTER_CLASSES))
  return (field) => {
    const of = field.startsWith('entry:')
      ? 'public'
      : field.startsWith('merged:')
        ? 'parties'
        : classes.get(field)
    return [...audience].some((reached) => reached === of)
  }
}
