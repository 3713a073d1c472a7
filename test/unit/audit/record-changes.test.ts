import { describe, expect, it } from 'vitest'
import { hashOfStored, strangersAmong, verifyTrail } from '#audit/model'
import { canonicalJson } from '#kernel/digest'
import { secretOf } from '#kernel/secret'
import { auditor, auditTrail, stored } from './support.ts'

const whole = (trail: ReturnType<typeof auditTrail>) =>
  trail.table
    .all()
    .map((item) => canonicalJson(item))
    .sort()

describe('a change of a stored record', () => {
  it('is recorded: who, what, when, and hashes that need the key', async () => {
    const trail = auditTrail('2026-03-01T08:00:00Z')
    const before = stored(1, 1, 'per_a', trail.now(), {
      data: { regionPaths: [['DE', 'DE-BY']], phone: '0170' },
    })
    const after = stored(1, 2, 'per_b', trail.now(), {
      data: { regionPaths: [['DE', 'DE-HE']], phone: '0171' },
    })
    expect(await trail.deliver(trail.change(before, after))).toEqual({ batchItemFailures: [] })
    const key = await secretOf(trail.table, 'audit')()
    expect(trail.recorded()).toEqual([
      {
        day: '2026-03-01',
        seenAt: '2026-03-01T08:00:00Z',
        sequence: '100000000000000000007',
        record: 'registry/CLUSTER#clu_1/CLUSTER',
        entity: 'cluster',
        change: 'changed',
        version: 2,
        actor: 'per_b',
        action: 'change-cluster',
        requestId: 'request-1-2',
        at: '2026-03-01T08:00:00.000Z',
        before: hashOfStored(key, before),
        after: hashOfStored(key, after),
        territory: [
          ['DE', 'DE-BY'],
          ['DE', 'DE-HE'],
        ],
      },
    ])
    expect(JSON.stringify(trail.table.all())).not.toContain('0171')
    expect(hashOfStored('another key', after)).not.toBe(hashOfStored(key, after))
  })

  it('is in the trail once, delivered twice, in any order, or again days later', async () => {
    const trail = auditTrail()
    const first = stored(1, 1, 'per_a', trail.now())
    const changes = [trail.change(undefined, first), trail.change(first, stored(1, 2, 'per_b', trail.now()))]
    await trail.deliver(...changes.toReversed())
    const once = whole(trail)
    await trail.deliver(...changes, ...changes)
    trail.at('2026-03-02T00:59:00Z')
    await trail.deliver(...changes)
    trail.at('2026-03-02T01:00:01Z')
    await trail.deliver(...changes)
    trail.at('2026-03-05T10:00:00Z')
    await trail.deliver(...changes)
    expect(whole(trail)).toEqual(once)
    expect((await trail.list({ day: '2026-03-01', order: 'asc' })).map(({ version }) => version)).toEqual([
      1, 2,
    ])
  })

  it('that arrives when its day is closed stands in the day on which it arrives, also only once', async () => {
    const trail = auditTrail('2026-03-01T23:59:59Z')
    const change = trail.change(undefined, stored(1, 1, 'per_a', trail.now()))
    trail.at('2026-03-04T12:00:00Z')
    await trail.deliver(change)
    trail.at('2026-03-05T00:30:00Z')
    await trail.deliver(change)
    expect(trail.recorded().map(({ day, seenAt }) => ({ day, seenAt }))).toEqual([
      { day: '2026-03-04', seenAt: '2026-03-01T23:59:59Z' },
    ])
  })

  it('that carries the signature of the one before is unattributed, as is a removal without a last version', async () => {
    const trail = auditTrail()
    const signed = stored(1, 1, 'per_a', trail.now())
    await trail.deliver(
      trail.change(undefined, signed),
      trail.change(signed, { ...signed, data: { name: 'Forged' } }),
      trail.change({ ...signed, data: { name: 'Forged' } }, undefined),
    )
    expect(
      (await trail.list({ order: 'asc', day: '2026-03-01' })).map(({ change, actor, requestId }) => ({
        change,
        actor,
        requestId,
      })),
    ).toEqual([
      { change: 'created', actor: 'per_a', requestId: 'request-1-1' },
      { change: 'changed', actor: 'unattributed', requestId: null },
      { change: 'deleted', actor: 'unattributed', requestId: null },
    ])
  })

  it('is not recorded of what nobody signs, nor when a deleted record expires', async () => {
    const trail = auditTrail()
    const listing = { pk: 'LIST#cluster#all', sk: 'a', entity: 'cluster-listing', data: {} }
    const deleted = stored(1, 3, 'per_a', trail.now(), { deleted: true })
    await trail.deliver(trail.change(undefined, listing), trail.change(deleted, undefined))
    expect(trail.recorded()).toEqual([])
  })

  it('of a table that nobody knows is named as failed', async () => {
    const trail = auditTrail()
    const change = trail.change(undefined, stored(1, 1, 'per_a', trail.now()), 'ForeignTable')
    expect(await trail.deliver(change)).toEqual({
      batchItemFailures: [{ itemIdentifier: '100000000000000000007' }],
    })
  })

  it('cannot take the place of another one', async () => {
    const trail = auditTrail()
    const change = trail.change(undefined, stored(1, 1, 'per_a', trail.now()))
    await trail.deliver(change)
    const other = trail.change(undefined, stored(1, 1, 'per_b', trail.now()))
    const { SequenceNumber = '' } = change.dynamodb ?? {}
    const forged = { ...other, dynamodb: { ...other.dynamodb, SequenceNumber } }
    expect(await trail.deliver(forged)).toEqual({ batchItemFailures: [{ itemIdentifier: SequenceNumber }] })
    expect(trail.recorded().map(({ actor }) => actor)).toEqual(['per_a'])
  })
})

