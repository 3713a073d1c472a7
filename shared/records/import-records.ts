import * as z from 'zod'
import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, type LastChange } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { lostRace, untilWon } from '#kernel/lost-race'
import { MovedRecord } from '#kernel/moved-record'
import type { Item } from '#kernel/table'
import type { recordsContract } from './contract.ts'
import type { MovedKindName } from './model.ts'
import type { PlacedKind, Ports } from './ports.ts'

/** Brings in records as another platform kept them, with their versions. One that is there already is unchanged where it
 *  says the same. What the audit trail says of them is of now and of who brings them in.
 *  @throws ForbiddenError unless the power covers the whole deployment */
export const importRecords =
  ({ kinds }: Pick<Ports, 'kinds'>) =>
  async (call: Call<typeof recordsContract.routes.importRecords>) => {
    covers(call.actor, 'register.restore', WHOLE_DEPLOYMENT)
    const name = call.params.kind
    const change = changeBy(call, 'restore-record')
    const body = await answerRows({
      rows: call.body.rows,
      schema: MovedRecord,
      language: call.language,
      parallel: 4,
      handle: (row) => untilWon(() => importRecord(name, kinds[name], row, change)),
    })
    return { status: 200 as const, body }
  }

const importRecord = async (
  name: MovedKindName,
  { kind, table }: PlacedKind,
  record: MovedRecord,
  change: LastChange,
): Promise<RowOutcome> => {
  const item = itemOf(name, kind, record, change)
  const stored = await table.get(item, { consistent: true })
  const id = `${item.pk}/${item.sk}`
  if (stored !== undefined && stored['deleted'] !== true) {
    if (isSame(stored, item)) return { outcome: 'unchanged', id }
    throw otherThere(id)
  }
  await table.write([{ put: item, if: 'absent', otherwise: lostRace }])
  return { outcome: 'created', id }
}

const isSame = (stored: Item, item: Item): boolean =>
  stored['version'] === item['version'] && canonicalJson(stored['data']) === canonicalJson(item['data'])

/** @throws RuleFailedError for a record of another shape, or of another place than it says */
const itemOf = (
  name: MovedKindName,
  kind: PlacedKind['kind'],
  record: MovedRecord,
  change: LastChange,
): Item => {
  let item: Item | undefined
  try {
    item = kind.itemOf(record, change)
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const places = error.issues.map(({ path, message }) => `/data/${path.join('/')}: ${message}`).join('; ')
    throw new RuleFailedError({
      en: `This is no record of the kind "${name}": ${places}.`,
      ru: `Это не запись вида «${name}»: ${places}.`,
    })
  }
  if (item === undefined)
    throw new RuleFailedError({
      en: `The record of the kind "${name}" does not lie where "of" and "place" say: give them as they were exported.`,
      ru: `Запись вида «${name}» хранится не там, где указано в «of» и «place»: передайте их такими, какими они выгружены.`,
    })
  return item
}

const otherThere = (id: string) =>
  new ConflictError({
    en: `There is a record ${id} already, and it says something else: records are brought in where there are none.`,
    ru: `Запись ${id} уже есть, и её содержание иное: записи вносятся только туда, где их ещё нет.`,
  })
