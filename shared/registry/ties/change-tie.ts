import { signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Stored } from '#kernel/entity'
import { ForbiddenError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { demandSight } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { heldKey } from '../keys.ts'
import {
  type HeldMemberships,
  holdsInYear,
  MOST_YEARS,
  type OrganisationId,
  overlaps,
  PUBLIC,
  sidesOf,
  TieId,
  type TieRecord,
  withConsent,
  withValue,
} from '../model.ts'
import { actsFor, tieAudience } from '../parties.ts'
import { foundTie, statedSides, tieView } from './found-tie.ts'
import type { TieDeps } from './ports.ts'

type Routes = typeof registryContract.routes

/** Records a tie between two members. Only its sides know of it until both agree that it is public.
 *  @throws ForbiddenError unless the actor acts for one of the sides, or keeps the register
 *  @throws RuleFailedError when one side is no member of the cluster at the time */
export const createTie =
  (deps: TieDeps & { readonly newId: NewId }) => async (call: Call<Routes['createTie']>) =>
    untilWon(async () => {
      const { clusters, ties, newId } = deps
      const { value: cluster } = await clusters.get(call.params.clusterId)
      demandSight(call.actor, cluster)
      signedIn(call.actor)
      statedSides(call.actor, cluster, call.body)
      const at = call.at.toISOString()
      const tie: TieRecord = {
        ...call.body,
        id: newId(TieId, 'tie'),
        cluster: cluster.id,
        publishedBy: [],
        managementAdmittedBy: [],
        values: [],
        createdAt: at,
        updatedAt: at,
      }
      const members = await demandMembers(deps, tie)
      const audience = tieAudience(call.actor, cluster, tie)
      const reply = {
        status: 201 as const,
        body: tieView(audience ?? PUBLIC, tie),
        version: 1,
        location: `/clusters/${cluster.id}/ties/${tie.id}`,
      }
      // Nobody's memberships go over to another record meanwhile: the tie would stay behind.
      const checks = members.map(
        ({ value, version }): Write => ({
          check: heldKey(value.organisation),
          if: { version },
          otherwise: lostRace,
        }),
      )
      return commit(ties.table, call, reply, [ties.tieWrite(tie, 0, call, 'create-tie'), ...checks])
    })

/** Changes the kind of a tie or its time, or ends it.
 *  @throws NotFoundError @throws ForbiddenError @throws RuleFailedError @throws StaleVersionError */
export const changeTie = (deps: TieDeps) => async (call: Call<Routes['changeTie']>) =>
  changed(deps, call, 'change-tie', async (tie) => {
    const after = { ...tie, ...call.body }
    await demandMembers(deps, after)
    return after
  })

/** States what a tie was worth in a year. What both sides state alike is confirmed by both.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError
 *  @throws RuleFailedError when the tie did not hold in the year */
export const stateTieValue = (deps: TieDeps) => async (call: Call<Routes['stateTieValue']>) =>
  changed(deps, call, 'state-tie-value', async (tie, sides) => {
    const { year } = call.params
    demandYear(tie, year)
    const values = withValue(tie.values, year, call.body.value, sides)
    if (values.length > MOST_YEARS) throw tooManyYears()
    return { ...tie, values }
  })

/** Says for one side whether the tie may be public and its values be read by the management organisation. Nobody
 *  agrees for others, who keeps the register neither.
 *  @throws NotFoundError @throws ForbiddenError @throws StaleVersionError */
export const agreeToTie = (deps: TieDeps) => async (call: Call<Routes['agreeToTie']>) =>
  changed(deps, call, 'agree-to-tie', async (tie) => {
    const side = sidesOf(tie).find((one) => one === call.params.organisationId)
    if (side === undefined || !actsFor(call.actor, side)) throw notYours(call.params.organisationId)
    const { publish, managementMayRead } = call.body
    return {
      ...tie,
      publishedBy: withConsent(tie.publishedBy, side, publish),
      managementAdmittedBy: withConsent(tie.managementAdmittedBy, side, managementMayRead),
    }
  })

const changed = async (
  deps: TieDeps,
  call: Call & { readonly params: { readonly clusterId: string; readonly tieId: string } },
  action: string,
  change: (tie: TieRecord, sides: readonly OrganisationId[]) => Promise<TieRecord>,
) => {
  const { cluster, tie, audience } = await foundTie(deps, call, call.params, { consistent: true })
  const sides = statedSides(call.actor, cluster, tie.value)
  if (tie.version !== call.expectedVersion) throw new StaleVersionError()
  const after = { ...(await change(tie.value, sides)), updatedAt: call.at.toISOString() }
  await deps.ties.table.write([deps.ties.tieWrite(after, tie.version, call, action)])
  return { status: 200 as const, body: tieView(audience, after), version: tie.version + 1 }
}

/** Refuses a tie with who is no member of the cluster at any time of it.
 *  @returns what both sides hold */
const demandMembers = async (
  { memberships }: TieDeps,
  tie: TieRecord,
): Promise<readonly Stored<HeldMemberships>[]> => {
  const { from, to } = tie
  if (to !== null && to <= from) throw new RuleFailedError(endsBefore(from, to))
  const held = await memberships.storedHeldBy(sidesOf(tie))
  for (const side of sidesOf(tie)) {
    const own = held.find(({ value }) => value.organisation === side)?.value.held ?? []
    if (own.some((one) => one.cluster === tie.cluster && overlaps(one, tie))) continue
    throw new RuleFailedError({
      en: `The organisation ${side} is no member of the cluster in the time of the tie.`,
      ru: `Организация ${side} не состоит в кластере в период действия связи.`,
    })
  }
  return held
}

const endsBefore = (from: string, to: string) => ({
  en: `The tie ends (${to}) before it begins (${from}).`,
  ru: `Связь заканчивается (${to}) раньше, чем начинается (${from}).`,
})

const demandYear = (tie: TieRecord, year: number): void => {
  if (holdsInYear(tie, year)) return
  throw new RuleFailedError({
    en: `The tie did not hold in ${year} (it holds from ${tie.from} to ${tie.to ?? '…'}).`,
    ru: `В ${year} году связь не действовала (она действует с ${tie.from} по ${tie.to ?? '…'}).`,
  })
}

const tooManyYears = () =>
  new RuleFailedError({
    en: `A tie keeps the values of at most ${MOST_YEARS} years.`,
    ru: `Связь хранит значения не более чем за ${MOST_YEARS} лет.`,
  })

const notYours = (organisation: string) =>
  new ForbiddenError({
    en: `Only an editor of ${organisation}, as a side of the tie, can agree for it.`,
    ru: `Согласие за ${organisation} как сторону связи даёт только её редактор.`,
  })
