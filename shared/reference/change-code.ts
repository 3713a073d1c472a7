import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { NotFoundError, StaleVersionError } from '#kernel/errors'
import { type CodeStore, changeOf } from './code-store.ts'
import type { referenceContract } from './contract.ts'
import { type Code, checkContent } from './model.ts'

/** Gives a code other names, level, kind or validity; its place in the tree stays.
 *  @throws NotFoundError @throws RuleFailedError when the content does not fit the list
 *  @throws StaleVersionError when the code changed since the caller read it */
export const changeCode =
  (codes: CodeStore) => async (call: Call<typeof referenceContract.routes.changeCode>) => {
    covers(call.actor, 'code-list.manage', WHOLE_DEPLOYMENT)
    const { list, code } = call.params
    const stored = await codes.find(list, code)
    if (stored === undefined) throw unknownCode(list, code)
    if (stored.version !== call.expectedVersion) throw new StaleVersionError()
    checkContent(list, call.body)
    const { parent, path } = stored.value
    const changed: Code = { list, code, parent, path, ...call.body }
    await codes.table.write([changeOf(changed, stored.version, changeBy(call, 'change-code'))])
    return { status: 200 as const, body: changed, version: stored.version + 1 }
  }

export const unknownCode = (list: string, code: string) =>
  new NotFoundError({
    en: `There is no ${code} in the list ${list}.`,
    ru: `В списке ${list} нет кода ${code}.`,
  })