it('takes one write unit: a record with the longest usual names stays below 1 KB', async () => {
  const trail = auditTrail()
  const observation = stored(1, 12_345, 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4', trail.now(), {
    pk: 'HISTORY#cluster#employment#_T#2025-Q4#clu_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    sk: '00012345',
    entity: 'observation-version',
    lastChange: {
      actor: 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4',
      action: 'correct-observation',
      requestId: 'd4befa29-4065-40af-932b-8c1d68a5dc27',
      at: trail.now().toISOString(),
    },
  })
  await trail.deliver(trail.change(undefined, observation))
  const [item] = trail.table.all().filter(({ entity }) => entity === 'audit-record')
  // JSON is longer than what DynamoDB counts: it quotes names.
  expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(1024)
})

describe('sealing', () => {
  it('takes a day two hours after its end, and each day once, with those without a change', async () => {
    const trail = auditTrail('2026-03-01T08:00:00Z')
    await trail.deliver(trail.change(undefined, stored(1, 1, 'per_a', trail.now())))
    trail.at('2026-03-02T01:59:59Z')
    expect((await trail.seal()).sealed.map(({ day }) => day)).toEqual(['2026-02-28'])
    trail.at('2026-03-04T02:00:00Z')
    expect((await trail.seal()).sealed).toMatchObject([
      { day: '2026-03-01', count: 1 },
      { day: '2026-03-02', count: 0 },
      { day: '2026-03-03', count: 0 },
    ])
    expect(await trail.seal()).toEqual({ sealed: [], until: '2026-03-03' })
  })

  it('of nothing does nothing', async () => {
    expect((await auditTrail().seal()).sealed).toEqual([])
  })

  it('goes on where a run ended between the bucket and the table', async () => {
    const trail = auditTrail('2026-03-01T08:00:00Z')
    await trail.deliver(trail.change(undefined, stored(1, 1, 'per_a', trail.now())))
    trail.at('2026-03-03T03:00:00Z')
    const write = trail.table.write.bind(trail.table)
    trail.table.write = async () => {
      throw new Error('the process ended')
    }
    await expect(trail.seal()).rejects.toThrow('the process ended')
    expect([...trail.seals.kept.keys()]).toEqual(['2026-02-28'])
    trail.table.write = write
    trail.wait(60_000)
    const [runA, runB] = await Promise.all([trail.seal(), trail.seal()])
    expect(runA).toEqual(runB)
    expect(verifyTrail(await trail.exported()).findings).toEqual([])
  })

  it('stops at a trail that is no longer what was sealed', async () => {
    const trail = auditTrail('2026-03-01T08:00:00Z')
    await trail.deliver(trail.change(undefined, stored(1, 1, 'per_a', trail.now())))
    trail.at('2026-03-03T03:00:00Z')
    await trail.seal()
    const [day] = trail.table.all().filter(({ pk, sk }) => pk === 'DAYS' && sk === '2026-03-01')
    if (day === undefined) throw new Error('the day was not noted')
    trail.table.plant({ ...day, sk: '2026-03-02', data: { ...Object(day['data']), day: '2026-03-02' } })
    trail.at('2026-03-04T03:00:00Z')
    await expect(trail.seal()).rejects.toThrow('2026-03-02: the table gives the root')
  })
})

