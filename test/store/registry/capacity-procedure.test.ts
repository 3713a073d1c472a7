import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import type { Claim } from '#kernel/idempotency'
import type { Units } from '../../support/counted-units.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { type Meter, meterOf } from '../../support/meter.ts'
import { type Parts, sumOf } from '../../support/parts.ts'
import {
  aDraft,
  anEntry,
  anonymous,
  assessor,
  editor,
  NOW,
  platformIn,
  send,
  underReview,
} from '../../unit/registry/support.ts'

// What the steps of the register's procedure take on DynamoDB: exactly their records. A record in a transaction is
// 2 units per KB, as is one that is only checked; an entry of an index that changes 1, that moves 2. What a decision
// rests on is read at 1, what is only shown at 0.5.

let dynoxide: Dynoxide
let meter: Meter
let given: Awaited<ReturnType<typeof platformIn>>

beforeAll(async () => {
  dynoxide = await startDynoxide()
  meter = meterOf(dynoxide.client)
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  given = await platformIn(await table(), await table())
  // What a process asks once a minute or once at all, is no part of an operation: code lists, whose code is a register's.
  await anEntry(given, named())
})
afterAll(() => dynoxide?.stop())

let drafts = 0
/** Numbers tell what else would be likely duplicates of one another. */
const named = () => {
  drafts += 1
  return { names: { en: `Optics Valley ${drafts}`, ru: `Оптическая долина ${drafts}` } }
}

let claims = 0
/** The units of a request with an Idempotency-Key. */
const cost = (request: (claim: Claim) => Promise<unknown>): Promise<Units> => {
  claims += 1
  const claim = { id: `claim-${claims}`, requestHash: 'h', at: NOW }
  return meter(() => request(claim))
}
const units = (reads: Parts, writes: Parts = {}): Units => ({ reads: sumOf(reads), writes: sumOf(writes) })

const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)
const act = { kind: 'Order' }
const today = '2026-03-10'

/** What every step of an application writes, and what it reads. */
const STEP = { reply: 2, application: 2, 'its place by status': 2, step: 2 }
const UNDER_WAY = { application: 1, cluster: 1, register: 0.5 }
/** Places of a registered cluster, all with two index entries: all, its Land, its category. */
const LISTINGS = { 'three listings': 6, 'their index entries': 6 }
const CLUSTER = { cluster: 2, statement: 2, facts: 2, ...LISTINGS }

describe('an application', () => {
  const applied = async (over: object = {}) => {
    const cluster = await aDraft(given, named())
    const body = { cluster: cluster.id, register: 'national', ...over }
    return (await send(given.registry.createApplication, { actor: editor, body })).body
  }

  it('of a draft takes itself and the cluster that knows of it', async () => {
    const cluster = await aDraft(given, named())
    const body = { cluster: cluster.id, register: 'national' }
    expect(
      await cost((claim) => send(given.registry.createApplication, { actor: editor, body, claim })),
    ).toEqual(
      units({ cluster: 1, register: 0.5 }, { reply: 2, application: 2, 'index entry': 1, cluster: 2 }),
    )
  })

  it('for an amendment takes no more: the places of the cluster in the lists stay', async () => {
    const { cluster } = await anEntry(given, named())
    const body = { cluster: cluster.id, register: 'national', facts: { names: { en: 'Renamed' } } }
    expect(
      await cost((claim) => send(given.registry.createApplication, { actor: editor, body, claim })),
    ).toEqual(
      units({ cluster: 1, register: 0.5 }, { reply: 2, application: 2, 'index entry': 1, cluster: 2 }),
    )
  })

  it('is submitted, taken up and returned at the price of its records', async () => {
    const { registry } = given
    const params = { applicationId: (await applied()).id }
    const step = { params, body: {} }
    expect(
      await cost((claim) => send(registry.submitApplication, { ...step, actor: editor, version: 1, claim })),
    ).toEqual(units(UNDER_WAY, { ...STEP, 'check of the cluster': 2 }))
    expect(
      await cost((claim) =>
        send(registry.reviewApplication, { ...step, actor: assessor, version: 2, claim }),
      ),
    ).toEqual(units(UNDER_WAY, STEP))
    const body = { reason: 'The town is missing', comments: [{ field: '/seat/town', text: 'Where?' }] }
    expect(
      await cost((claim) =>
        send(registry.returnApplication, { params, body, actor: assessor, version: 3, claim }),
      ),
    ).toEqual(units(UNDER_WAY, { ...STEP, notice: 2 }))
  })

  it('is withdrawn with the cluster knowing, whose lists stay', async () => {
    const { registry } = given
    const params = { applicationId: (await applied()).id }
    await send(registry.submitApplication, { actor: editor, params, version: 1, body: {} })
    expect(
      await cost((claim) =>
        send(registry.withdrawApplication, { actor: editor, params, version: 2, body: {}, claim }),
      ),
    ).toEqual(units(UNDER_WAY, { ...STEP, cluster: 2 }))
  })

  it('is read with what decides who may', async () => {
    const params = { applicationId: (await applied()).id }
    const { registry } = given
    const request = { actor: editor, params }
    expect(await meter(() => send(registry.getApplication, request))).toEqual(
      units({ application: 0.5, cluster: 0.5, register: 0.5 }),
    )
    expect(await meter(() => send(registry.listApplicationSteps, request))).toEqual(
      units({ application: 0.5, cluster: 0.5, steps: 0.5 }),
    )
    expect(await meter(() => send(registry.listNotices, { actor: editor }))).toEqual(units({ notices: 0.5 }))
  })
})

