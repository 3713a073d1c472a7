import { actorId, demandPower, isLive, signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { bookOf } from './books.ts'
import type { governanceContract } from './contract.ts'
import { holderIdOf, refuseEnded, refuseOwnHolder } from './holders.ts'
import { grantAtHolder, refuseMore } from './manage-grants.ts'
import { type Grant, GrantId, holderOn, lifeOf } from './model.ts'
import type { Ports } from './ports.ts'
import { coversSharingOut } from './territories.ts'

/** Hands a grant over to another holder by a legal act: from the day on it is the new holder's, with the same reach and
 *  end, and the former holder's ends, with all that was delegated from it, in one step. So a cluster goes from one
 *  management to another. Who shares out powers does so, and belongs to neither.
 *  @throws ForbiddenError @throws NotFoundError @throws StaleVersionError
 *  @throws RuleFailedError for a delegated grant, for a day that is past or on which the grant does not hold, and when
 *  the new holder has the grant already */
export const handOverGrant =
  (ports: Ports) => (call: Call<(typeof governanceContract.routes)['handOverGrant']>) =>
    untilWon(async () => {
      const { store, newId } = ports
      const { actor, body } = call
      signedIn(actor)
      demandPower(actor, 'power.grant')
      const { stored, records: left } = await grantAtHolder(store, call.params.grantId)
      const source = stored.value
      const book = await bookOf(store.table, [source])
      const former = holderOn(source.holder, actor.today, book.states)
      const holder = await holderIdOf(store, body.holder)
      for (const one of [former, holder]) refuseOwnHolder(actor, one)
      await coversSharingOut(ports, actor, source)
      if (stored.version !== call.expectedVersion) throw new StaleVersionError()
      if (source.sources !== undefined) throw delegated(source.id)
      if (holder === former) throw sameHolder(holder)
      const life = lifeOf(source, book)
      if (body.on < actor.today || body.on === life.from || !isLive(life, body.on))
        throw wrongDay(source.id, body.on)

      const records = await store.holder(holder)
      refuseEnded(records.state, source)
      refuseMore(records, actor)
      const { endAct: _endedBefore, ...same } = source
      const grant: Grant = {
        ...same,
        id: newId(GrantId, 'gra'),
        holder,
        from: body.on,
        act: body.act,
        grantedBy: actorId(actor),
      }
      const ended: Grant = { ...source, to: body.on, endAct: body.act }
      const change = changeBy(call, 'hand-over-grant')
      const reply = { status: 201 as const, body: grant, version: 1, location: `/grants/${grant.id}` }
      return commit(store.table, call, reply, [
        ...store.grantWrites(left, { value: ended, version: stored.version }, change),
        ...store.grantWrites(records, { value: grant, version: 0 }, change),
      ])
    })

const delegated = (id: string) =>
  new RuleFailedError({
    en: `${id} was delegated: its source's holder ends it and delegates anew.`,
    ru: `${id} передано от другого держателя: он прекращает его и передаёт заново.`,
  })

const sameHolder = (holder: string) =>
  new RuleFailedError({
    en: `${holder} has this grant already.`,
    ru: `${holder} уже имеет это полномочие.`,
  })

const wrongDay = (id: string, on: string) =>
  new RuleFailedError({
    en: `${id} cannot be handed over on ${on}: name a day from today on, after its first and before its end.`,
    ru: `${id} нельзя передать ${on}: нужен день не раньше сегодняшнего, после начала и до окончания действия.`,
  })
