import { type Actor, positionsOf } from '#kernel/access'
import { ForbiddenError, NotFoundError } from '#kernel/errors'
import type { GovernanceStore } from './store.ts'

/** The id of a holder named by id or, for authorities, by code.
 *  @throws NotFoundError */
export const holderIdOf = async (store: GovernanceStore, holder: string): Promise<string> => {
  if (holder.startsWith('org_')) return holder
  const id = holder.startsWith('aut_') ? holder : await store.target(`authority#${holder}`)
  if (id === undefined || (await store.authority(id)) === undefined)
    throw new NotFoundError({ en: `There is no authority ${holder}.`, ru: `Органа власти ${holder} нет.` })
  return id
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
