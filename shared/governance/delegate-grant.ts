import { actorId, demandSecondFactor, isLive, signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ForbiddenError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { bookOf } from './books.ts'
import type { governanceContract } from './contract.ts'
import { administers, holderIdOf, refuseEnded, refuseOwnHolder } from './holders.ts'
import { foundGrant, refuseMore } from './manage-grants.ts'
import { type Grant, GrantId, holderOn, lifeOf, refuseDisorder, refuseExcess, sourcesFrom } from './model.ts'
import type { Ports } from './ports.ts'
import { pathsOf } from './territories.ts'

/** Gives a part of a delegable grant to another holder: of its place, its categories, its time. An admin of its holder
 *  does so. The part names all its sources, and holds only as long as each of them: ending one ends all below it.
 *  @throws ForbiddenError unless an admin of the holder, or when the actor belongs to the receiver
 *  @throws RuleFailedError when the part exceeds or outlives its source, or goes too deep */
export const delegateGrant =
  (ports: Ports) => (call: Call<(typeof governanceContract.routes)['delegateGrant']>) =>
    untilWon(async () => {
      const { store, reference, newId } = ports
      const { actor, body } = call
      signedIn(actor)
      const { value: source } = await foundGrant(store, call.params.grantId)
      if (!administers(actor, source.id)) throw notYours()
      demandSecondFactor(actor)
      refuseDisorder(body)
      const holder = await holderIdOf(store, body.holder)
      refuseOwnHolder(actor, holder)
      const book = await bookOf(store.table, [source])
      const life = lifeOf(source, book)
      if (!isLive(life, actor.today)) throw notYours()
      if (holder === holderOn(source.holder, actor.today, book.states)) throw toItself(holder)
      refuseExcess(source, life, body, await pathsOf(reference, [...body.territory, ...source.territory]))
      const records = await store.holder(holder)
      refuseEnded(records.state, body)
      refuseMore(records, actor)
      const grant: Grant = {
        ...body,
        id: newId(GrantId, 'gra'),
        holder,
        power: source.power,
        grantedBy: actorId(actor),
        sources: sourcesFrom(source),
      }
      const reply = { status: 201 as const, body: grant, version: 1, location: `/grants/${grant.id}` }
      const change = changeBy(call, 'delegate-grant')
      return commit(
        store.table,
        call,
        reply,
        store.grantWrites(records, { value: grant, version: 0 }, change),
      )
    })

const notYours = () =>
  new ForbiddenError({
    en: 'A grant is delegated by an admin of its holder, while it holds.',
    ru: 'Полномочие передаёт администратор его держателя, пока оно действует.',
  })

const toItself = (holder: string) =>
  new RuleFailedError({
    en: `${holder} has this power itself; delegate it to another holder.`,
    ru: `${holder} уже имеет это полномочие; передайте его другому держателю.`,
  })
