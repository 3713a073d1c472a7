import { actorId, signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy, toItem } from '#kernel/entity'
import { ForbiddenError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Language } from '#kernel/localised-text'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { deliveryContract } from './contract.ts'
import type { DeliveryStore } from './delivery-store.ts'
import { mailSettingsEntity } from './message-keys.ts'

type Routes = typeof deliveryContract.routes

interface Ports {
  readonly deliveries: DeliveryStore
  /** For who has not chosen. */
  readonly language: Language
}

/** In which language the caller gets mail, and why no more where that is so. */
export const getMailSettings =
  ({ deliveries, language }: Ports) =>
  async (call: Call<Routes['getMailSettings']>) => {
    signedIn(call.actor)
    const person = actorId(call.actor)
    const [stored, stop] = await Promise.all([deliveries.settings(person), deliveries.stopped(person)])
    const stopped = stop && { reason: stop.value.reason, since: stop.value.since }
    return {
      status: 200 as const,
      body: { language: stored?.value.language ?? language, ...(stopped && { stopped }) },
    }
  }

/** Chooses it. @throws ForbiddenError for an account of nobody known, and for a machine: neither gets mail */
export const changeMailSettings =
  ({ deliveries }: Ports) =>
  async (call: Call<Routes['changeMailSettings']>) => {
    signedIn(call.actor)
    if (call.actor.capability === undefined || call.actor.key !== undefined) throw nobodyKnown()
    const person = actorId(call.actor)
    const { language } = call.body
    const reply = { status: 200 as const, body: { language } }
    return untilWon(async () => {
      const stored = await deliveries.settings(person)
      if (stored?.value.language === language) return reply
      const put = toItem(
        mailSettingsEntity,
        { person, language },
        { version: (stored?.version ?? 0) + 1, change: changeBy(call, 'change-mail-settings') },
      )
      const condition = stored === undefined ? ('absent' as const) : { version: stored.version }
      return commit(deliveries.table, call, reply, [{ put, if: condition, otherwise: lostRace }])
    })
  }

const nobodyKnown = () =>
  new ForbiddenError({
    en: 'Mail goes to people the platform knows: have an administrator make you known first.',
    ru: 'Письма получают лица, известные платформе: сначала администратор должен вас внести.',
  })
