import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '#kernel/contract'
import { type ApiHandler, serve } from '#kernel/http/serve'
import { registryContract } from '#registry/contract'
import { apiEvent, lambdaContext } from '../../support/api-event.ts'
import { lengthy } from '../../support/lengthy.ts'
import { anEntry, anOrganisation, ministry, person, platform, send } from '../../unit/registry/support.ts'
import { authenticateAs } from './support.ts'

// Amounts that occur nowhere else, so that finding one in an answer proves where it came from.
const VALUE = 770_001_337
const PURCHASES = 880_002_449
const SECRETS = [VALUE, PURCHASES].map(String)

let handler: ApiHandler
/** Every id, code and date that the platform knows, by the parameter that takes it. */
let known: Readonly<Record<string, readonly string[]>>

const people = (ids: Record<'supplier' | 'customer' | 'third' | 'management', string>) => ({
  ministry,
  supplier: person('supplier', [], ['*'], [ids.supplier]),
  customer: person('customer', [], ['*'], [ids.customer]),
  third: person('third', [], ['*'], [ids.third]),
  management: person('management', ['cluster.edit', 'membership.confirm'], ['*'], [ids.management]),
  editor: person('editor', ['cluster.edit', 'organisation.edit', 'facility.manage']),
  hesse: person('hesse', ['cluster.register', 'cluster.edit'], ['DE-HE']),
})
type Reader = keyof ReturnType<typeof people> | 'nobody'
const READERS: readonly Reader[] = [
  'nobody',
  'ministry',
  'supplier',
  'customer',
  'third',
  'management',
  'editor',
  'hesse',
]

/** Who may meet the value of the tie, and the purchases of the customer. */
const PARTIES: readonly (readonly Reader[])[] = [
  ['ministry', 'supplier', 'customer'],
  ['ministry', 'customer'],
]

interface Given {
  readonly query?: Record<string, string>
  readonly body?: object | undefined
}

/** Asks a route; what would change something names a version that nothing has. */
const textOf = async (
  route: Route,
  as: Reader,
  params: Record<string, string>,
  { query = {}, body }: Given = {},
) => {
  const response = await handler(
    apiEvent({
      method: route.method,
      route: route.path,
      params,
      query,
      headers: {
        // Compressed, an amount could not be found in it.
        'accept-encoding': 'identity',
        ...(as !== 'nobody' && { authorization: `Bearer ${as}` }),
        ...(body && { 'if-match': '"99"' }),
      },
      ...(body && { body }),
    }),
    lambdaContext,
  )
  return response.body ?? ''
}

beforeAll(async () => {
  const at = await platform()
  const { registry } = at
  const firm = async (name: string) =>
    (
      await send(registry.createOrganisation, {
        body: anOrganisation({ names: { en: name }, identifiers: [], noIdentifierReason: 'foreign' }),
      })
    ).body.id
  const ids = {
    supplier: await firm('Anton Lenses'),
    customer: await firm('Berta Mirrors'),
    third: await firm('Caesar Prisms'),
    management: await firm('Head office'),
  }
  const { cluster, application, entry } = await anEntry(at, { managementOrganisation: ids.management })
  const clusterId = cluster.id
  const roles = { supplier: 'intermediate-producer', customer: 'final-producer', third: 'service' } as const
  for (const name of ['supplier', 'customer', 'third'] as const)
    await send(registry.createMembership, {
      params: { clusterId },
      body: { organisation: ids[name], from: '2024-01-01', roles: [roles[name]], tasks: [], to: null },
    })
  const who = people(ids)
  const { supplier, customer } = ids
  const { body: tie } = await send(registry.createTie, {
    actor: who.supplier,
    params: { clusterId },
    body: { supplier, customer, kind: 'supply', from: '2024-01-01', to: null },
  })
  const tieId = tie.id
  await send(registry.stateTieValue, {
    actor: who.supplier,
    params: { clusterId, tieId, year: 2025 },
    version: 1,
    body: { value: { minorUnits: VALUE, currency: 'EUR' } },
  })
  // Both agree that the tie is public: its value still is not.
  for (const [index, side] of (['supplier', 'customer'] as const).entries())
    await send(registry.agreeToTie, {
      actor: who[side],
      params: { clusterId, tieId, organisationId: ids[side] },
      version: 2 + index,
      body: { publish: true, managementMayRead: false },
    })
  await send(registry.stateMemberFigures, {
    actor: who.customer,
    params: { clusterId, organisationId: customer, year: 2025 },
    version: 0,
    body: { purchasesTotal: { minorUnits: PURCHASES, currency: 'EUR' } },
  })
  known = {
    clusterId: [clusterId],
    organisationId: Object.values(ids),
    tieId: [tieId],
    year: ['2025', '2024'],
    from: ['2024-01-01'],
    registerId: ['national'],
    number: [entry.number],
    applicationId: [application.id],
  }
  handler = serve({
    contract: registryContract,
    handlers: registry,
    authenticate: authenticateAs(who),
    table: at.table,
  })
})

