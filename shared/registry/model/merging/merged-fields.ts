import { withEstablishment } from '../establishment.ts'
import type { OrganisationFields } from '../organisation.ts'
import { joinedRestrictions } from '../restriction.ts'

/** What is said of an organisation that was recorded twice: what the record that stays says, and what only the other
 *  does: identifiers, establishments, names in further languages, flags, and any field that the first leaves open. */
export const mergedFields = (own: OrganisationFields, other: OrganisationFields): OrganisationFields => {
  const identifiers = [...own.identifiers, ...other.identifiers.filter((one) => !holds(own.identifiers, one))]
  const establishments =
    own.establishments === undefined && other.establishments === undefined
      ? undefined
      : (own.establishments ?? []).reduce(
          (known, one) => withEstablishment(known, one),
          other.establishments ?? [],
        )
  const restrictions = joinedRestrictions(own.restrictions ?? [], other.restrictions ?? [])
  const { noIdentifierReason, ...rest } = own
  const website = own.website ?? other.website
  const sized = own.size === undefined && own.kind === other.kind ? other : own
  return {
    ...rest,
    ...(website !== undefined && { website }),
    ...(sized.size !== undefined && { size: sized.size }),
    ...(sized.sizeDefinition !== undefined && { sizeDefinition: sized.sizeDefinition }),
    names: { ...other.names, ...own.names },
    flags: [...new Set([...own.flags, ...other.flags])],
    identifiers,
    ...(identifiers.length === 0 && noIdentifierReason !== undefined && { noIdentifierReason }),
    ...(establishments && { establishments }),
    ...(restrictions.length > 0 && { restrictions: [...restrictions] }),
  }
}

const holds = (
  identifiers: OrganisationFields['identifiers'],
  { scheme, value }: OrganisationFields['identifiers'][number],
): boolean => identifiers.some((one) => one.scheme === scheme && one.value === value)
