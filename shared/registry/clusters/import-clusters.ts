import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { fromItem, toItem } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { inLanguage } from '#kernel/localised-text'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { clusterResource } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { differingFields } from '../differing.ts'
import { likeRows } from '../duplicates/like-rows.ts'
import { draftImportEntity, draftImportKey } from '../keys.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import { type ClusterId, ClusterRow, fieldsFrom, type Likened } from '../model.ts'
import { oneByOne } from '../one-by-one.ts'
import { type DraftDeps, draftOf } from './create-cluster.ts'
import { importMergedCluster } from './import-merged-cluster.ts'

/** Drafts written at once. */
const PARALLEL = 10

/** Adds drafts. A row is known by its id, or else by the name and regions with which it was imported: sent again it
 *  is unchanged, also when the draft was registered meanwhile; with other content it is rejected, and so is a new one that
 *  is probably there already, unless it brings its id or the row says that this was seen. Rows that are probably one follow
 *  one another, so that the later one meets the earlier. */
export const importClusters =
  (deps: DraftDeps) => async (call: Call<typeof registryContract.routes.importClusters>) => {
    const inTurn = oneByOne()
    const alike = likeRows()
    const body = await answerRows({
      rows: call.body.rows,
      schema: ClusterRow,
      language: call.language,
      parallel: PARALLEL,
      handle: (row) =>
        inTurn([...keysOf(row), ...(row.id === undefined ? alike(likenedRow(row)) : [])], () =>
          untilWon(() => importCluster(deps, row, call)),
        ),
    })
    return { status: 200 as const, body }
  }

/** A row as it is compared with others of the same request: its regions are not looked up for that. */
const likenedRow = ({ names, seat }: ClusterRow): Likened => ({ names, town: seat?.town, identifiers: [] })

/** What two rows of one cluster have in common. */
const keysOf = (row: ClusterRow): readonly string[] => [
  sourceOf(row),
  ...(row.merged === undefined ? [] : [row.merged.into]),
  ...(row.id === undefined ? [] : [row.id]),
]

/** By what a row without id is known. */
const sourceOf = ({ names, regions }: ClusterRow): string => canonicalJson([inLanguage(names, 'en'), regions])

const importCluster = async (deps: DraftDeps, row: ClusterRow, context: Context): Promise<RowOutcome> => {
  const { id, merged, ...content } = row
  if (id !== undefined && merged !== undefined) return importMergedCluster(deps, id, content, merged, context)
  const { table } = deps.clusters
  const source = sourceOf(row)
  const mark = fromItem(draftImportEntity, await table.get(draftImportKey(source), { consistent: true }))
  const known = id ?? mark?.value.cluster
  const stored = known === undefined ? undefined : await deps.clusters.find(known, { consistent: true })
  if (stored !== undefined) {
    covers(context.actor, 'cluster.edit', clusterResource(stored.value))
    demandUnmerged(stored.value)
    const { validFrom: _validFrom, acknowledgedDuplicates: _seen, ...fields } = content
    return unchanged(stored.value.id, differingFields(fieldsFrom(fields), stored.value.fields))
  }
  const { cluster, writes } = await draftOf(deps, content, id, context)
  const remember: Write = {
    put: toItem(draftImportEntity, { source, cluster: cluster.id }, { version: (mark?.version ?? 0) + 1 }),
    if: mark === undefined ? 'absent' : { version: mark.version },
    otherwise: lostRace,
  }
  await table.write([...writes, ...(id === undefined ? [remember] : [])])
  return { outcome: 'created', id: cluster.id }
}

const unchanged = (id: ClusterId, differing: readonly string[]): RowOutcome => {
  if (differing.length === 0) return { outcome: 'unchanged', id }
  throw new ConflictError({
    en: `The cluster ${id} is there with other ${differing.join(', ')}: change it there.`,
    ru: `Кластер ${id} уже есть, но отличаются: ${differing.join(', ')}; измените его там.`,
  })
}
