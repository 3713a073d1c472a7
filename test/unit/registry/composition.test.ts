import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { ForbiddenError, NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { type OrganisationId, withValue } from '#registry/model'
import {
  aDraft,
  anEntry,
  anOrganisation,
  anonymous,
  bavaria,
  editor,
  ministry,
  NOW,
  type Platform,
  person,
  platform,
  send,
} from './support.ts'

const EUR = (minorUnits: number) => ({ minorUnits, currency: 'EUR' })

const firm = async ({ registry }: Platform, name: string, over: object = {}) =>
  (
    await send(registry.createOrganisation, {
      body: anOrganisation({
        names: { en: name },
        identifiers: [],
        noIdentifierReason: 'founded last week',
        ...over,
      }),
    })
  ).body.id

const join = ({ registry }: Platform, clusterId: string, organisation: OrganisationId, over: object = {}) =>
  send(registry.createMembership, {
    params: { clusterId },
    body: { organisation, from: '2024-01-01', roles: ['service'], tasks: [], to: null, ...over },
  })

/** A registered cluster with a management organisation and three members, two of them tied. */
const aNetwork = async () => {
  const at = await platform()
  const management = await firm(at, 'Head office')
  const { cluster } = await anEntry(at, { managementOrganisation: management })
  const supplier = await firm(at, 'Supplier Anton')
  const customer = await firm(at, 'Customer Berta')
  const third = await firm(at, 'Third Caesar')
  await join(at, cluster.id, supplier, { roles: ['intermediate-producer'], level: 'components' })
  await join(at, cluster.id, customer, { roles: ['final-producer'], level: 'final-product' })
  await join(at, cluster.id, third)
  const clusterId = cluster.id
  const as = (name: string, organisation: string) => person(name, [], ['*'], [organisation])
  const people = {
    supplier: as('anna', supplier),
    customer: as('bert', customer),
    third: as('carl', third),
    management: as('mona', management),
  }
  const { body: tie } = await send(at.registry.createTie, {
    actor: people.supplier,
    params: { clusterId },
    body: { supplier, customer, kind: 'supply', from: '2024-01-01', to: null },
  })
  return { ...at, clusterId, supplier, customer, third, management, people, tie }
}

let network: Awaited<ReturnType<typeof aNetwork>>
beforeEach(async () => {
  network = await aNetwork()
})

const tieFor = async (actor: Actor) => {
  const { registry, clusterId, tie } = network
  return (await send(registry.getTie, { actor, params: { clusterId, tieId: tie.id } })).body
}
const agree = (actor: Actor, organisationId: string, version: number, body: object) => {
  const { registry, clusterId, tie } = network
  const params = { clusterId, tieId: tie.id, organisationId }
  return send(registry.agreeToTie, { actor, params, version, body })
}
const state = (actor: Actor, version: number, value: object | null, year = 2025) => {
  const { registry, clusterId, tie } = network
  return send(registry.stateTieValue, {
    actor,
    params: { clusterId, tieId: tie.id, year },
    version,
    body: { value },
  })
}
const YES = { publish: true, managementMayRead: false }

describe('a tie', () => {
  it('is known to its sides and to who keeps the register, until both sides agree to show it', async () => {
    const { people, supplier, customer } = network
    for (const actor of [people.supplier, people.customer, ministry, bavaria])
      expect((await tieFor(actor)).kind).toBe('supply')
    const strangers = [anonymous, people.third, people.management, editor]
    for (const actor of strangers) await expect(tieFor(actor)).rejects.toThrow(NotFoundError)
    await agree(people.supplier, supplier, 1, YES)
    for (const actor of strangers) await expect(tieFor(actor)).rejects.toThrow(NotFoundError)
    await agree(people.customer, customer, 2, YES)
    for (const actor of strangers) expect((await tieFor(actor)).kind).toBe('supply')
    await agree(people.customer, customer, 3, { ...YES, publish: false })
    for (const actor of strangers) await expect(tieFor(actor)).rejects.toThrow(NotFoundError)
  })

  it('shows its values to its sides and to who keeps the register alone, public or not', async () => {
    const { people, supplier, customer } = network
    await state(people.supplier, 1, EUR(150_000))
    await agree(people.supplier, supplier, 2, YES)
    await agree(people.customer, customer, 3, YES)
    for (const actor of [people.supplier, people.customer, ministry])
      expect((await tieFor(actor)).values?.[0]?.value).toEqual(EUR(150_000))
    for (const actor of [anonymous, people.third, people.management, editor])
      expect(await tieFor(actor)).not.toHaveProperty('values')
  })

  it('shows its values to the management organisation once both sides admit it', async () => {
    const { people, supplier, customer } = network
    await state(people.supplier, 1, EUR(150_000))
    await agree(people.supplier, supplier, 2, { publish: false, managementMayRead: true })
    await expect(tieFor(people.management)).rejects.toThrow(NotFoundError)
    await agree(people.customer, customer, 3, { publish: false, managementMayRead: true })
    expect((await tieFor(people.management)).values).toHaveLength(1)
    await expect(tieFor(people.third)).rejects.toThrow(NotFoundError)
  })

  it('has values that one side states and the other confirms by stating the same', async () => {
    const { people, supplier, customer } = network
    const stated = async (actor: Actor, version: number, value: object | null) =>
      (await state(actor, version, value)).body.values
    const by = (...confirmedBy: string[]) => [expect.objectContaining({ confirmedBy })]
    expect(await stated(people.supplier, 1, EUR(100))).toEqual(by(supplier))
    expect(await stated(people.customer, 2, EUR(100))).toEqual(by(supplier, customer))
    expect(await stated(people.customer, 3, EUR(99))).toEqual(by(customer))
    expect(await stated(people.supplier, 4, null)).toEqual([])
    // Who keeps the register records what both have given in writing.
    expect(await stated(ministry, 5, EUR(100))).toEqual(by(supplier, customer))
  })

  it('is nobody else’s to state, and nobody agrees for others', async () => {
    const { people, supplier, customer, registry, clusterId } = network
    for (const actor of [people.third, people.management, editor])
      await expect(state(actor, 1, EUR(1))).rejects.toThrow(NotFoundError)
    await expect(agree(people.supplier, customer, 1, YES)).rejects.toThrow(ForbiddenError)
    await expect(agree(ministry, supplier, 1, YES)).rejects.toThrow(ForbiddenError)
    await expect(state(people.supplier, 7, EUR(1))).rejects.toThrow(StaleVersionError)
    const body = { supplier, customer, kind: 'service', from: '2024-01-01', to: null }
    await expect(
      send(registry.createTie, { actor: people.third, params: { clusterId }, body }),
    ).rejects.toThrow(ForbiddenError)
    // Shown to all, it is still not theirs.
    await agree(people.supplier, supplier, 1, YES)
    await agree(people.customer, customer, 2, YES)
    await expect(state(people.third, 3, EUR(1))).rejects.toThrow(ForbiddenError)
  })

  it('holds between members only, and has values of its own years only', async () => {
    const { people, registry, clusterId, supplier, management } = network
    const body = { supplier, customer: management, kind: 'service', from: '2024-01-01', to: null }
    await expect(
      send(registry.createTie, { actor: people.supplier, params: { clusterId }, body }),
    ).rejects.toThrow(`${management} is no member`)
    await expect(state(people.supplier, 1, EUR(1), 2023)).rejects.toThrow(RuleFailedError)
    const { params } = { params: { clusterId, tieId: network.tie.id } }
    const backwards = { kind: 'supply', from: '2024-01-01', to: '2023-01-01' }
    await expect(
      send(registry.changeTie, { actor: people.supplier, params, version: 1, body: backwards }),
    ).rejects.toThrow('before it begins')
    const ended = { ...backwards, to: '2025-01-01' }
    await send(registry.changeTie, { actor: people.supplier, params, version: 1, body: ended })
    await expect(state(people.supplier, 2, EUR(1), 2025)).rejects.toThrow(RuleFailedError)
  })

  it('keeps values by year, in order', () => {
    const { supplier } = network
    const values = withValue(withValue([], 2025, EUR(2), [supplier]), 2024, EUR(1), [supplier])
    expect(values.map(({ year }) => year)).toEqual([2024, 2025])
  })
})

describe('the network', () => {
  const read = async (actor: Actor, query: object = { year: 2025 }) => {
    const { registry, clusterId } = network
    return (await send(registry.getNetwork, { actor, params: { clusterId }, query })).body
  }

  it('tells everybody of agreed ties, and its figures are of these', async () => {
    const { people, supplier, customer, tie } = network
    for (const actor of [anonymous, people.supplier, people.management])
      expect(await read(actor)).toMatchObject({ basis: 'agreed', ties: [], pairs: 0, density: 0 })
    expect(await read(ministry)).toMatchObject({ basis: 'all', pairs: 1, density: 1 / 3 })
    await agree(people.supplier, supplier, 1, YES)
    await agree(people.customer, customer, 2, YES)
    const shown = await read(anonymous)
    expect(shown).toMatchObject({ basis: 'agreed', pairs: 1, density: 1 / 3, shareWithTie: 2 / 3 })
    expect(shown.ties).toEqual([{ id: tie.id, supplier, customer, kind: 'supply' }])
    expect(shown.members.map(({ degree }) => degree).sort()).toEqual([0, 1, 1])
  })

  it('is of the year before the day unless another is asked for', async () => {
    expect(await read(ministry, {})).toMatchObject({ on: '2026-03-10', year: 2025, pairs: 1 })
    expect(await read(ministry, { year: 2023 })).toMatchObject({ pairs: 0 })
    expect(await read(ministry, { on: '2023-12-31' })).toMatchObject({ members: [], density: null })
  })

  it('tells the purchase share to who keeps the register alone', async () => {
    const { people, registry, clusterId, customer } = network
    expect((await read(ministry)).purchaseShare).toMatchObject({
      state: 'insufficient-data',
      reason: 'purchases-total-missing',
    })
    await state(people.supplier, 1, EUR(2_000))
    const params = { clusterId, organisationId: customer, year: 2025 }
    const body = { purchasesTotal: EUR(10_000) }
    await send(registry.stateMemberFigures, { actor: people.customer, params, version: 0, body })
    expect((await read(ministry)).purchaseShare).toEqual({ state: 'known', atLeast: 0.2, atMost: 0.2 })
    for (const actor of [anonymous, people.customer, people.management])
      expect(await read(actor)).not.toHaveProperty('purchaseShare')
  })
})

describe('the composition', () => {
  it('counts members as they were on the day', async () => {
    const { registry, clusterId, customer } = network
    const read = async (on?: string) =>
      (
        await send(registry.getComposition, {
          actor: anonymous,
          params: { clusterId },
          query: on === undefined ? {} : { on },
        })
      ).body
    const at = (list: readonly { code: string; members: number }[], code: string) =>
      list.find((one) => one.code === code)?.members
    await send(registry.changeMembership, {
      params: { clusterId, organisationId: customer, from: '2024-01-01' },
      version: 1,
      body: { roles: ['service'], tasks: ['sales'], to: null, level: 'market', validFrom: '2026-02-01' },
    })
    const organisation = await send(registry.getOrganisation, { params: { organisationId: customer } })
    const { id: _id, createdAt: _a, updatedAt: _u, createdBy: _c, ...fields } = organisation.body
    await send(registry.changeOrganisation, {
      params: { organisationId: customer },
      version: 1,
      body: { ...fields, size: 'large', validFrom: '2026-02-01' },
    })
    const [then, today] = [await read('2026-01-31'), await read()]
    expect(at(then.byRole, 'final-producer')).toBe(1)
    expect(at(today.byRole, 'final-producer')).toBe(0)
    expect(at(today.byTask, 'sales')).toBe(1)
    expect([then.chainGaps.includes('market'), today.chainGaps.includes('market')]).toEqual([true, false])
    expect(at(today.bySize, 'large')).toBe(1)
    expect((await read('2023-12-31')).members).toBe(0)
  })

  it('of a draft is a matter of who works on it', async () => {
    const { registry } = network
    const draft = await aDraft(network, { names: { en: 'Idea' } })
    const params = { clusterId: draft.id }
    expect((await send(registry.getComposition, { actor: editor, params })).body.members).toBe(0)
    const stranger = { actor: anonymous, params }
    await expect(send(registry.getComposition, stranger)).rejects.toThrow(NotFoundError)
    await expect(send(registry.getNetwork, stranger)).rejects.toThrow(NotFoundError)
    await expect(send(registry.listTies, stranger)).rejects.toThrow(NotFoundError)
  })
})

describe('figures of a member', () => {
  const params = () => ({
    clusterId: network.clusterId,
    organisationId: network.customer,
    year: 2025,
  })
  const stateFigures = (actor: Actor, version: number, body: object) =>
    send(network.registry.stateMemberFigures, { actor, params: params(), version, body })
  const read = (actor: Actor) => send(network.registry.getMemberFigures, { actor, params: params() })

  it('are of version 0 until the member states them, and the member decides who reads them', async () => {
    const { people } = network
    expect(await read(people.customer)).toMatchObject({ version: 0 })
    await stateFigures(people.customer, 0, { purchasesTotal: EUR(5), hasOutput: true })
    for (const actor of [people.customer, ministry])
      expect((await read(actor)).body.purchasesTotal).toEqual(EUR(5))
    for (const actor of [people.supplier, people.third, people.management, editor])
      await expect(read(actor)).rejects.toThrow(ForbiddenError)
    await stateFigures(people.customer, 1, { purchasesTotal: EUR(5), managementMayRead: true })
    expect((await read(people.management)).body.purchasesTotal).toEqual(EUR(5))
    await expect(read(people.third)).rejects.toThrow(ForbiddenError)
    // The management reads, it does not write; and who keeps the register does not decide for the member.
    await expect(stateFigures(people.management, 2, {})).rejects.toThrow(ForbiddenError)
    await stateFigures(ministry, 2, { purchasesTotal: EUR(6), managementMayRead: false })
    expect((await read(people.management)).body.purchasesTotal).toEqual(EUR(6))
    await expect(stateFigures(people.customer, 1, {})).rejects.toThrow(StaleVersionError)
  })

  it('are of members only', async () => {
    const { people, registry, clusterId, management } = network
    await expect(
      send(registry.getMemberFigures, {
        actor: people.management,
        params: { clusterId, organisationId: management, year: 2025 },
      }),
    ).rejects.toThrow(NotFoundError)
  })
})

describe('establishments', () => {
  const row = (organisation: string, over: object = {}) => ({ organisation, region: 'DE-HE', ...over })
  const bring = async (rows: readonly object[], actor = ministry) =>
    (await send(network.registry.importEstablishments, { actor, body: { rows } })).body

  it('are imported by place and name, changed by their days, and unchanged the second time', async () => {
    const { registry, supplier } = network
    const rows = [row(supplier, { town: 'Hanau' }), row(supplier, { region: 'DE-BY-M', from: '2025-01-01' })]
    expect(await bring(rows)).toMatchObject({ created: 2 })
    expect(await bring(rows)).toMatchObject({ unchanged: 2 })
    const [first = {}] = rows
    expect(await bring([{ ...first, to: '2025-07-01' }])).toMatchObject({ updated: 1 })
    const on = async (day?: string) => {
      const query = day === undefined ? {} : { on: day }
      const params = { organisationId: supplier }
      const { body } = await send(registry.listEstablishments, { actor: anonymous, params, query })
      return body.items.map(({ region }) => region)
    }
    expect(await on()).toEqual(['DE-HE', 'DE-BY-M'])
    expect(await on('2024-06-01')).toEqual(['DE-HE'])
    expect(await on('2026-01-01')).toEqual(['DE-BY-M'])
  })

  it('are at most sixty', async () => {
    const { supplier } = network
    const rows = Array.from({ length: 61 }, (_, n) => row(supplier, { town: `Town ${n}` }))
    expect(await bring(rows)).toMatchObject({ created: 60, rejected: 1 })
  })

  it('stand in regions of the list, and belong to who may edit the organisation', async () => {
    const { supplier } = network
    const result = await bring([row(supplier, { region: 'XX' })])
    expect(result.rows[0]).toMatchObject({ outcome: 'rejected', code: 'rule-failed' })
    const hesse = person('hesse', ['organisation.edit'], ['DE-HE'])
    expect((await bring([row(supplier)], hesse)).rows[0]).toMatchObject({ code: 'forbidden' })
  })

  it('that nobody stated are not known; an import of organisations leaves those that are', async () => {
    const { registry, supplier, customer } = network
    await bring([row(supplier, { town: 'Hanau' })])
    const of = async (organisationId: string) =>
      (await send(registry.listEstablishments, { params: { organisationId } })).body
    expect(await of(customer)).toEqual({ items: [], known: false })
    const rows = [
      { ...anOrganisation({ names: { en: 'Supplier Anton' } }), identifiers: [], noIdentifierReason: 'new' },
    ]
    const { body } = await send(registry.importOrganisations, { body: { rows }, at: NOW })
    expect(body).toMatchObject({ updated: 1 })
    expect(await of(supplier)).toMatchObject({ known: true, items: [{ town: 'Hanau' }] })
  })
})
