import { covers } from '#kernel/access'
import type { RowOutcome } from '#kernel/answer-rows'
import type { Context } from '#kernel/call'
import { changeBy, toItem } from '#kernel/entity'
import { lostRace, untilWon } from '#kernel/lost-race'
import { assertionWrites } from '../assertions.ts'
import { organisationResource } from '../audience.ts'
import { organisationEntity } from '../keys.ts'
import { beforeMerger, isHereMerged, mergerElsewhere } from '../merging/merged-elsewhere.ts'
import type { MergedElsewhere, NewOrganisation, OrganisationId } from '../model.ts'
import { newRecordOf, type OrganisationDeps } from './create-organisation.ts'

/** Brings in the record of an organisation that was merged into another one elsewhere: it stands in no list, takes no
 *  identifier, and leads to the one that stayed, which has to be here.
 *  @throws ForbiddenError unless the actor's territory covers both seats @throws NotFoundError
 *  @throws ConflictError when it is here otherwise */
export const importMergedOrganisation = (
  deps: OrganisationDeps,
  id: OrganisationId,
  content: NewOrganisation,
  merged: MergedElsewhere<OrganisationId>,
  context: Context,
): Promise<RowOutcome> =>
  untilWon(async () => {
    const { organisations } = deps
    const into = await organisations.get(merged.into)
    covers(context.actor, 'organisation.edit', organisationResource(into.value))
    const { organisation, assertions } = await newRecordOf(deps, content, id, beforeMerger(context, merged))
    const before = await organisations.find(id, { consistent: true })
    if (isHereMerged(before?.value, into.value, merged, context.at)) return { outcome: 'unchanged', id }
    const change = changeBy(context, 'import-organisations')
    const gone = { ...organisation, merger: mergerElsewhere(merged) }
    const stays = { ...into.value, absorbed: [...(into.value.absorbed ?? []), id] }
    await organisations.table.write([
      {
        put: toItem(organisationEntity, gone, { version: 1, change }),
        if: 'absent',
        otherwise: lostRace,
      },
      {
        put: toItem(organisationEntity, stays, { version: into.version + 1, change }),
        if: { version: into.version },
        otherwise: lostRace,
      },
      ...assertionWrites(assertions, context, 'import-organisations'),
    ])
    return { outcome: 'created', id }
  })
