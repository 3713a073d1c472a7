import type { Actor } from '#kernel/access'
import { LikelyDuplicatesError } from '#kernel/errors'
import { maySee } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import {
  type ClusterRecord,
  type Likened,
  type Likeness,
  likelyDuplicates,
  likenedCluster,
  likenedOrganisation,
  type OrganisationRecord,
} from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'
import { namedLike } from './name-index.ts'

/** A record that is probably the one in question, and by what. */
export interface Duplicate<R> {
  readonly other: R
  readonly likeness: Likeness
}

/** The organisations that are probably this one by their names, the likeliest first.
 *  @param known others to compare with, by id */
export const duplicateOrganisations = async (
  organisations: OrganisationStore,
  one: Likened,
  known: readonly string[] = [],
): Promise<readonly Duplicate<OrganisationRecord>[]> => {
  const named = await namedLike(organisations.table, 'organisation', one)
  const records = await organisations.findAll([...known, ...named])
  return likelyDuplicates(one, [...records.values()], likenedOrganisation)
}

/** The clusters that are probably this one, as far as the actor may know of them, the likeliest first. */
export const duplicateClusters = async (
  clusters: ClusterStore,
  one: Likened,
  actor: Actor,
): Promise<readonly Duplicate<ClusterRecord>[]> => {
  const records = await clusters.findAll(await namedLike(clusters.table, 'cluster', one))
  const seen = [...records.values()].filter((cluster) => maySee(actor, cluster))
  return likelyDuplicates(one, seen, likenedCluster)
}

/** Refuses to add what is probably there already, unless the caller has named each of those as another one.
 *  @throws LikelyDuplicatesError with those that the caller has not named */
export const demandNone = (
  duplicates: readonly Duplicate<{ readonly id: string }>[],
  acknowledged: readonly string[] = [],
): void => {
  const unseen = duplicates.filter(({ other }) => !acknowledged.includes(other.id))
  if (unseen.length === 0) return
  throw new LikelyDuplicatesError(
    unseen.map(({ other, likeness }) => ({
      id: other.id,
      score: likeness.score,
      detail: evidenceOf(likeness),
    })),
  )
}

const evidenceOf = ({ score, otherName, sameIdentifiers, sameRegion }: Likeness) => {
  const percent = Math.round(score * 100)
  const shared = sameIdentifiers.map(({ scheme, value }) => `${scheme} ${value}`).join(', ')
  const region = {
    true: [', same region', ', тот же регион'],
    false: [', another region', ', другой регион'],
  }
  const [en, ru] = sameRegion === undefined ? ['', ''] : region[`${sameRegion}`]
  return {
    en: `"${otherName}", ${percent} % alike${shared === '' ? '' : `, ${shared}`}${en}`,
    ru: `«${otherName}», сходство ${percent} %${shared === '' ? '' : `, ${shared}`}${ru}`,
  }
}
