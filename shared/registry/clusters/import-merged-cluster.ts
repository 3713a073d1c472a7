import { covers } from '#kernel/access'
import type { RowOutcome } from '#kernel/answer-rows'
import type { Context } from '#kernel/call'
import { changeBy, toItem } from '#kernel/entity'
import { lostRace, untilWon } from '#kernel/lost-race'
import { assertionWrites } from '../assertions.ts'
import { clusterResource, demandSight } from '../audience.ts'
import { clusterEntity } from '../keys.ts'
import { beforeMerger, isHereMerged, mergerElsewhere } from '../merging/merged-elsewhere.ts'
import type { ClusterId, MergedElsewhere, NewCluster } from '../model.ts'
import { type DraftDeps, newDraftOf } from './create-cluster.ts'

/** Brings in the record of a draft that was merged into another cluster elsewhere: it stands in no list and leads to the
 *  one that stayed, which has to be here.
 *  @throws ForbiddenError unless the actor's territory covers all regions of both @throws NotFoundError
 *  @throws ConflictError when it is here otherwise */
export const importMergedCluster = (
  deps: DraftDeps,
  id: ClusterId,
  content: NewCluster,
  merged: MergedElsewhere<ClusterId>,
  context: Context,
): Promise<RowOutcome> =>
  untilWon(async () => {
    const { clusters } = deps
    const into = await clusters.get(merged.into)
    demandSight(context.actor, into.value)
    covers(context.actor, 'cluster.edit', clusterResource(into.value))
    const { cluster, assertions } = await newDraftOf(deps, content, id, beforeMerger(context, merged))
    const before = await clusters.find(id, { consistent: true })
    if (isHereMerged(before?.value, into.value, merged, context.at)) return { outcome: 'unchanged', id }
    const change = changeBy(context, 'import-clusters')
    const gone = { ...cluster, merger: mergerElsewhere(merged) }
    const stays = { ...into.value, absorbed: [...(into.value.absorbed ?? []), id] }
    await clusters.table.write([
      { put: toItem(clusterEntity, gone, { version: 1, change }), if: 'absent', otherwise: lostRace },
      {
        put: toItem(clusterEntity, stays, { version: into.version + 1, change }),
        if: { version: into.version },
        otherwise: lostRace,
      },
      ...assertionWrites(assertions, context, 'import-clusters'),
    ])
    return { outcome: 'created', id }
  })
