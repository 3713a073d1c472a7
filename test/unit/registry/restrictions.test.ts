import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#kernel/clock'
import { createRegistry } from '#registry/index'
import { UNFINISHED } from '#registry/keys'
import { OrganisationContent, restrictionSteps, suspensionsOf } from '#registry/model'
import { registryReader } from '#registry/readers'
import { lengthy } from '../../support/lengthy.ts'
import { Died, dyingTable } from './merging/dying-table.ts'
import {
  anEntry,
  anOrganisation,
  anonymous,
  ministry,
  NOW,
  person,
  platform,
  send,
  watch,
} from './support.ts'

const FIRM = { names: { en: 'Anton Lenses' }, identifiers: [], noIdentifierReason: 'foreign' }
const insolvent = {
  kind: 'insolvency',
  from: '2026-02-01',
  to: null,
  source: 'Court of Munich, 1501 IN 12/26',
}
const sanctioned = { kind: 'sanctioned', from: '2026-02-15', to: '2026-03-01', source: 'List 7' }

const start = async () => {
  const at = await platform()
  const firm = (await send(at.registry.createOrganisation, { body: anOrganisation(FIRM) })).body.id
  const clusters = [
    (await anEntry(at)).cluster.id,
    (await anEntry(at, { names: { en: 'Fish Valley' } })).cluster.id,
  ] as const
  for (const clusterId of clusters)
    await send(at.registry.createMembership, {
      params: { clusterId },
      body: { organisation: firm, roles: ['service'], tasks: [], from: '2026-01-01', to: null },
    })
  return { ...at, firm, clusters }
}
let at: Awaited<ReturnType<typeof start>>
beforeEach(async () => {
  at = await start()
})

const restrict = (
  version: number,
  restrictions: readonly object[] | undefined,
  registry = at.registry,
  when = NOW,
) =>
  send(registry.changeOrganisation, {
    params: { organisationId: at.firm },
    version,
    body: anOrganisation({ ...FIRM, ...(restrictions && { restrictions }) }),
    at: when,
  })
const membership = async (cluster: string = at.clusters[0], actor = ministry) =>
  (
    await send(at.registry.getMembership, {
      actor,
      params: { clusterId: cluster, organisationId: at.firm, from: '2026-01-01' },
    })
  ).body
const suspended = async (cluster?: string) => (await membership(cluster)).suspended
const unfinished = async () => (await at.table.query({ pk: UNFINISHED, limit: 10 })).items.length

