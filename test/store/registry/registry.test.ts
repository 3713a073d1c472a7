import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { registryReader } from '#registry/readers'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { anEntry, anOrganisation, platformIn, send } from '../../unit/registry/support.ts'

let dynoxide: Dynoxide

beforeAll(async () => {
  dynoxide = await startDynoxide()
})
afterAll(() => dynoxide?.stop())

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
})
