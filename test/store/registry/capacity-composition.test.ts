import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import type { Claim } from '#kernel/idempotency'
import { nameKeyItems, withNameKeys } from '#registry/keys'
import type { Units } from '../../support/counted-units.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { type Meter, meterOf } from '../../support/meter.ts'
import { type Parts, sumOf } from '../../support/parts.ts'
import {
  anEntry,
  anOrganisation,
  anonymous,
  NOW,
  person,
  platformIn,
  send,
} from '../../unit/registry/support.ts'

// What records of clusters, organisations and what binds them take on DynamoDB: exactly their records.

let dynoxide: Dynoxide
let meter: Meter
let given: Awaited<ReturnType<typeof platformIn>>

/** A registered cluster with its management organisation and two other organisations. */
const aCluster = async () => {
  const firm = async () => (await send(given.registry.createOrganisation, { body: aFirm() })).body.id
  const [management, supplier, customer] = [await firm(), await firm(), await firm()]
  const { cluster } = await anEntry(given, {
    names: { en: `Optics Valley ${firms}` },
    managementOrganisation: management,
  })
  return { supplier, customer, management, params: { clusterId: cluster.id } }
}
let firms = 0
const aFirm = () => {
  firms += 1
  return anOrganisation({ identifiers: [], noIdentifierReason: 'none', names: { en: `Firm ${firms}` } })
}

beforeAll(async () => {
  dynoxide = await startDynoxide()
  meter = meterOf(dynoxide.client)
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  given = await platformIn(await table(), await table())
  // What a process asks once a minute or once at all, is no part of an operation: code lists, whose code is a register's.
  await anEntry(given, { names: { en: 'Optics Valley' } })
})
afterAll(() => dynoxide?.stop())

let claims = 0
/** The units of a request with an Idempotency-Key. */
const cost = (request: (claim: Claim) => Promise<unknown>): Promise<Units> => {
  claims += 1
  const claim = { id: `claim-${claims}`, requestHash: 'h', at: NOW }
  return meter(() => request(claim))
}
const units = (reads: Parts, writes: Parts = {}): Units => ({ reads: sumOf(reads), writes: sumOf(writes) })

const membership = (organisation: string) => ({
  organisation,
  from: '2024-01-01',
  roles: ['service'],
  tasks: [],
  to: null,
})
/** Such a cluster with both of them as its members. */
const aClusterOfTwo = async () => {
  const of = await aCluster()
  for (const organisation of [of.supplier, of.customer])
    await send(given.registry.createMembership, { params: of.params, body: membership(organisation) })
  return of
}
const MEMBERSHIP = { membership: 2, 'held memberships': 2, statement: 2, 'check of the organisation': 2 }
const LISTING = { listing: 2, 'index entries': 2 }

const imported = (over: object) => ({
  primaryCategory: 'micro',
  industries: ['C26'],
  regions: ['DE-BY'],
  registeredOn: '2020-01-01',
  act: { kind: 'Order' },
  ...over,
})

