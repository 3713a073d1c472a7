import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { registryReader } from '#registry/readers'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { anEntry, anOrganisation, ministry, person, platformIn, send } from '../../unit/registry/support.ts'

let dynoxide: Dynoxide
/** Capacity units that the requests since the last reset took. */
let units = 0

beforeAll(async () => {
  dynoxide = await startDynoxide()
  dynoxide.client.middlewareStack.add(
    (next) => async (args) => {
      const asked = { ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } }
      const result = await next(asked)
      const output: unknown = result.output
      if (typeof output === 'object' && output !== null && 'ConsumedCapacity' in output)
        for (const one of [output.ConsumedCapacity].flat()) units += unitsIn(one)
      return result
    },
    { step: 'initialize' },
  )
})
afterAll(() => dynoxide?.stop())

const unitsIn = (consumed: unknown): number =>
  typeof consumed === 'object' && consumed !== null && 'CapacityUnits' in consumed
    ? Number(consumed.CapacityUnits)
    : 0

const start = async () => {
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  return platformIn(await table(), await table())
}

describe('the registry on DynamoDB', () => {
  it('lists by region, category and industry, in either language and by date', async () => {
    const given = await start()
    const named = (en: string, ru: string, over: object) => anEntry(given, { names: { en, ru }, ...over })
    await named('Zebra', 'Альфа', { primaryCategory: 'bio', industries: ['C21', 'M72'], stage: 'growth' })
    await named('Äpfel', 'Ёлка', { regions: ['DE-HE'], categories: ['bio'] })
    await named('Midway', 'Ягода', { regions: ['DE-BY-M', 'DE-BW'] })
    const names = async (query: object, language: 'en' | 'ru' = 'en') => {
      const request = { query: { sort: 'name', order: 'asc', ...query }, language, limit: 2 }
      const found: (string | undefined)[] = []
      let page = await send(given.registry.listClusters, request)
      for (;;) {
        found.push(...page.body.items.map((item) => item.names['en']))
        if (page.body.next === undefined) return found
        page = await send(given.registry.listClusters, { ...request, after: page.body.next })
      }
    }
    expect(await names({})).toEqual(['Äpfel', 'Midway', 'Zebra'])
    expect(await names({}, 'ru')).toEqual(['Zebra', 'Äpfel', 'Midway'])
    expect(await names({ region: 'DE-BY', order: 'desc' })).toEqual(['Zebra', 'Midway'])
    expect(await names({ category: 'bio', region: 'DE-HE' })).toEqual(['Äpfel'])
    expect(await names({ industry: 'M', stage: ['growth'] })).toEqual(['Zebra'])
    expect(await names({ sort: 'date', updatedSince: '2026-03-10' })).toHaveLength(3)
    expect(await names({ sort: 'date', updatedSince: '2026-03-11' })).toEqual([])
  })

  it('never loses an organisation that becomes a member while it is deleted', async () => {
    const given = await start()
    const { registry, table } = given
    const { cluster } = await anEntry(given)
    for (let n = 0; n < 10; n++) {
      const { body } = await send(registry.createOrganisation, {
        body: anOrganisation({ identifiers: [], noIdentifierReason: 'none', names: { en: `Firm ${n}` } }),
      })
      const membership = {
        organisation: body.id,
        roles: ['research'],
        tasks: [],
        from: '2026-01-01',
        to: null,
      }
      const [joined, deleted] = await Promise.allSettled([
        send(registry.createMembership, { params: { clusterId: cluster.id }, body: membership }),
        send(registry.deleteOrganisation, { params: { organisationId: body.id }, version: 1 }),
      ])
      expect([joined.status, deleted.status].sort()).toEqual(['fulfilled', 'rejected'])
      const members = await registryReader(table).membershipFacts([cluster.id])
      expect(members.some(({ organisation }) => organisation === body.id)).toBe(joined.status === 'fulfilled')
    }
  })

  it('keeps to its budget of capacity', async () => {
    const given = await start()
    const { registry } = given
    const used = async (work: () => Promise<unknown>) => {
      units = 0
      await work()
      return units
    }
    const claim = { id: 'budget', requestHash: 'h', at: new Date() }
    const create = () => send(registry.createOrganisation, { body: anOrganisation(), claim })
    // Record and guard 4, idempotency 2, two listings of 2 with two index entries each, the key of its name 2: 16. The
    // statement that is kept of it adds 2, the region of its seat 1 where the code lists were not read yet, looking for
    // likely duplicates 0.5 for each key.
    expect(await used(create)).toBeLessThanOrEqual(16 * 1.25)

    const { cluster } = await anEntry(given)
    const { body: organisation } = await send(registry.createOrganisation, {
      body: anOrganisation({ identifiers: [], noIdentifierReason: 'none', names: { en: 'Mirror Works' } }),
    })
    const read = () =>
      send(registry.getCluster, { actor: { kind: 'anonymous' }, params: { clusterId: cluster.id } })
    expect(await used(read)).toBe(0.5)
    const readOrganisation = () =>
      send(registry.getOrganisation, { params: { organisationId: organisation.id } })
    expect(await used(readOrganisation)).toBe(0.5)

    for (let n = 0; n < 19; n++) await anEntry(given, { names: { en: `Cluster ${n}` } })
    const list = () =>
      send(registry.listClusters, { actor: ministry, query: { sort: 'name', order: 'asc' }, limit: 20 })
    expect(await used(list)).toBeLessThanOrEqual(2.5)
  })

  it('keeps to its budget of capacity for what clusters are made of', async () => {
    const given = await start()
    const { registry } = given
    let claims = 0
    const used = async (work: (claim: { id: string; requestHash: string; at: Date }) => Promise<unknown>) => {
      claims += 1
      const claim = { id: `composition-${claims}`, requestHash: 'h', at: new Date() }
      units = 0
      await work(claim)
      return units
    }
    const firm = async (name: string) =>
      (
        await send(registry.createOrganisation, {
          body: anOrganisation({ identifiers: [], noIdentifierReason: 'none', names: { en: name } }),
        })
      ).body.id
    const [supplier, customer] = [await firm('Anton'), await firm('Berta')]
    const { cluster } = await anEntry(given)
    const params = { clusterId: cluster.id }
    for (const organisation of [supplier, customer])
      await send(registry.createMembership, {
        params,
        body: { organisation, from: '2024-01-01', roles: ['service'], tasks: [], to: null },
      })
    const tie = { supplier, customer, kind: 'supply', from: '2024-01-01', to: null }
    // Record and idempotency 4; read before: the cluster 1, what both sides hold 1.
    expect(await used((claim) => send(registry.createTie, { params, body: tie, claim }))).toBeLessThanOrEqual(
      6,
    )
    const figures = { params: { ...params, organisationId: supplier, year: 2025 }, version: 0, body: {} }
    // Record 2; read before: the cluster, what it holds, the figures, 1 each.
    expect(await used(() => send(registry.stateMemberFigures, figures))).toBeLessThanOrEqual(5)
    // Three collections and the cluster 1 each, two members at 0.5, the register for the day of today.
    const network = { params, query: { year: 2025 } }
    expect(await used(() => send(registry.getNetwork, network))).toBeLessThanOrEqual(6)
    const facility = {
      actor: person('keeper', ['facility.manage']),
      body: {
        names: { en: 'Park' },
        type: 'technopark',
        region: 'DE-BY',
        services: [],
        clusters: [cluster.id],
      },
    }
    // Record and idempotency 4, four listings of 2 with two index entries each 16; the cluster 0.5, the region 1.
    expect(await used((claim) => send(registry.createFacility, { ...facility, claim }))).toBeLessThanOrEqual(
      21.5,
    )
  })
})
