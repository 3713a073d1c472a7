import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError } from '#kernel/errors'
import { type Filter, queryAll, type Table, type Write } from '#kernel/table'
import { codeEntity, codeKey, listKey, parentKey, ROOT_GUARD } from './keys.ts'
import type { Code, ListName } from './model.ts'

/** Which codes of a list are wanted. */
export interface CodeFilter {
  readonly parent?: string | undefined
  readonly under?: string | undefined
  readonly level?: string | undefined
  readonly kind?: string | undefined
}

/** Where code lists are kept. */
export class CodeStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(list: ListName, code: string): Promise<Stored<Code> | undefined> {
    return fromItem(codeEntity, await this.table.get(codeKey(list, code)))
  }

  /** A whole list, by one Query; strongly consistent, so that what was just imported is known. */
  async all(list: ListName): Promise<readonly Stored<Code>[]> {
    const items = await queryAll(this.table, { pk: listKey(list), consistent: true })
    return items.flatMap((item) => fromItem(codeEntity, item) ?? [])
  }

  async page(
    list: ListName,
    { parent, under, level, kind }: CodeFilter,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<Code>> {
    const filter: Filter[] = []
    if (under !== undefined) filter.push({ attribute: 'data.path', includes: under })
    if (level !== undefined) filter.push({ attribute: 'data.level', equals: level })
    if (kind !== undefined) filter.push({ attribute: 'data.kind', equals: kind })
    const { items, next } = await this.table.query({
      ...(parent === undefined ? { pk: listKey(list) } : { index: 'gsi1', pk: parentKey(list, parent) }),
      ...page,
      ...(filter.length > 0 && { filter }),
    })
    return { items: valuesOf(codeEntity, items), next }
  }
}

/** The writes that add a code. A second root of the regions is refused by the guard that the first one took. */
export const additionOf = (code: Code, change: LastChange): readonly Write[] => {
  const put: Write = {
    put: toItem(codeEntity, code, { version: 1, change }),
    if: 'absent',
    otherwise: () =>
      new ConflictError({
        en: `${code.code} was added by somebody else in this moment; send it again.`,
        ru: `${code.code} только что добавил кто-то другой; отправьте ещё раз.`,
      }),
  }
  if (code.list !== 'regions' || code.parent !== null) return [put]
  const guard: Write = {
    put: { ...ROOT_GUARD, entity: 'root-guard', schemaVersion: 1, code: code.code },
    if: 'absent',
    otherwise: (existing) =>
      new ConflictError({
        en: `The root of the regions is ${String(existing?.['code'])}; every other region stands below it.`,
        ru: `Корень регионов — ${String(existing?.['code'])}; все остальные регионы стоят под ним.`,
      }),
  }
  return [put, guard]
}

/** The write that gives a code its next content. */
export const changeOf = (code: Code, version: number, change: LastChange): Write => ({
  put: toItem(codeEntity, code, { version: version + 1, change }),
  if: { version },
})
