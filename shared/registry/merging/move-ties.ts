import type { Context } from '#kernel/call'
import { changeBy, fromItem, type Stored, toDeleted } from '#kernel/entity'
import { lostRace, untilWon } from '#kernel/lost-race'
import { queryAll, type Write } from '#kernel/table'
import { figuresKey, memberFiguresEntity, tieEntity, tiesKey } from '../keys.ts'
import {
  type ClusterId,
  isOfOneSide,
  type Mapping,
  type MemberFigures,
  movedFigures,
  movedTie,
  sidesOf,
  type TieRecord,
} from '../model.ts'
import type { TieStore } from '../ties/tie-store.ts'
import { MERGING } from './move-memberships.ts'

/** The ties of a cluster that a merger concerns. */
export const tiesConcerned = async (
  ties: TieStore,
  cluster: ClusterId,
  mapping: Mapping,
): Promise<readonly Stored<TieRecord>[]> => {
  const items = await queryAll(ties.table, { pk: tiesKey(cluster), consistent: true })
  return items
    .flatMap((item) => fromItem(tieEntity, item) ?? [])
    .filter(
      ({ value }) =>
        mapping.cluster(cluster) !== cluster ||
        sidesOf(value).some((side) => mapping.organisation(side) !== side),
    )
}

/** The figures of members of a cluster, of all years, that a merger concerns. */
export const figuresConcerned = async (
  ties: TieStore,
  cluster: ClusterId,
  mapping: Mapping,
): Promise<readonly Stored<MemberFigures>[]> => {
  const items = await queryAll(ties.table, { pk: figuresKey(cluster), consistent: true })
  return items
    .flatMap((item) => fromItem(memberFiguresEntity, item) ?? [])
    .filter(
      ({ value: { organisation } }) =>
        mapping.cluster(cluster) !== cluster || mapping.organisation(organisation) !== organisation,
    )
}

/** Moves the ties and yearly figures of a cluster that a merger concerns, each in a transaction of its own. Done again,
 *  it finds what is left. */
export const moveTies = (
  ties: TieStore,
  cluster: ClusterId,
  mapping: Mapping,
  context: Context,
): Promise<void> =>
  untilWon(async () => {
    // Between both records nobody can tell what it was: it stays as it is, with its sides.
    for (const tie of await tiesConcerned(ties, cluster, mapping))
      if (!isOfOneSide(tie.value, mapping)) await ties.table.write(tieWrites(ties, tie, mapping, context))
    for (const figures of await figuresConcerned(ties, cluster, mapping))
      await ties.table.write(await figuresWrites(ties, figures, mapping, context))
  })

const tieWrites = (
  ties: TieStore,
  { value, version }: Stored<TieRecord>,
  mapping: Mapping,
  context: Context,
): readonly Write[] => {
  const after = { ...movedTie(value, mapping), updatedAt: context.at.toISOString() }
  if (after.cluster === value.cluster)
    return [{ ...ties.tieWrite(after, version, context, MERGING), otherwise: lostRace }]
  return [
    gone(toDeleted(tieEntity, value, lastVersion(version, context)), version),
    { ...ties.tieWrite(after, 0, context, MERGING), otherwise: lostRace },
  ]
}

const figuresWrites = async (
  ties: TieStore,
  { value, version }: Stored<MemberFigures>,
  mapping: Mapping,
  context: Context,
): Promise<readonly Write[]> => {
  const cluster = mapping.cluster(value.cluster)
  const own = await ties.figures(cluster, mapping.organisation(value.organisation), value.year, {
    consistent: true,
  })
  const after = { ...movedFigures(value, own.value, mapping), updatedAt: context.at.toISOString() }
  return [
    gone(toDeleted(memberFiguresEntity, value, lastVersion(version, context)), version),
    { ...ties.figuresWrite(after, own.version, context), otherwise: lostRace },
  ]
}

const lastVersion = (version: number, context: Context) => ({
  version: version + 1,
  change: changeBy(context, MERGING),
  at: context.at,
})

const gone = (put: Extract<Write, { put: unknown }>['put'], version: number): Write => ({
  put,
  if: { version },
  otherwise: lostRace,
})
