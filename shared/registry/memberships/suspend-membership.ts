import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { ConflictError, ForbiddenError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { untilWon } from '#kernel/lost-race'
import { demandSight } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandPast } from '../dates.ts'
import { type Membership, type MembershipStep, overlaps, suspensionOn, suspensionsOf } from '../model.ts'
import { sideOf, stepBy } from './confirming.ts'
import { type MembershipChange, membershipChange, named } from './joining.ts'
import type { MembershipDeps } from './ports.ts'
import { noSuchMembership } from './read-memberships.ts'

type Routes = typeof registryContract.routes

/** Suspends a membership for a term: it stays visible and counts in nothing. For the management organisation and
 *  who keeps the register.
 *  @throws ForbiddenError for others @throws NotFoundError @throws StaleVersionError
 *  @throws RuleFailedError for a term that ends before it begins, or lies outside the membership
 *  @throws ConflictError when it is suspended in that time already */
export const suspendMembership = (deps: MembershipDeps) => async (call: Call<Routes['suspendMembership']>) =>
  changed(deps, call, ({ before, cluster, today }) => {
    const { from = today, to, reason, act } = call.body
    const side = sideOf(call.actor, cluster, before.organisation, ['authority', 'management'])
    demandPast('from', from, today)
    if (to <= from)
      throw failed(
        '/to',
        `The term ends (${to}) before it begins (${from}).`,
        `Срок заканчивается (${to}) раньше, чем начинается (${from}).`,
      )
    demandDuring(before, from)
    if (suspensionsOf(before.steps, before.from, 'people').some((pause) => overlaps(pause, { from, to })))
      throw suspendedThen()
    const step = stepBy({ step: 'suspended', side, on: from, to, reason, ...(act && { act }) }, call)
    return { steps: [step], action: 'suspend-membership' }
  })

/** Ends a suspension before its term. Of one by who keeps the register nobody else does; one that follows from a
 *  restriction of the organisation ends with that alone.
 *  @throws ForbiddenError @throws NotFoundError @throws StaleVersionError
 *  @throws ConflictError when it is not suspended on the day */
export const reinstateMembership =
  (deps: MembershipDeps) => async (call: Call<Routes['reinstateMembership']>) =>
    changed(deps, call, ({ before, cluster, today }) => {
      const { on = today, reason, act } = call.body
      const side = sideOf(call.actor, cluster, before.organisation, ['authority', 'management'])
      demandPast('on', on, today)
      const pause = suspensionOn({ suspended: suspensionsOf(before.steps, before.from, 'people') }, on)
      if (pause === undefined)
        throw suspensionOn(before, on) === undefined ? notSuspended(on) : restricted(on)
      const by = before.steps.findLast(
        ({ step, on: day, cause }) => step === 'suspended' && day === pause.from && cause === undefined,
      )
      if (by?.side === 'authority' && side !== 'authority') throw byAuthority()
      const details = { ...(reason !== undefined && { reason }), ...(act && { act }) }
      const step = stepBy({ step: 'reinstated', side, on, ...details }, call)
      return { steps: [step], action: 'reinstate-membership' }
    })

/** Ends a membership, as either side or as who keeps the register.
 *  @throws ForbiddenError for others @throws NotFoundError @throws StaleVersionError
 *  @throws RuleFailedError when it would end before it begins
 *  @throws ConflictError when it ends sooner already */
export const endMembership = (deps: MembershipDeps) => async (call: Call<Routes['endMembership']>) =>
  changed(deps, call, ({ before, cluster, today }) => {
    const { to = today, reason, act } = call.body
    const side = sideOf(call.actor, cluster, before.organisation, ['organisation', 'management', 'authority'])
    if (before.to !== null && before.to <= to) throw endsAlready(before.to)
    const step = stepBy({ step: 'ended', side, on: to, reason, ...(act && { act }) }, call)
    return { content: { to }, steps: [step], action: 'end-membership' }
  })

type Effect = Omit<MembershipChange, 'from' | 'before' | 'content'> & {
  readonly steps: readonly MembershipStep[]
  readonly content?: Pick<Membership, 'to'>
}

const changed = (
  deps: MembershipDeps,
  call:
    | Call<Routes['endMembership']>
    | Call<Routes['suspendMembership']>
    | Call<Routes['reinstateMembership']>,
  effect: (given: { before: Membership; cluster: Parameters<typeof sideOf>[1]; today: string }) => Effect,
) =>
  untilWon(async () => {
    const { clusters, organisations, memberships } = deps
    const { clusterId, organisationId, from } = call.params
    const { value: cluster } = await clusters.get(clusterId)
    demandSight(call.actor, cluster)
    const before = await memberships.find(clusterId, organisationId, from)
    if (before === undefined) throw noSuchMembership(from)
    const { content, ...rest } = effect({ before: before.value, cluster, today: today(call) })
    if (before.version !== call.expectedVersion) throw new StaleVersionError()
    const organisation = await organisations.get(organisationId)
    const { roles, level, tasks, to } = before.value
    const kept = { roles, tasks, to, ...(level !== undefined && { level }), ...content }
    const change = { from, before, content: kept, ...rest }
    const sides = { cluster, organisation }
    const { membership, version, writes } = await membershipChange(memberships, sides, change, call)
    await memberships.table.write(writes)
    const body = named(call.actor, membership, { cluster, organisation: organisation.value })
    return { status: 200 as const, body, version }
  })

const today = ({ at }: Context) => dateIn('UTC', at)

const failed = (pointer: string, en: string, ru: string) =>
  new RuleFailedError({ en, ru }, { faults: [{ pointer, detail: { en, ru } }] })

const demandDuring = ({ from, to }: Membership, day: string): void => {
  if (from <= day && (to === null || day < to)) return
  throw failed(
    '/from',
    `The membership does not hold on ${day} (it holds from ${from} to ${to ?? '…'}).`,
    `На ${day} членство не действует (оно действует с ${from} по ${to ?? '…'}).`,
  )
}

const suspendedThen = () =>
  new ConflictError({
    en: 'The membership is suspended in a part of that time already.',
    ru: 'В часть этого времени членство уже приостановлено.',
  })

const notSuspended = (on: string) =>
  new ConflictError({
    en: `The membership is not suspended on ${on}.`,
    ru: `На ${on} членство не приостановлено.`,
  })

const restricted = (on: string) =>
  new ConflictError({
    en: `On ${on} the membership is suspended by what is on record about the organisation, and ends with that: change the organisation's restrictions.`,
    ru: `На ${on} членство приостановлено по сведениям об организации и восстановится вместе с ними: измените ограничения организации.`,
  })

const byAuthority = () =>
  new ForbiddenError({
    en: 'Who keeps the register suspended it, and has to reinstate it.',
    ru: 'Членство приостановил держатель реестра, и восстановить его вправе только он.',
  })

const endsAlready = (to: string) =>
  new ConflictError({
    en: `The membership ends on ${to} already.`,
    ru: `Членство уже заканчивается ${to}.`,
  })
