import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import type { NewId } from '#kernel/ids'
import { inLanguage } from '#kernel/localised-text'
import { untilWon } from '#kernel/lost-race'
import type { registryContract } from '../contract.ts'
import { FacilityContent, FacilityId, FacilityRow } from '../model.ts'
import { oneByOne } from '../one-by-one.ts'
import { demandPower, type FacilityDeps, recordOf } from './change-facility.ts'

/** Facilities written at once. */
const PARALLEL = 10

type ImportDeps = FacilityDeps & { readonly newId: NewId }

/** Adds facilities, and changes those that are there. A row is known by its id, or else by region, type and English
 *  name. */
export const importFacilities =
  (deps: ImportDeps) => async (call: Call<typeof registryContract.routes.importFacilities>) => {
    const inTurn = oneByOne()
    const body = await answerRows({
      rows: call.body.rows,
      schema: FacilityRow,
      language: call.language,
      parallel: PARALLEL,
      handle: (row) => inTurn([keyOf(row)], () => untilWon(() => importFacility(deps, row, call))),
    })
    return { status: 200 as const, body }
  }

/** What rows of one facility have in common. */
const keyOf = ({ id, names, region, type }: FacilityRow): string =>
  id ?? canonicalJson([inLanguage(names, 'en'), region, type])

const importFacility = async (deps: ImportDeps, row: FacilityRow, context: Context): Promise<RowOutcome> => {
  const { facilities, newId } = deps
  const { id: given, ...content } = row
  const known = given ?? (await facilities.idOf(content))
  const before = known === undefined ? undefined : await facilities.find(known, { consistent: true })
  if (before !== undefined) demandPower(context.actor, before.value)
  const id = known ?? newId(FacilityId, 'fac')
  const since = before?.value.facility ?? { id, createdAt: context.at.toISOString() }
  const after = await recordOf(deps, since, content, context)
  const same =
    before !== undefined &&
    canonicalJson(FacilityContent.parse(before.value.facility)) === canonicalJson(content)
  if (same) return { outcome: 'unchanged', id }
  await facilities.table.write(facilities.changeWrites(before, after, context))
  return { outcome: before === undefined ? 'created' : 'updated', id }
}