describe('stored records', () => {
  it('are held against the last change in the trail, with the key', async () => {
    const trail = auditTrail()
    const first = stored(1, 1, 'per_a', trail.now())
    const second = stored(1, 2, 'per_b', trail.now())
    await trail.deliver(trail.change(undefined, first), trail.change(first, second))
    const { trail: records } = verifyTrail(await trail.exported())
    const key = await secretOf(trail.table, 'audit')()
    const held = (item: object) =>
      strangersAmong(records, new Map([['registry/CLUSTER#clu_1/CLUSTER', { ...item }]]), key)
    expect(held(second)).toEqual([])
    expect(held(first)).toMatchObject([{ kind: 'other-record', day: '2026-03-01', line: 2 }])
    expect(held({ ...second, data: {} })).toHaveLength(1)
  })
})

describe('the list of changes', () => {
  const filled = async () => {
    const trail = auditTrail('2026-03-01T08:00:00Z')
    const places = { data: { seatPath: ['DE', 'DE-BY'] } }
    for (let id = 0; id < 40; id++) {
      trail.wait(id % 3 === 0 ? 1000 : 0)
      const item = stored(id, 1, `per_${id % 4}`, trail.now(), id % 2 === 0 ? places : {})
      await trail.deliver(trail.change(undefined, item, id % 5 === 0 ? 'GovernanceTable' : 'RegistryTable'))
    }
    return trail
  }

  it('gives a day in the order of its chain, page by page, and backwards', async () => {
    const trail = await filled()
    const forward = await trail.list({ day: '2026-03-01', order: 'asc' }, { limit: 7 })
    expect(forward).toHaveLength(40)
    expect(await trail.list({ day: '2026-03-01', order: 'asc' }, { limit: 200 })).toEqual(forward)
    expect(await trail.list({}, { limit: 10 })).toEqual(forward.toReversed())
    expect(forward.map(({ seenAt }) => seenAt)).toEqual(forward.map(({ seenAt }) => seenAt).sort())
    expect(await trail.list({ day: '2026-03-02' })).toEqual([])
  })

  it('gives what one actor did, and what happened to one record', async () => {
    const trail = await filled()
    expect(await trail.list({ actor: 'per_3' }, { limit: 4 })).toHaveLength(10)
    const record = 'registry/CLUSTER#clu_7/CLUSTER'
    expect(await trail.list({ record })).toMatchObject([{ record, actor: 'per_3' }])
    expect(await trail.list({ record, day: '2026-03-02' })).toEqual([])
  })

  it('ends at the territory of who asks', async () => {
    const trail = await filled()
    expect(await trail.list({}, { as: auditor(['DE']) })).toHaveLength(20)
    expect(await trail.list({}, { as: auditor(['DE-HE']) })).toEqual([])
  })
})
