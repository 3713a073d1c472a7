import type { Call } from '#kernel/call'
import { unknownCode } from './change-code.ts'
import type { CodeStore } from './code-store.ts'
import type { referenceContract } from './contract.ts'
import { CODE_LISTS } from './model.ts'

type Routes = typeof referenceContract.routes

/** Names every code list. */
export const listCodeLists = () => async () => ({ status: 200 as const, body: { items: [...CODE_LISTS] } })

/** A page of one list. */
export const listCodes = (codes: CodeStore) => async (call: Call<Routes['listCodes']>) => ({
  status: 200 as const,
  body: await codes.page(call.params.list, call.query, call.page),
})

/** One code. @throws NotFoundError */
export const getCode = (codes: CodeStore) => async (call: Call<Routes['getCode']>) => {
  const { list, code } = call.params
  const stored = await codes.find(list, code)
  if (stored === undefined) throw unknownCode(list, code)
  return { status: 200 as const, body: stored.value, version: stored.version }
}
