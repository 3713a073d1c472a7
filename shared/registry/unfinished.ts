import type { Context } from '#kernel/call'
import { toItem, valuesOf } from '#kernel/entity'
import { queryAll, type Table, type Write } from '#kernel/table'
import { UNFINISHED, type UnfinishedKind, unfinishedEntity, unfinishedKey } from './keys.ts'

/** The write that notes work which takes more than one transaction. */
export const beginning = (kind: UnfinishedKind, id: string, { at }: Pick<Context, 'at'>): Write => ({
  put: toItem(unfinishedEntity, { kind, id, since: at.toISOString() }),
})

/** The write that says that it is done. */
export const finished = (kind: UnfinishedKind, id: string): Write => ({ delete: unfinishedKey(kind, id) })

/** All work that was begun and is not done. */
export const unfinishedIn = async (table: Table) =>
  valuesOf(unfinishedEntity, await queryAll(table, { pk: UNFINISHED, consistent: true }))
