import { type Actor, covers, EVERYWHERE, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import { RuleFailedError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'

/** A territory as what it is to decide about: the paths of its regions.
 *  @throws RuleFailedError when a region is unknown */
const territoryResource = async (
  territory: readonly string[],
  reference: Pick<ReferenceReader, 'pathOf'>,
): Promise<Resource> => {
  if (territory.includes(EVERYWHERE)) return WHOLE_DEPLOYMENT
  const regions = await Promise.all(
    territory.map(async (code) => {
      const path = await reference.pathOf(code)
      if (path === undefined)
        throw new RuleFailedError({ en: `There is no region ${code}.`, ru: `Региона ${code} нет.` })
      return path
    }),
  )
  return { regions }
}

/** Refuses who may not share out powers over this territory, for these categories.
 *  @throws ForbiddenError @throws RuleFailedError when a region is unknown */
export const coversSharingOut = async (
  actor: Actor,
  territory: readonly string[],
  categories: readonly string[] | undefined,
  reference: Pick<ReferenceReader, 'pathOf'>,
): Promise<void> => {
  const resource = await territoryResource(territory, reference)
  if (categories === undefined) covers(actor, 'power.grant', resource)
  else for (const category of categories) covers(actor, 'power.grant', { ...resource, category })
}
