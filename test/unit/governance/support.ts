import { createGovernance, grantFirst } from '#governance/index'
import { GovernanceStore } from '#governance/store'
import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Route } from '#kernel/contract'
import { idSource } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'

const NOW = new Date('2026-03-01T09:00:00.000Z')

const PATHS: Readonly<Record<string, readonly string[]>> = {
  DE: ['DE'],
  'DE-BY': ['DE', 'DE-BY'],
  'DE-SN': ['DE', 'DE-SN'],
}

/** The governance of an empty platform whose first person is `ministry`. */
export const emptyPlatform = async () => {
  const table = new MemoryTable()
  const store = new GovernanceStore(table)
  const newId = idSource(() => NOW.getTime())
  const handlers = createGovernance({ table, reference: { pathOf: async (code) => PATHS[code] }, newId })
  const founding = await grantFirst(
    table,
    { subject: 'ministry', name: 'Minister', email: 'ministry@sample.agglomera.invalid' },
    NOW,
  )

  /** An account as it is known now, on a day. */
  const actor = async (subject: string, today = '2026-03-01'): Promise<Actor> => ({
    kind: 'account',
    subject,
    capability: (await store.capability(subject))?.value,
    today,
  })

  return { table, store, handlers, founding, actor }
}

export type EmptyPlatform = Awaited<ReturnType<typeof emptyPlatform>>

/** A call of a route by an actor. */
export const callOf = <R extends Route>(
  actor: Actor,
  rest: Partial<Pick<Call<R>, 'params' | 'query' | 'body' | 'expectedVersion' | 'claim'>>,
): Call<R> =>
  ({
    actor,
    requestId: 'request',
    at: NOW,
    language: 'en',
    params: undefined,
    query: {},
    body: undefined,
    page: { limit: 50 },
    ...rest,
  }) as Call<R>
