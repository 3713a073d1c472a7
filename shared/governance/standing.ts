import { bookOf } from './books.ts'
import { type Grant, holderOn, laterOf, lifeOf, namesOn, type Standing } from './model.ts'
import type { GovernanceStore } from './store.ts'

/** Grants as they stand by their sources and by what became of their holders.
 *  @param day whose holders are told; of a grant to come, those of its first day */
export const standingOf = async (
  store: GovernanceStore,
  grants: readonly Grant[],
  day: string,
): Promise<readonly Standing[]> => {
  const book = await bookOf(store.table, grants)
  return grants.map((grant) => {
    const life = lifeOf(grant, book)
    return { grant, ...life, holder: holderOn(grant.holder, laterOf(day, life.from), book.states) }
  })
}

/** What holders are called on a day; null for organisations, whose names are elsewhere. */
export const namesOfHolders = async (store: GovernanceStore, holders: readonly string[], day: string) => {
  const authorities = await store.authorities(holders.filter((id) => id.startsWith('aut_')))
  return (holder: string) => {
    const authority = authorities.get(holder)
    return authority === undefined ? null : namesOn(authority, day)
  }
}

/** A standing grant as it is shown. */
export const shownStanding = (
  { grant: { id, basis, act }, holder, from, to }: Standing,
  nameOf: Awaited<ReturnType<typeof namesOfHolders>>,
) => ({ grant: id, holder, holderNames: nameOf(holder), from, to, basis, act })
