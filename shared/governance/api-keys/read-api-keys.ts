import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import { lastUses } from '#kernel/key-usage'
import { type Table, TO_SHOW } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import type { apiKeyRoutes } from '../contract/api-keys.ts'
import type { ApiKeyStore } from './api-key-store.ts'
import { managesScope } from './scope.ts'
import { shown } from './shown.ts'

type Routes = typeof apiKeyRoutes
interface Ports {
  readonly keys: ApiKeyStore
  /** Where functions note when a key was used. */
  readonly usage: Table
  readonly reference: Pick<ReferenceReader, 'pathOf'>
}

/** Keys over whose scope the caller manages keys; a page may be short because others are left out. */
export const listApiKeys =
  ({ keys, usage, reference }: Ports) =>
  async (call: Call<Routes['listApiKeys']>) => {
    const { items, next } = await keys.list(call.query.holder, call.page.limit, call.page.after)
    const managed = await Promise.all(items.map((key) => managesScope(call.actor, key, reference)))
    const visible = items.filter((_, index) => managed[index])
    const uses = await lastUses(
      usage,
      visible.map(({ id }) => id),
    )
    return { status: 200 as const, body: { items: visible.map((key) => shown(key, uses.get(key.id))), next } }
  }

/** @throws NotFoundError also for who does not manage keys there: they need not know of it */
export const getApiKey =
  ({ keys, usage, reference }: Ports) =>
  async (call: Call<Routes['getApiKey']>) => {
    const { value: key, version } = await keys.get(call.params.keyId, TO_SHOW)
    if (!(await managesScope(call.actor, key, reference)))
      throw new NotFoundError({ en: 'There is no such API key.', ru: 'Такого ключа API нет.' })
    const uses = await lastUses(usage, [key.id])
    return { status: 200 as const, body: shown(key, uses.get(key.id)), version }
  }
