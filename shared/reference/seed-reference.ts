import { canonicalJson } from '#kernel/digest'
import { toItem } from '#kernel/entity'
import type { Table } from '#kernel/table'
import { CodeStore } from './code-store.ts'
import { FIXED_CODES } from './fixed-codes.ts'
import { codeEntity } from './keys.ts'
import { type Code, UNCLASSIFIED } from './model.ts'

const UNCLASSIFIED_CODE: Code = {
  list: 'categories',
  code: UNCLASSIFIED,
  parent: null,
  path: [UNCLASSIFIED],
  names: { en: 'Unclassified', ru: 'Без категории' },
}

/** Writes the codes that every platform has: the fixed lists as this version of the platform knows them, and the
 *  category `_U`, which a deployment may rename. Doing it again changes nothing.
 *  @returns how many codes were written */
export const seedReference = async (table: Table): Promise<number> => {
  const store = new CodeStore(table)
  let written = 0
  for (const [list, codes] of FIXED_CODES) {
    const known = new Map((await store.all(list)).map((stored) => [stored.value.code, stored]))
    const changed = codes
      .map(({ code, names }): Code => ({ list, code, parent: null, path: [code], names }))
      .filter((code) => canonicalJson(known.get(code.code)?.value ?? null) !== canonicalJson(code))
    await table.writeEach(
      changed.map((code) => ({
        put: toItem(codeEntity, code, { version: (known.get(code.code)?.version ?? 0) + 1 }),
      })),
    )
    written += changed.length
  }
  if ((await store.find('categories', UNCLASSIFIED)) !== undefined) return written
  await table.writeEach([{ put: toItem(codeEntity, UNCLASSIFIED_CODE, { version: 1 }) }])
  return written + 1
}
