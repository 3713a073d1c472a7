import { capabilityOf } from '#governance/capability-of'
import type { governanceContract } from '#governance/contract'
import { createGovernance, grantFirst, personalDataStore } from '#governance/index'
import type { GrantId } from '#governance/model'
import { GovernanceStore } from '#governance/store'
import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Route } from '#kernel/contract'
import { idSource } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import type { Table } from '#kernel/table'

type Routes = typeof governanceContract.routes

const NOW = new Date('2026-03-01T09:00:00.000Z')

const PATHS: Readonly<Record<string, readonly string[]>> = {
  DE: ['DE'],
  'DE-BY': ['DE', 'DE-BY'],
  'DE-SN': ['DE', 'DE-SN'],
}

const CATEGORIES = ['aviation', 'biotech']

/** Registered clusters by the regions that they lie in. */
export const CLUSTERS = {
  spanning: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  draft: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V5',
} as const

export const ACT = { kind: 'Order', number: '1', date: '2026-01-01' }

/** The governance of an empty platform whose first person is `ministry`, in memory. */
export const emptyPlatform = () => emptyPlatformIn(new MemoryTable(), new MemoryTable())

/** The governance of an empty platform whose first person is `ministry`. */
export const emptyPlatformIn = async <T extends Table>(table: T, usage: T) => {
  const store = new GovernanceStore(table)
  const newId = idSource(() => NOW.getTime())
  const personalTables = { data: new MemoryTable(), keys: new MemoryTable() }
  const personal = personalDataStore(personalTables)
  const handlers = createGovernance({
    table,
    usage,
    personal,
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
    { table, personal },
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

  return { table, usage, personal, personalTables, store, handlers, founding, actor }
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

/** What tests of powers do over and over, by the first person of an empty platform. */
export const founderOf = async (platform: Pick<EmptyPlatform, 'handlers' | 'actor'>) => {
  const { handlers } = platform
  const ministry = await platform.actor('ministry')

  /** An authority with one person in it, whose account is called as it is. */
  const authority = async (
    code: string,
    {
      role = 'admin',
      territory = ['DE'],
    }: { role?: 'admin' | 'editor' | 'viewer'; territory?: string[] } = {},
  ) => {
    const created = await handlers.createAuthority(
      callOf<Routes['createAuthority']>(ministry, {
        body: { code, names: { en: code }, level: 'regional', parent: null, territory },
      }),
    )
    const person = await handlers.createPerson(
      callOf<Routes['createPerson']>(ministry, {
        body: { subject: code, name: code, email: `${code}@sample.agglomera.invalid` },
      }),
    )
    const position = await handlers.createPosition(
      callOf<Routes['createPosition']>(ministry, {
        body: { person: person.body.id, holder: code, role, from: '2026-01-01', to: null },
      }),
    )
    return { ...created.body, person: person.body.id, position: position.body }
  }

  const grant = async (changes: object = {}) => {
    const body = {
      holder: 'land',
      power: 'cluster.register' as const,
      territory: ['DE'],
      from: '2026-01-01',
      to: null,
      basis: 'Act 1',
      act: ACT,
      delegable: true,
      ...changes,
    }
    return (await handlers.createGrant(callOf<Routes['createGrant']>(ministry, { body }))).body
  }

  const delegate = async (source: { readonly id: GrantId }, by: string, changes: object = {}) => {
    const body = {
      holder: 'city',
      territory: ['DE-BY'],
      from: '2026-02-01',
      to: null,
      basis: 'Order 2',
      act: ACT,
      delegable: true,
      ...changes,
    }
    const call = callOf<Routes['delegateGrant']>(await platform.actor(by), {
      params: { grantId: source.id },
      body,
    })
    return (await handlers.delegateGrant(call)).body
  }

  return { ministry, authority, grant, delegate }
}

export type Founder = Awaited<ReturnType<typeof founderOf>>
