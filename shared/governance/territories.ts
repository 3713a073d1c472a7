import { type Actor, covers, EVERYWHERE, type Reach, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import { RuleFailedError } from '#kernel/errors'
import type { PathOf } from './model.ts'
import type { Ports } from './ports.ts'

/** The paths of regions by code.
 *  @throws RuleFailedError when a region is unknown */
export const pathsOf = async (
  reference: Pick<Ports['reference'], 'pathOf'>,
  codes: readonly string[],
): Promise<PathOf> => {
  const paths = new Map<string, readonly string[]>()
  for (const code of codes) {
    if (code === EVERYWHERE) continue
    const path = await reference.pathOf(code)
    if (path === undefined)
      throw new RuleFailedError({ en: `There is no region ${code}.`, ru: `Региона ${code} нет.` })
    paths.set(code, path)
  }
  return (code) => paths.get(code)
}

/** A territory as what it is to decide about. @throws RuleFailedError when a region is unknown */
export const territoryResource = async (
  reference: Pick<Ports['reference'], 'pathOf'>,
  territory: readonly string[],
): Promise<Resource> => {
  if (territory.includes(EVERYWHERE)) return WHOLE_DEPLOYMENT
  const pathOf = await pathsOf(reference, territory)
  return { regions: territory.map((code) => pathOf(code) ?? []) }
}

/** A cluster as what it is to decide about. */
export const clusterResource = (
  { regionPaths, category }: NonNullable<Awaited<ReturnType<Ports['clusters']['clusterRegions']>>>,
  cluster: string,
): Resource => ({ regions: regionPaths, category, cluster })

/** Refuses who may not share out powers over all of these regions or clusters, for these categories.
 *  @throws ForbiddenError @throws RuleFailedError when a region or cluster is unknown */
export const coversSharingOut = async (
  { reference, clusters }: Pick<Ports, 'reference' | 'clusters'>,
  actor: Actor,
  { territory, clusters: named = [], categories }: Reach,
): Promise<void> => {
  for (const cluster of named) {
    const found = await clusters.clusterRegions(cluster)
    if (found === undefined)
      throw new RuleFailedError({ en: `There is no cluster ${cluster}.`, ru: `Кластера ${cluster} нет.` })
    covers(actor, 'power.grant', clusterResource(found, cluster))
  }
  if (territory.length === 0) return
  const resource = await territoryResource(reference, territory)
  if (categories === undefined) covers(actor, 'power.grant', resource)
  else for (const category of categories) covers(actor, 'power.grant', { ...resource, category })
}
