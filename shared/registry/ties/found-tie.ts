import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Stored } from '#kernel/entity'
import { ForbiddenError, NotFoundError } from '#kernel/errors'
import type { Freshness } from '#kernel/table'
import { demandSight } from '../audience.ts'
import {
  type Audience,
  type ClusterRecord,
  type OrganisationId,
  sidesOf,
  TIE_CLASSES,
  type Tie,
  type TieRecord,
  visibleTo,
} from '../model.ts'
import { actsFor, keepsRegister, tieAudience } from '../parties.ts'
import type { TieDeps } from './ports.ts'

/** A tie with its cluster, and as whom the caller reads it.
 *  @throws NotFoundError also for a tie that the caller may not know of */
export const foundTie = async (
  { clusters, ties }: TieDeps,
  call: Pick<Call, 'actor'>,
  { clusterId, tieId }: { readonly clusterId: string; readonly tieId: string },
  freshness: Freshness,
): Promise<{ cluster: ClusterRecord; tie: Stored<TieRecord>; audience: Audience }> => {
  const { value: cluster } = await clusters.get(clusterId, freshness)
  demandSight(call.actor, cluster)
  const tie = await ties.find(clusterId, tieId, freshness)
  const audience = tie && tieAudience(call.actor, cluster, tie.value)
  if (tie === undefined || audience === undefined) throw noSuchTie(tieId)
  return { cluster, tie, audience }
}

/** A tie as a reader may see it. */
export const tieView = (audience: Audience, tie: TieRecord): Tie => visibleTo<Tie>(audience, TIE_CLASSES, tie)

/** The sides for which somebody may state something of a tie: those that he may act for, and both for who keeps the
 *  register. @throws ForbiddenError when there is none */
export const statedSides = (
  actor: Actor,
  cluster: ClusterRecord,
  tie: Pick<TieRecord, 'supplier' | 'customer'>,
): readonly OrganisationId[] => {
  if (keepsRegister(actor, cluster)) return sidesOf(tie)
  const sides = sidesOf(tie).filter((side) => actsFor(actor, side))
  if (sides.length > 0) return sides
  throw new ForbiddenError({
    en: 'A tie is a matter of its two sides and of who keeps the register: you are an editor of neither.',
    ru: 'Связь — дело двух её сторон и держателя реестра: вы не редактор ни одной из них.',
  })
}

const noSuchTie = (id: string) =>
  new NotFoundError({ en: `There is no tie ${id} in this cluster.`, ru: `Связи ${id} в этом кластере нет.` })
