import { NotFoundError } from '#kernel/errors'
import type { Identifier, OrganisationId } from '../model.ts'
import type { OrganisationStore } from './organisation-store.ts'

/** The organisation that a row names by id or identifier.
 *  @throws NotFoundError when nobody has the identifier */
export const organisationNamed = async (
  organisations: OrganisationStore,
  name: OrganisationId | Identifier,
): Promise<string> => {
  if (typeof name === 'string') return name
  const holder = await organisations.holderOf(name)
  if (holder !== undefined) return holder
  const { scheme, value } = name
  throw new NotFoundError({
    en: `No organisation has the identifier ${scheme} ${value}.`,
    ru: `Нет организации с идентификатором ${scheme} ${value}.`,
  })
}
