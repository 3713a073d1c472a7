import { actorId } from '#kernel/access'
import type { Context, Page, Position } from '#kernel/call'
import { changeBy, fromItem, toItem, valuesOf } from '#kernel/entity'
import { queryAll, type Table, type Write } from '#kernel/table'
import { ASSERTION_PREFIX, assertionEntity, type StoredAssertion } from './keys.ts'
import type { Act, Changes } from './model.ts'

/** What one command states about a record. */
export interface Statement {
  readonly validFrom: string
  readonly validTo?: string | null
  readonly changes: Changes
  readonly act?: Act
}

/** The statements of one command as they are stored. Those that change nothing are left out.
 *  @param subject the record's partition
 *  @param version the version of the record that they lead to */
export const recorded = (
  subject: string,
  version: number,
  statements: readonly Statement[],
  context: Pick<Context, 'at' | 'actor'>,
): readonly StoredAssertion[] =>
  statements
    .filter(({ changes }) => Object.keys(changes).length > 0)
    .map(({ validFrom, validTo = null, changes, act }, part) => ({
      subject,
      version,
      part,
      validFrom,
      validTo,
      recordedAt: context.at.toISOString(),
      changes,
      actor: actorId(context.actor),
      ...(act !== undefined && { act }),
    }))

/** The writes that add statements. */
export const assertionWrites = (
  assertions: readonly StoredAssertion[],
  context: Context,
  action: string,
): readonly Write[] =>
  assertions.map((assertion) => ({
    put: toItem(assertionEntity, assertion, { change: changeBy(context, action) }),
    if: 'absent',
  }))

/** All statements about a record, in the order of recording; strongly consistent. */
export const assertionsOf = async (table: Table, subject: string): Promise<readonly StoredAssertion[]> =>
  valuesOf(
    assertionEntity,
    await queryAll(table, { pk: subject, sk: { beginsWith: ASSERTION_PREFIX }, consistent: true }),
  )

/** A page of the statements about a record. */
export const assertionPage = async (
  table: Table,
  subject: string,
  page: { readonly limit: number; readonly after?: Position | undefined },
): Promise<Page<StoredAssertion>> => {
  const { items, next } = await table.query({ pk: subject, sk: { beginsWith: ASSERTION_PREFIX }, ...page })
  return { items: items.flatMap((item) => fromItem(assertionEntity, item)?.value ?? []), next }
}
