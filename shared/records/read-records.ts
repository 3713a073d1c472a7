import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { RuleFailedError } from '#kernel/errors'
import type { recordsContract } from './contract.ts'
import type { MovedKindName } from './model.ts'
import type { Ports } from './ports.ts'

/** A page of the records of a kind, or of one of its collections.
 *  @throws ForbiddenError unless the power covers the whole deployment
 *  @throws RuleFailedError for a kind with collections when none is named, and the other way round */
export const listRecords =
  ({ kinds }: Pick<Ports, 'kinds'>) =>
  async (call: Call<typeof recordsContract.routes.listRecords>) => {
    covers(call.actor, 'register.restore', WHOLE_DEPLOYMENT)
    const { kind, table } = kinds[call.params.kind]
    const { of } = call.query
    if (kind.hasParents !== (of !== undefined)) throw misnamed(call.params.kind, kind.hasParents)
    const { items, next } = await table.query({ ...kind.collection(of ?? ''), ...call.page })
    const records = items.flatMap((item) => kind.recordOf(item, of) ?? [])
    return { status: 200 as const, body: { items: records, next } }
  }

const misnamed = (name: MovedKindName, hasParents: boolean) =>
  hasParents
    ? new RuleFailedError({
        en: `Records of the kind "${name}" lie in collections: say in "of" which one is asked for.`,
        ru: `Записи вида «${name}» хранятся по наборам: укажите в «of», какой нужен.`,
      })
    : new RuleFailedError({
        en: `Records of the kind "${name}" lie in one collection: leave out "of".`,
        ru: `Записи вида «${name}» хранятся в одном наборе: «of» не указывается.`,
      })
