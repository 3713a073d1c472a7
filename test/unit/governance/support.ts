import { capabilityOf } from '#governance/capability-of'
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

export const CATEGORIES = ['aviation', 'biotech']

/** Registered clusters by the regions that they lie in. */
export const CLUSTERS = {
  spanning: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  draft: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V5',
} as const

export const ACT = { kind: 'Order', number: '1', date: '2026-01-01' }

/** The governance of an empty platform whose first person is `ministry`. */
export const emptyPlatform = async () => {
  const table = new MemoryTable()
  const store = new GovernanceStore(table)
  const newId = idSource(() => NOW.getTime())
  const handlers = createGovernance({
    table,
    reference: {
      pathOf: async (code) => PATHS[code],
      regionTree: async () => ({
        root: 'DE',
        regions: Object.entries(PATHS).map(([code, path]) => ({
          code,
          path,
          parent: path.at(-2) ?? null,
          level: '',
        })),
      }),
      categories: async () =>
        CATEGORIES.map((code) => ({
          list: 'categories' as const,
          code,
          names: { en: code },
          parent: null,
          path: [code],
        })),
    },
    clusters: {
      clusterRegions: async (id) =>
        id === CLUSTERS.spanning || id === CLUSTERS.draft
          ? {
              regionPaths: [
                ['DE', 'DE-BY'],
                ['DE', 'DE-SN'],
              ],
              category: 'aviation',
              status: id === CLUSTERS.draft ? ('draft' as const) : ('registered' as const),
              managementOrganisation: undefined,
            }
          : undefined,
    },
    newId,
  })
  const founding = await grantFirst(
    table,
    { subject: 'ministry', name: 'Minister', email: 'ministry@sample.agglomera.invalid' },
    NOW,
  )

  /** An account as it is known now, on a day. */
  const actor = async (
    subject: string,
    today = '2026-03-01',
  ): Promise<Extract<Actor, { kind: 'account' }>> => ({
    kind: 'account',
    subject,
    capability: await capabilityOf(store, subject),
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
