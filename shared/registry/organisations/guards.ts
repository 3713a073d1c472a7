import { toItem } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { inLanguage } from '#kernel/localised-text'
import type { Item, Key, Write } from '#kernel/table'
import { identifierEntity, identifierKey, namesakeEntity, namesakeKey } from '../keys.ts'
import type { OrganisationFields, OrganisationRecord } from '../model.ts'

/** By what one without identifiers is told apart. */
export const nameAt = ({ names, seat }: OrganisationFields) => ({
  place: `${seat.region}\n${seat.town ?? ''}`,
  name: inLanguage(names, 'en'),
})

/** What an organisation takes for itself alone: its identifiers, or without any its name at its seat. */
export const guardsOf = ({
  id,
  fields,
}: OrganisationRecord): (Key & { readonly item: Item; readonly write: Write })[] => {
  if (fields.identifiers.length === 0) {
    const namesake = { ...nameAt(fields), organisation: id }
    const item = toItem(namesakeEntity, namesake)
    const write: Write = {
      put: item,
      if: 'absent',
      otherwise: () =>
        new ConflictError({
          en: `An organisation named "${namesake.name}" without identifiers is there already at this seat.`,
          ru: `Организация «${namesake.name}» без идентификаторов с этим местонахождением уже есть.`,
        }),
    }
    return [{ ...namesakeKey(namesake.place, namesake.name), item, write }]
  }
  return fields.identifiers.map(({ scheme, value }) => {
    const item = toItem(identifierEntity, { scheme, value, organisation: id })
    const otherwise = () => taken(`identifier ${scheme} ${value}`, `Идентификатор ${scheme} ${value}`)
    return { ...identifierKey(scheme, value), item, write: { put: item, if: 'absent' as const, otherwise } }
  })
}

/** Gives back what is no longer its own, takes what is new. */
export const guardWrites = (
  before: OrganisationRecord | undefined,
  after: OrganisationRecord,
): readonly Write[] => {
  const old = before === undefined ? [] : guardsOf(before)
  const current = guardsOf(after)
  const kept = new Set(old.map(({ pk }) => pk).filter((pk) => current.some((guard) => guard.pk === pk)))
  return [
    ...old.filter(({ pk }) => !kept.has(pk)).map(({ pk, sk }): Write => ({ delete: { pk, sk } })),
    ...current.filter(({ pk }) => !kept.has(pk)).map(({ write }) => write),
  ]
}

export const taken = (en: string, ru: string) =>
  new ConflictError({
    en: `The ${en} belongs to an organisation that is there already.`,
    ru: `${ru} уже принадлежит другой организации.`,
  })
