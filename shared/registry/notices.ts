import { actorId, positionsOf, signedIn } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { toItem, valuesOf } from '#kernel/entity'
import { ForbiddenError } from '#kernel/errors'
import type { Table, Write } from '#kernel/table'
import type { registryContract } from './contract.ts'
import { noticeEntity, noticesOf } from './keys.ts'
import type { Notice } from './model.ts'

/** Who is told of one step at most: a transaction has room for so many. */
const MOST_RECIPIENTS = 10

/** The writes that tell people of a step; each once. */
export const noticeWrites = (
  recipients: readonly string[],
  notice: Omit<Notice, 'recipient' | 'at'>,
  { at }: Pick<Context, 'at'>,
): readonly Write[] =>
  [...new Set(recipients)]
    .slice(0, MOST_RECIPIENTS)
    .map((recipient) => ({ put: toItem(noticeEntity, { recipient, at: at.toISOString(), ...notice }) }))

/** The notices to the caller, newest first, or to an authority or organisation in which the caller holds a position.
 *  @throws ForbiddenError for those of others */
export const listNotices =
  ({ table }: { readonly table: Table }) =>
  async (call: Call<typeof registryContract.routes.listNotices>) => {
    signedIn(call.actor)
    const recipient = call.query.recipient ?? actorId(call.actor)
    if (
      recipient !== actorId(call.actor) &&
      !positionsOf(call.actor).some(({ holder }) => holder === recipient)
    )
      throw new ForbiddenError({
        en: `You hold no position in ${recipient}: its notices are for those who do.`,
        ru: `У вас нет должности в ${recipient}: его уведомления — для тех, у кого она есть.`,
      })
    const { items, next } = await table.query({ pk: noticesOf(recipient), descending: true, ...call.page })
    return { status: 200 as const, body: { items: valuesOf(noticeEntity, items), next } }
  }
