import { type Actor, covers } from '#kernel/access'
import { RuleFailedError } from '#kernel/errors'
import type { CodeLists } from '../ports.ts'
import type { Campaign } from './model/campaign.ts'

/** Refuses who may not ask for figures in a whole scope: the power covers all of its territory, and each of its
 *  categories; a scope without categories takes a power that is not limited to some.
 *  @throws ForbiddenError @throws RuleFailedError when there is no such region */
export const demandField = async (
  { codeLists }: { readonly codeLists: CodeLists },
  actor: Actor,
  { territory, categories }: Campaign['scope'],
): Promise<void> => {
  const regions = territory.includes('*') ? [] : await pathsOf(codeLists, territory)
  for (const category of categories ?? [undefined]) covers(actor, 'campaign.manage', { regions, category })
}

const pathsOf = async (
  codeLists: CodeLists,
  territory: readonly string[],
): Promise<readonly (readonly string[])[]> =>
  Promise.all(
    territory.map(async (code) => {
      const path = await codeLists.pathOf(code)
      if (path !== undefined) return path
      throw new RuleFailedError({
        en: `There is no region "${code}" in the region tree.`,
        ru: `Региона «${code}» нет в дереве регионов.`,
      })
    }),
  )
