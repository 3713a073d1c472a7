import type { Call } from '#kernel/call'
import { ForbiddenError, NotFoundError, StaleVersionError } from '#kernel/errors'
import { type Freshness, TO_SHOW } from '#kernel/table'
import { demandSight } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { heldKey } from '../keys.ts'
import { MEMBER_FIGURES_CLASSES, type MemberFigures, visibleTo } from '../model.ts'
import { actsFor, figuresAudience, keepsRegister } from '../parties.ts'
import type { TieDeps } from './ports.ts'

type Routes = typeof registryContract.routes

/** The yearly figures of a member; of version 0 while nothing was stated.
 *  @throws ForbiddenError unless the caller is of the member or keeps the register, or of the management
 *  organisation that the member admits @throws NotFoundError */
export const getMemberFigures = (deps: TieDeps) => async (call: Call<Routes['getMemberFigures']>) => {
  const { figures, audience } = await foundFigures(deps, call, TO_SHOW)
  if (!audience.has('parties')) throw notYours()
  const body = visibleTo(audience, MEMBER_FIGURES_CLASSES, figures.value)
  return { status: 200 as const, body, version: figures.version }
}

/** States the figures of a member in a year, the whole of them.
 *  @throws ForbiddenError unless the actor is an editor of the member or keeps the register
 *  @throws NotFoundError when it never was a member @throws StaleVersionError */
export const stateMemberFigures = (deps: TieDeps) => async (call: Call<Routes['stateMemberFigures']>) => {
  const { cluster, figures, audience, held } = await foundFigures(deps, call, { consistent: true })
  const { cluster: id, organisation, year, managementMayRead } = figures.value
  const own = actsFor(call.actor, organisation)
  if (!own && !keepsRegister(call.actor, cluster)) throw notYours()
  if (figures.version !== call.expectedVersion) throw new StaleVersionError()
  const { managementMayRead: agreed, ...stated } = call.body
  // Who reads it is for the member to say, whoever else states it.
  const admits = own ? (agreed ?? false) : managementMayRead
  const after: MemberFigures = {
    cluster: id,
    organisation,
    year,
    ...stated,
    ...(admits !== undefined && { managementMayRead: admits }),
    updatedAt: call.at.toISOString(),
  }
  await deps.ties.table.write([
    deps.ties.figuresWrite(after, figures.version, call),
    // Its memberships do not go over to another record meanwhile: the figures would stay behind.
    { check: heldKey(organisation), if: { version: held.version }, otherwise: () => new StaleVersionError() },
  ])
  const body = visibleTo(audience, MEMBER_FIGURES_CLASSES, after)
  return { status: 200 as const, body, version: figures.version + 1 }
}

const foundFigures = async (
  { clusters, memberships, ties }: TieDeps,
  { actor, params }: Pick<Call<Routes['getMemberFigures']>, 'actor' | 'params'>,
  freshness: Freshness,
) => {
  const { clusterId, organisationId, year } = params
  const { value: cluster } = await clusters.get(clusterId, freshness)
  demandSight(actor, cluster)
  const held = await memberships.held(organisationId, freshness)
  if (!held.value.held.some((one) => one.cluster === clusterId)) throw noMember(organisationId)
  const figures = await ties.figures(clusterId, organisationId, year, freshness)
  return { cluster, figures, held, audience: figuresAudience(actor, cluster, figures.value) }
}

const notYours = () =>
  new ForbiddenError({
    en: 'The figures of a member are for the member, who keeps the register, and whom the member admits.',
    ru: 'Показатели участника доступны ему самому, держателю реестра и тем, кого участник допустил.',
  })

const noMember = (organisation: string) =>
  new NotFoundError({
    en: `The organisation ${organisation} was never a member of this cluster.`,
    ru: `Организация ${organisation} никогда не состояла в этом кластере.`,
  })
