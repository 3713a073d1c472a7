import { mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { auditContract } from './contract.ts'
import type { SealAddress } from './ports.ts'
import type { RecordStore } from './record-store.ts'

type Routes = typeof auditContract.routes

/** A page of the trail, as far as the caller's territory goes: a change of what lies in no region is seen by a
 *  territory of `*` only. What others may not see is left out, so a page may be short and have a next one. */
export const listChanges = (store: RecordStore) => async (call: Call<Routes['listChanges']>) => {
  const { record, actor, day, order } = call.query
  const paging = { limit: call.page.limit, after: call.page.after, descending: order === 'desc' }
  const page =
    record !== undefined
      ? await store.ofRecord(record, day, paging)
      : actor !== undefined
        ? await store.ofActor(actor, day, paging)
        : await store.ofDay(day ?? call.at.toISOString().slice(0, 10), paging)
  const items = page.items.filter(({ territory }) => mayUse(call.actor, 'audit.read', { regions: territory }))
  return { status: 200 as const, body: { items, next: page.next } }
}

/** The sealed days; they hold hashes only, which everybody with the power may see. */
export const listDays = (store: RecordStore) => async (call: Call<Routes['listDays']>) => ({
  status: 200 as const,
  body: await store.days(call.page.limit, call.page.after),
})

/** A sealed day with the address of its seal. @throws NotFoundError when it is not sealed */
export const getDay =
  (store: RecordStore, addressOf: SealAddress) => async (call: Call<Routes['getDay']>) => {
    const { day } = call.params
    const sealed = await store.day(day)
    if (sealed === undefined)
      throw new NotFoundError({
        en: `${day} is not sealed: a day is sealed by the nightly job after it is over.`,
        ru: `День ${day} не запечатан: это делает ночное задание, когда день закончился.`,
      })
    const { url, expiresAt } = await addressOf(day, call.at)
    return { status: 200 as const, body: { ...sealed, seal: { url, expiresAt: expiresAt.toISOString() } } }
  }