describe('capacity', () => {
  it('of organisations: the record, its guard, its statement and two listings', async () => {
    const { registry } = given
    const written = {
      record: 2,
      guard: 2,
      statement: 2,
      'two listings': 2 * sumOf(LISTING),
      'key of its name': 2,
    }
    const created = await cost((claim) =>
      send(registry.createOrganisation, { body: anOrganisation(), claim }),
    )
    expect(created).toEqual(units({ 'what has the key': 0.5 }, { reply: 2, ...written }))
    const rows = Array.from({ length: 10 }, aFirm)
    expect(await meter(() => send(registry.importOrganisations, { body: { rows } }))).toEqual(
      units({ 'the guards': 10, 'what has their keys': 5 }, { 'ten rows': 10 * sumOf(written) }),
    )
    const { supplier } = await aCluster()
    const params = { organisationId: supplier }
    expect(await meter(() => send(registry.getOrganisation, { params }))).toEqual(units({ record: 0.5 }))
  })

  it('of adding organisations among hundreds that differ from them in a number: no more than among fifty', async () => {
    const { registry, table } = given
    const named = (n: number) => ({ en: `Sample Works ${String(n).padStart(4, '0')}` })
    const known = Array.from({ length: 300 }, (_, n) => ({
      id: `org_${n}`,
      fields: { names: named(n), seat: {} },
      nameKeys: [],
    })).flatMap((record) => nameKeyItems('organisation', withNameKeys(record)))
    await table.writeEach(known.map((put) => ({ put })))
    const rows = Array.from({ length: 10 }, (_, n) =>
      anOrganisation({ identifiers: [], noIdentifierReason: 'none', names: named(5_000 + n) }),
    )
    const { reads } = await meter(() => send(registry.importOrganisations, { body: { rows } }))
    const row = { 'the guard': 1, 'fifty names': 1.5, 'none with its number, on either side': 1 }
    expect(reads).toBe(10 * sumOf(row))
  })

  it('of reading clusters: one record, or a KB each', async () => {
    const { registry } = given
    const { params } = await aCluster()
    expect(await meter(() => send(registry.getCluster, { actor: anonymous, params }))).toEqual(
      units({ record: 0.5 }),
    )
    const rows = Array.from({ length: 19 }, (_, n) =>
      imported({ names: { en: `Cluster ${n}` }, number: `2020-${1000 + n}` }),
    )
    await send(registry.importEntries, { params: { registerId: 'national' }, body: { rows } })
    const query = { sort: 'name', order: 'asc' }
    const list = await meter(() => send(registry.listClusters, { query, limit: 20 }))
    expect(list.reads).toBeGreaterThan(1)
    expect(list.reads).toBeLessThanOrEqual(2.5)
  })

  it('of an imported entry: all that a decision makes but the application', async () => {
    const { registry } = given
    const body = { rows: [imported({ names: { en: 'Imported' }, number: '2019-0001' })] }
    const row = { counter: 2, entry: 2, 'index entry': 1, step: 2, 'mark of the name': 2 }
    const cluster = {
      cluster: 2,
      statements: 4,
      facts: 2,
      'three listings': 3 * sumOf(LISTING),
      'key of its name': 2,
    }
    const request = { params: { registerId: 'national' }, body }
    expect(await meter(() => send(registry.importEntries, request))).toEqual(
      units({ register: 0.5, entry: 1, 'mark of the name': 1, counter: 1 }, { ...row, ...cluster }),
    )
  })

  it('of memberships: proposed, confirmed and recorded', async () => {
    const { registry } = given
    const { params, supplier, customer, management } = await aCluster()
    const body = membership(supplier)
    const anna = person('anna', [], ['*'], [supplier])
    const SIDES = { cluster: 1, organisation: 1, 'held memberships': 1 }
    let proposalId = ''
    const proposed = await cost(async (claim) => {
      proposalId = (await send(registry.proposeMembership, { actor: anna, params, body, claim })).body.id
    })
    expect(proposed).toEqual(units(SIDES, { reply: 2, proposal: 2, 'index entry': 1 }))
    const confirmation = {
      actor: person('mona', [], ['*'], [management]),
      params: { ...params, proposalId },
      version: 1,
      body: { decision: 'confirm' },
    }
    expect(await cost((claim) => send(registry.decideProposal, { ...confirmation, claim }))).toEqual(
      units({ ...SIDES, proposal: 1 }, { reply: 2, proposal: 2, 'index entry': 1, ...MEMBERSHIP }),
    )
    expect(
      await cost((claim) => send(registry.createMembership, { params, body: membership(customer), claim })),
    ).toEqual(units(SIDES, { reply: 2, ...MEMBERSHIP }))
    expect(await meter(() => send(registry.listMembers, { params }))).toEqual(
      units({ cluster: 0.5, memberships: 0.5, organisations: 1 }),
    )
  })

  it('of imported memberships: one more than recorded, whether it is there', async () => {
    const { registry } = given
    const { params, supplier } = await aCluster()
    const rows = [{ ...membership(supplier), cluster: params.clusterId }]
    expect(await meter(() => send(registry.importMemberships, { body: { rows } }))).toEqual(
      units({ cluster: 1, organisation: 1, membership: 1, 'held memberships': 1 }, MEMBERSHIP),
    )
  })

  it('of ties and figures: one record each', async () => {
    const { registry } = given
    const { params, supplier, customer } = await aClusterOfTwo()
    const anna = person('anna', [], ['*'], [supplier])
    const body = { supplier, customer, kind: 'supply', from: '2024-01-01', to: null }
    let tieId = ''
    const made = await cost(async (claim) => {
      tieId = (await send(registry.createTie, { actor: anna, params, body, claim })).body.id
    })
    expect(made).toEqual(
      units({ cluster: 1, 'held memberships': 1 }, { reply: 2, tie: 2, 'checks of both sides': 4 }),
    )
    const value = { value: { minorUnits: 100, currency: 'EUR' } }
    const stated = { actor: anna, params: { ...params, tieId, year: 2025 }, version: 1, body: value }
    expect(await meter(() => send(registry.stateTieValue, stated))).toEqual(
      units({ cluster: 1, tie: 1 }, { tie: 1 }),
    )
    const tie = { actor: anna, params: { ...params, tieId } }
    expect(await meter(() => send(registry.getTie, tie))).toEqual(units({ cluster: 0.5, tie: 0.5 }))
    const figures = { actor: anna, params: { ...params, organisationId: supplier, year: 2025 } }
    expect(
      await meter(() => send(registry.stateMemberFigures, { ...figures, version: 0, body: {} })),
    ).toEqual(
      units({ cluster: 1, 'held memberships': 1, figures: 1 }, { figures: 2, 'check of the member': 2 }),
    )
    expect(await meter(() => send(registry.getMemberFigures, figures))).toEqual(
      units({ cluster: 0.5, 'held memberships': 0.5, figures: 0.5 }),
    )
  })

  it('of composition and network: three collections and the members', async () => {
    const { registry } = given
    const { params } = await aClusterOfTwo()
    const collections = { memberships: 0.5, ties: 0.5, figures: 0.5, 'two members': 1 }
    const request = { params, query: { year: 2025 } }
    const expected = units({ cluster: 0.5, 'register, whose day it is': 0.5, ...collections })
    expect(await meter(() => send(registry.getComposition, request))).toEqual(expected)
    expect(await meter(() => send(registry.getNetwork, request))).toEqual(expected)
  })

  it('of facilities: the record and its listings', async () => {
    const { registry } = given
    const { params } = await aCluster()
    const keeper = person('keeper', ['facility.manage'])
    const body = {
      names: { en: 'Park' },
      type: 'technopark',
      region: 'DE-BY',
      services: [],
      clusters: [params.clusterId],
    }
    let facilityId = ''
    const made = await cost(async (claim) => {
      facilityId = (await send(registry.createFacility, { actor: keeper, body, claim })).body.id
    })
    expect(made).toEqual(
      units({ cluster: 0.5 }, { reply: 2, facility: 2, 'four listings': 4 * sumOf(LISTING) }),
    )
    expect(await meter(() => send(registry.getFacility, { params: { facilityId } }))).toEqual(
      units({ facility: 0.5 }),
    )
  })

  it('of judging: the version in force, the composition once, and the result with what was judged', async () => {
    const { registry } = given
    const { params } = await aClusterOfTwo()
    const inForce = { params: { ruleSet: 'eccp-profile' }, query: { on: '2026-03-10' } }
    expect(await meter(() => send(registry.getRuleSetInForce, inForce))).toEqual(
      units({ 'rule set': 0.5, version: 0.5 }),
    )
    const body = { ruleSet: 'eccp-profile', attestations: {} }
    const { reads, writes } = await cost((claim) => send(registry.assessCluster, { params, body, claim }))
    const composition = { memberships: 1, ties: 1, 'figures of two years': 2, 'two members': 1 }
    expect(reads).toBe(sumOf({ cluster: 1, register: 0.5, 'rule set': 1, version: 1, ...composition }))
    // The reply holds the assessment once more, packed to about 2 KB.
    expect(writes).toBe(sumOf({ 'assessment of 4 to 5 KB': 10, 'what was judged': 2, reply: 4 }))
    expect(await meter(() => send(registry.whatIfCluster, { params, body }))).toEqual(
      units({
        cluster: 0.5,
        register: 0.5,
        'rule set': 0.5,
        version: 0.5,
        memberships: 0.5,
        ties: 0.5,
        figures: 1,
        members: 1,
      }),
    )
  })
})