describe('a restriction of an organisation', () => {
  it('suspends all its memberships from its day on, with what says so, and counts in nothing', async () => {
    await restrict(1, [insolvent])
    for (const cluster of at.clusters)
      expect(await suspended(cluster)).toEqual([{ from: '2026-02-01', to: null }])
    expect((await membership()).steps?.at(-1)).toMatchObject({
      step: 'suspended',
      side: 'source',
      on: '2026-02-01',
      cause: 'insolvency',
      source: insolvent.source,
    })
    const composition = async (on: string) => {
      const params = { clusterId: at.clusters[0] }
      const { body } = await send(at.registry.getComposition, { actor: anonymous, params, query: { on } })
      return [body.members, body.suspended]
    }
    expect(await composition('2026-01-31')).toEqual([1, 0])
    expect(await composition('2026-02-01')).toEqual([0, 1])
    const facts = await registryReader(at.table).membershipFacts()
    expect(facts.map((one) => one.suspended)).toEqual(Array(2).fill([{ from: '2026-02-01', to: null }]))
  })

  it('is not told to the public, and to the organisation itself', async () => {
    await restrict(1, [insolvent])
    const own = person('anna', [], ['*'], [at.firm])
    const read = async (actor: typeof own) =>
      JSON.stringify([
        (await send(at.registry.getOrganisation, { actor, params: { organisationId: at.firm } })).body,
        await membership(at.clusters[0], actor),
      ])
    expect(await read(anonymous)).not.toMatch(/insolvency|1501/)
    expect(await read(own)).toContain('1501')
    expect(JSON.stringify(await membership(at.clusters[0], anonymous))).toContain('2026-02-01')
  })

  it('lets memberships count again when it ends, and leaves what people decided', async () => {
    await send(at.registry.suspendMembership, {
      params: { clusterId: at.clusters[1], organisationId: at.firm, from: '2026-01-01' },
      version: 1,
      body: { from: '2026-01-20', to: '2026-02-10', reason: 'Inspection' },
    })
    await restrict(1, [insolvent, sanctioned])
    expect(await suspended(at.clusters[1])).toEqual([{ from: '2026-01-20', to: null }])
    await restrict(2, [{ ...insolvent, to: '2026-02-20' }, sanctioned])
    expect(await suspended()).toEqual([{ from: '2026-02-01', to: '2026-03-01' }])
    await restrict(3, [])
    expect(await suspended()).toEqual([])
    expect(await suspended(at.clusters[1])).toEqual([{ from: '2026-01-20', to: '2026-02-10' }])
    expect(await unfinished()).toBe(0)
  })

  it('leaves what was known before as it was', async () => {
    await restrict(1, [insolvent], at.registry, new Date('2026-03-12T12:00:00.000Z'))
    await restrict(2, [], at.registry, new Date('2026-03-14T12:00:00.000Z'))
    const known = async (knownAt: string) => {
      const params = { clusterId: at.clusters[0], organisationId: at.firm, from: '2026-01-01' }
      const query = { asOf: '2026-03-10', knownAt }
      const asked = { params, query, at: new Date('2026-03-20T12:00:00.000Z') }
      return (await send(at.registry.getMembership, asked)).body.suspended
    }
    expect(await known('2026-03-11T12:00:00.000Z')).toEqual([])
    expect(await known('2026-03-13T12:00:00.000Z')).toEqual([{ from: '2026-02-01', to: null }])
    expect(await known('2026-03-15T12:00:00.000Z')).toEqual([])
  })

  it('stays where a change says nothing of it, and is not reinstated by hand', async () => {
    await restrict(1, [insolvent])
    await restrict(2, undefined)
    expect(await suspended()).toHaveLength(1)
    const params = { clusterId: at.clusters[0], organisationId: at.firm, from: '2026-01-01' }
    await expect(send(at.registry.reinstateMembership, { params, version: 2, body: {} })).rejects.toThrow(
      'on record about the organisation',
    )
    await send(at.registry.suspendMembership, {
      params,
      version: 2,
      body: { to: '2026-04-01', reason: 'Inspection besides' },
    })
    await restrict(2, [])
    expect(await suspended()).toEqual([{ from: '2026-03-10', to: '2026-04-01' }])
  })

  it('holds for memberships that begin later, from their first day', async () => {
    await restrict(1, [insolvent])
    const clusterId = (await anEntry(at, { names: { en: 'Steel Valley' } })).cluster.id
    const { body } = await send(at.registry.createMembership, {
      params: { clusterId },
      body: { organisation: at.firm, roles: ['service'], tasks: [], from: '2026-03-01', to: null },
    })
    expect(body.suspended).toEqual([{ from: '2026-03-01', to: null }])
    expect(body.steps?.map(({ step }) => step)).toEqual(['confirmed', 'suspended'])
  })

  it('is refused where it is to come, or two of one kind hold at once', async () => {
    await expect(restrict(1, [{ ...insolvent, from: '2026-03-11' }])).rejects.toThrow('still to come')
    const both = OrganisationContent.safeParse(
      anOrganisation({ ...FIRM, restrictions: [insolvent, { ...insolvent, from: '2026-03-01' }] }),
    )
    expect(both.error?.issues[0]?.message).toContain('join them')
  })

  lengthy(
    'is finished by the morning’s job wherever following it was broken off, which does nothing twice',
    async () => {
      let broken = 0
      for (const when of ['before', 'after'] as const)
        for (let call = 1; ; call += 1) {
          at = await start()
          const { table, referenceTable } = at
          const registry = createRegistry({ table: dyingTable(table, call, when), referenceTable })
          const first = await restrict(1, [insolvent], registry).catch((error: unknown) => error)
          if (!(first instanceof Died)) break
          broken += 1
          const { body } = await send(at.registry.getOrganisation, { params: { organisationId: at.firm } })
          await watch(at, new Date('2026-03-11T04:00:00.000Z'))
          const expected = body.restrictions === undefined ? [] : [{ from: '2026-02-01', to: null }]
          for (const cluster of at.clusters)
            expect(await suspended(cluster), `${when} ${call}`).toEqual(expected)
          expect((await watch(at, new Date('2026-03-12T04:00:00.000Z'))).followed).toBe(0)
        }
      expect(broken).toBeGreaterThan(20)
    },
  )

  it('goes over with a merger to the record that stays', async () => {
    const other = await send(at.registry.createOrganisation, {
      body: anOrganisation({
        names: { en: 'Berta Mirrors' },
        restrictions: [{ ...insolvent, from: '2026-01-10' }],
      }),
    })
    await send(at.registry.mergeOrganisation, {
      params: { organisationId: other.body.id },
      version: 1,
      body: { into: at.firm, reason: 'Recorded twice', act: { kind: 'Order' } },
    })
    expect(await suspended()).toEqual([{ from: '2026-01-10', to: null }])
  })
})

const day = fc.integer({ min: 0, max: 40 }).map((count) => addDays('2026-01-01', count))
const interval = fc
  .record({ from: day, days: fc.option(fc.integer({ min: 1, max: 20 })) })
  .map(({ from, days }) => ({ from, to: days === null ? null : addDays(from, days) }))
const restrictions = fc
  .uniqueArray(fc.record({ kind: fc.constantFrom('insolvency', 'sanctioned', 'struck-off'), at: interval }), {
    selector: ({ kind }) => kind,
    maxLength: 3,
  })
  .map((all) => all.map(({ kind, at: when }) => ({ kind, ...when, source: 'a record' }) as const))

describe('the steps of a membership', () => {
  it('lead to exactly the days of its restrictions, whatever they were before', () => {
    fc.assert(
      fc.property(fc.array(restrictions, { minLength: 1, maxLength: 6 }), interval, (changes, held) => {
        let steps: ReturnType<typeof restrictionSteps> = []
        for (const all of changes) steps = [...steps, ...restrictionSteps(steps, held, all, '')]
        expect(restrictionSteps(steps, held, changes.at(-1) ?? [], '')).toEqual([])
        const found = suspensionsOf(steps, held.from)
        for (let count = 0; count <= 70; count += 1) {
          const one = addDays('2026-01-01', count)
          const on = ({ from, to }: typeof held) => from <= one && (to === null || one < to)
          if (!on(held)) continue
          expect(found.some(on), one).toBe((changes.at(-1) ?? []).some(on))
        }
      }),
    )
  })
})