const routes: readonly Route[] = Object.values(registryContract.routes)
const paramsOf = ({ path }: Route) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)

/** What parameters of queries can be: what is there, what is not, and what bounds everything. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  asOf: ['2026-03-10', '2025-06-30', '2023-12-31'],
  knownAt: ['2026-03-10T12:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  on: ['2026-03-10', '2025-06-30', '2099-01-01'],
  year: ['2025', '2024', '2023'],
  identifier: ['5299000000000000000A', 'DE123456789'],
  from: ['1', '3'],
  to: ['3', '4', '5'],
  sort: ['name', 'date', 'number'],
  order: ['asc', 'desc'],
  status: ['draft', 'registered', 'approved'],
  stage: ['growth'],
  region: ['DE', 'DE-BY', 'DE-HE'],
  category: ['micro', 'bio'],
  industry: ['C', 'C26'],
  kind: ['firm', 'university'],
  name: ['mu', 'fi'],
  size: ['small'],
  type: ['technopark'],
  register: ['national'],
  updatedSince: ['2020-01-01', '2026-03-10T12:00:00.000Z'],
  limit: ['1', '200'],
  cursor: ['x'],
}
/** Of those whose values are ids that the test makes. */
const KNOWN_AS: Readonly<Record<string, string>> = {
  cluster: 'clusterId',
  number: 'number',
  recipient: 'organisationId',
}

const namesAskedOf = ({ query, paged }: Route): readonly string[] => [
  ...Object.keys(query?.shape ?? {}),
  ...(paged === true ? ['limit', 'cursor'] : []),
]

/** Some of a route's parameters, by chance: about half of them. */
const queryOf = (route: Route, dice: readonly number[]): Record<string, string> =>
  Object.fromEntries(
    namesAskedOf(route).flatMap((name, index) => {
      const die = dice[index % dice.length] ?? 0
      const values = ASKED[name] ?? known[KNOWN_AS[name] ?? ''] ?? []
      const value = values[(die >> 1) % Math.max(1, values.length)]
      return die % 2 === 0 || value === undefined ? [] : [[name, value]]
    }),
  )

const requests = fc
  .record({
    route: fc.constantFrom(...routes),
    as: fc.constantFrom(...READERS),
    dice: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
    asked: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  })
  .map(({ route, as, dice, asked }) => {
    const params = Object.fromEntries(
      paramsOf(route).map((name, index) => {
        const values = known[name] ?? ['x']
        return [name, values[(dice[index] ?? 0) % values.length] ?? 'x']
      }),
    )
    return { route, as, params, query: queryOf(route, asked), empty: (dice[3] ?? 0) % 2 === 0 }
  })

describe('values of ties and figures of members', () => {
  it('reach their parties', async () => {
    const { clusterId: [clusterId = ''] = [], tieId: [tieId = ''] = [], organisationId = [] } = known
    const routesOf = registryContract.routes
    for (const as of PARTIES[0] ?? [])
      expect(await textOf(routesOf.getTie, as, { clusterId, tieId })).toContain(String(VALUE))
    const figures = { clusterId, organisationId: organisationId[1] ?? '', year: '2025' }
    for (const as of PARTIES[1] ?? [])
      expect(await textOf(routesOf.getMemberFigures, as, figures)).toContain(String(PURCHASES))
  })

  it('are asked for with every parameter that a route takes', () => {
    const names = new Set(routes.flatMap(namesAskedOf))
    const missing = [...names].filter((name) => ASKED[name] === undefined && KNOWN_AS[name] === undefined)
    expect(missing).toEqual([])
  })

  lengthy('reach nobody else by any route, however it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ route, as, params, query, empty }) => {
        const body = empty ? {} : { value: null, publish: true, managementMayRead: true }
        const given = { query, ...(route.method !== 'GET' && { body }) }
        const text = await textOf(route, as, params, given)
        for (const [index, secret] of SECRETS.entries())
          if (!(PARTIES[index] ?? []).includes(as)) expect(text).not.toContain(secret)
      }),
      { numRuns: 3_000 },
    )
  })
})
