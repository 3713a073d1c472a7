import { governanceContract } from '#governance/contract'
import { SuccessionRow } from '#governance/model'
import { isRefusal, reasonOf, resultOf } from '#imports/bulk-result'
import { patiently, type Send } from '#imports/send'
import type { RowResult } from '#kernel/bulk'
import { type ClientOptions, clientOf } from '#kernel/client'
import { canonicalJson } from '#kernel/digest'
import { everyRow } from './every-row.ts'

/** Ends authorities one by one, in the order of the rows; one that ended so already is unchanged. */
export const successionSender = (options: ClientOptions): Send => {
  const governance = clientOf(governanceContract, options)
  const end = async (record: unknown): Promise<Omit<RowResult, 'row'>> => {
    const parsed = SuccessionRow.safeParse(record)
    if (!parsed.success) return rejected(parsed.error.issues.map(({ message }) => message).join('; '))
    const { authority: code, ...succession } = parsed.data
    const authorities = await everyRow((query) => governance.listAuthorities({ query }))
    const known = authorities.find((one) => one.code === code)
    if (known === undefined) return rejected(`there is no authority ${code}`)
    if (canonicalJson(known.ended ?? null) === canonicalJson(succession)) return { outcome: 'unchanged' }
    const params = { authorityId: known.id }
    const { version = 0 } = await patiently(() => governance.getAuthority({ params }))
    await patiently(() => governance.endAuthority({ params, body: succession, version }))
    return { outcome: 'created' }
  }
  return async (records) => {
    const rows: RowResult[] = []
    for (const [row, record] of records.entries()) {
      try {
        rows.push({ row, ...(await end(record)) })
      } catch (error) {
        if (!isRefusal(error)) throw error
        rows.push({ row, ...rejected(reasonOf(error)) })
      }
    }
    return resultOf(rows)
  }
}

const rejected = (reason: string) => ({ outcome: 'rejected' as const, reason })