describe('an entry', () => {
  it('is made with its number, both steps, the notice, the cluster and its places', async () => {
    const cluster = await aDraft(given, named())
    const { id } = await underReview(given, cluster.id)
    const request = {
      params: { applicationId: id },
      version: 3,
      body: { decisionDate: today, act, attestations: {} },
    }
    expect(await cost((claim) => send(given.registry.registerCluster, { ...request, claim }))).toEqual(
      units(
        { ...UNDER_WAY, statements: 1, counter: 1 },
        {
          ...STEP,
          counter: 2,
          entry: 2,
          'index entry': 1,
          'step of the entry': 2,
          notice: 2,
          ...CLUSTER,
          'listing as a draft': 4,
        },
      ),
    )
  })

  it('is amended with the places of the cluster moved where its name changes', async () => {
    const { cluster } = await anEntry(given, named())
    const { id } = await underReview(given, cluster.id, { facts: { names: { en: 'Renamed' } } })
    const request = { params: { applicationId: id }, version: 3, body: { decisionDate: today, act } }
    const moved = {
      'three listings taken away': 6,
      'their index entries': 6,
      'three listings': 6,
      'new index entries': 6,
      'three keys of the names taken away': 6,
      'key of the new name': 2,
    }
    const { cluster: record, statement, facts } = CLUSTER
    expect(await cost((claim) => send(given.registry.amendEntry, { ...request, claim }))).toEqual(
      units(
        { ...UNDER_WAY, entry: 1, statements: 1 },
        {
          ...STEP,
          entry: 2,
          'index entry': 1,
          'step of the entry': 2,
          notice: 2,
          record,
          statement,
          facts,
          ...moved,
        },
      ),
    )
  })

  it('is suspended and reinstated with its step, the notice, the cluster and its places', async () => {
    const { registry } = given
    const { entry } = await anEntry(given, named())
    const params = { registerId: 'national', number: entry.number }
    const body = { inForce: today, act, reason: 'Inspection' }
    const expected = units(
      { register: 0.5, entry: 1, cluster: 1, statements: 1 },
      { reply: 2, entry: 2, 'index entry': 1, step: 2, notice: 2, ...CLUSTER, 'moved by last change': 3 },
    )
    const decision = { params, body }
    expect(
      await cost((claim) => send(registry.suspendEntry, { ...decision, version: 1, claim, at: later(1) })),
    ).toEqual(expected)
    expect(
      await cost((claim) => send(registry.reinstateEntry, { ...decision, version: 2, claim, at: later(2) })),
    ).toEqual(expected)
  })

  it('is read with its register', async () => {
    const { registry } = given
    const { entry, cluster } = await anEntry(given, named())
    const params = { registerId: 'national', number: entry.number }
    const request = { actor: anonymous, params }
    expect(await meter(() => send(registry.getEntry, request))).toEqual(units({ register: 0.5, entry: 0.5 }))
    expect(await meter(() => send(registry.listEntrySteps, request))).toEqual(
      units({ register: 0.5, steps: 0.5 }),
    )
    const list = { ...request, query: { sort: 'number', order: 'asc' } }
    expect(await meter(() => send(registry.listEntries, list))).toEqual(
      units({ register: 0.5, entries: 0.5 }),
    )
    // A past must not change by what is recorded later: what was stated is read as it is now.
    const past = { ...request, query: { asOf: today } }
    expect(await meter(() => send(registry.getEntry, past))).toEqual(
      units({ register: 0.5, entry: 0.5, statements: 1, steps: 1 }),
    )
    const then = { actor: anonymous, params: { clusterId: cluster.id }, query: { asOf: today } }
    expect(await meter(() => send(registry.getCluster, then))).toEqual(units({ cluster: 0.5, statements: 1 }))
  })
})
