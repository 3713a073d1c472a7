import { type Actor, isLive, positionsOf } from '#kernel/access'
import type { Stored } from '#kernel/entity'
import { ForbiddenError, NotFoundError, RuleFailedError } from '#kernel/errors'
import { endOf, type HolderState, type Interval, type Seats } from './model.ts'
import type { GovernanceStore } from './store.ts'

/** The id of a holder named by id or, for authorities, by code.
 *  @throws NotFoundError */
export const holderIdOf = async (store: GovernanceStore, holder: string): Promise<string> => {
  if (holder.startsWith('org_')) return holder
  // A code leads to an authority that is there: both are written at once, and authorities stay.
  const id = holder.startsWith('aut_')
    ? (await store.authority(holder))?.value.id
    : await store.target(`authority#${holder}`)
  if (id === undefined)
    throw new NotFoundError({ en: `There is no authority ${holder}.`, ru: `Органа власти ${holder} нет.` })
  return id
}

/** Nothing is given to a holder beyond its own end. @throws RuleFailedError */
export const refuseEnded = ({ holder, ended }: HolderState, { to }: Pick<Interval, 'to'>): void => {
  if (ended === undefined || endOf(to) <= ended.on) return
  throw new RuleFailedError({
    en: `${holder} is no longer from ${ended.on} on${ended.successor === null ? '' : `; its successor is ${ended.successor}`}.`,
    ru: `${holder} упразднён с ${ended.on}${ended.successor === null ? '' : `; преемник: ${ended.successor}`}.`,
  })
}

/** Nobody gives a power to where they hold a position themselves. @throws ForbiddenError */
export const refuseOwnHolder = (actor: Actor, holder: string): void => {
  if (positionsOf(actor).some((position) => position.holder === holder))
    throw new ForbiddenError({
      en: 'Nobody grants power to themselves: you hold a position there.',
      ru: 'Никто не наделяет полномочиями себя: у вас там должность.',
    })
}

/** Nobody gives or changes a position of their own. @throws ForbiddenError */
export const refuseOwnPerson = (actor: Actor, person: string): void => {
  if (actor.kind === 'account' && actor.capability?.person === person)
    throw new ForbiddenError({
      en: 'Nobody decides on a position of their own.',
      ru: 'Никто не решает о собственной должности.',
    })
}

/** A person about whom something is to change. @throws NotFoundError @throws RuleFailedError for an erased one */
export const knownPerson = async (store: GovernanceStore, person: string) => {
  const stored = await store.persons.get(person)
  if (stored === undefined) throw unknownPerson()
  const { value, version } = stored
  if ('erased' in value)
    throw new RuleFailedError({
      en: `The data of ${person} were erased: nothing about this person changes any more.`,
      ru: `Данные ${person} удалены: об этом лице больше ничего не меняется.`,
    })
  return { value, version }
}

/** What is given to a person until now, before that changes. @throws NotFoundError @throws RuleFailedError */
export const knownSeats = async (store: GovernanceStore, person: string): Promise<Stored<Seats>> =>
  store.persons.seatsOf((await knownPerson(store, person)).value)

export const unknownPerson = () =>
  new NotFoundError({ en: 'There is no such person.', ru: 'Такого лица нет.' })

/** Whether the actor is an admin today of the holder that has the grant: such a one delegates it. */
export const administers = (actor: Actor, grant: string): boolean => {
  if (actor.kind === 'anonymous' || actor.capability === undefined) return false
  const held = actor.capability.grants.filter((one) => one.grant === grant && isLive(one, actor.today))
  return positionsOf(actor).some(
    ({ holder, role }) => role === 'admin' && held.some((one) => one.holder === holder),
  )
}
