import { describe, expect, it } from 'vitest'
import { InvalidRequestError, NotFoundError } from '#kernel/errors'
import {
  aCluster,
  aDraft,
  amended,
  anEntry,
  anonymous,
  editor,
  type Platform,
  platform,
  send,
  watch,
} from './support.ts'

const at = (day: string) => new Date(`${day}T10:00:00.000Z`)
const read = async ({ registry }: Platform, clusterId: string, query: object, actor = anonymous) =>
  (await send(registry.getCluster, { actor, params: { clusterId }, query, at: at('2026-06-01') })).body

/** Registered in 2024; renamed from 2025 on, which the register learnt in April 2026. */
const renamed = async () => {
  const given = await platform()
  const { cluster } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
  await amended(
    given,
    cluster.id,
    { names: { en: 'Photonics Valley' } },
    { decisionDate: '2025-01-01', at: at('2026-04-01') },
  )
  return { ...given, id: cluster.id }
}

describe('reading the past', () => {
  it('tells what was in force on a day, and what the register knew at an instant', async () => {
    const given = await renamed()
    const knownBefore = '2026-03-31T00:00:00.000Z'
    expect(await read(given, given.id, { asOf: '2025-06-01' })).toMatchObject({
      names: { en: 'Photonics Valley' },
      status: 'registered',
    })
    expect(await read(given, given.id, { asOf: '2025-06-01', knownAt: knownBefore })).toMatchObject({
      names: { en: 'Optics Valley' },
    })
    expect(await read(given, given.id, { knownAt: knownBefore })).toMatchObject({
      names: { en: 'Optics Valley' },
    })
  })

  it('answers the same question with the same bytes, whatever is recorded later', async () => {
    const given = await renamed()
    const query = { asOf: '2025-06-01', knownAt: '2026-04-02T00:00:00.000Z' }
    const before = JSON.stringify(await read(given, given.id, query))
    await amended(
      given,
      given.id,
      { names: { en: 'Third' } },
      { decisionDate: '2025-01-01', at: at('2026-05-01') },
    )
    await send(given.registry.suspendEntry, {
      params: { registerId: 'national', number: '2024-0001' },
      version: 3,
      body: { act: { kind: 'Order' }, reason: 'x', inForce: '2025-02-01' },
      at: at('2026-05-02'),
    })
    expect(JSON.stringify(await read(given, given.id, query))).toBe(before)
    expect(await read(given, given.id, { asOf: '2025-06-01' })).toMatchObject({
      names: { en: 'Third' },
      status: 'suspended',
    })
  })

  it('knows nothing of a day before the entry, of an unknown past, and of instants to come', async () => {
    const given = await renamed()
    await expect(read(given, given.id, { asOf: '2024-04-30' })).rejects.toThrow(NotFoundError)
    await expect(
      read(given, given.id, { asOf: '2025-01-01', knownAt: '2026-01-01T00:00:00.000Z' }),
    ).rejects.toThrow(NotFoundError)
    await expect(read(given, given.id, { knownAt: '2026-06-02T00:00:00.000Z' })).rejects.toThrow(
      InvalidRequestError,
    )
  })

  it('lists the clusters of a day with their names and states of then', async () => {
    const given = await renamed()
    await anEntry(given, { names: { en: 'Young' }, regions: ['DE-HE'] }, { decisionDate: '2026-02-01' })
    await aDraft(given, { names: { en: 'Draft' } })
    const list = async (query: object) =>
      (
        await send(given.registry.listClusters, {
          actor: anonymous,
          query: { sort: 'name', order: 'asc', ...query },
          at: at('2026-06-01'),
        })
      ).body.items.map(({ names, status }) => [names['en'], status])
    expect(await list({ asOf: '2024-12-31' })).toEqual([['Optics Valley', 'registered']])
    expect(await list({ asOf: '2026-02-01' })).toEqual([
      ['Photonics Valley', 'registered'],
      ['Young', 'registered'],
    ])
    expect(await list({ asOf: '2026-02-01', region: 'DE-BY' })).toHaveLength(1)
    expect(await list({ asOf: '2026-02-01', status: ['suspended'] })).toEqual([])
    expect(await list({ asOf: '2026-02-01', industry: 'C', category: 'micro' })).toHaveLength(2)
    expect(await list({ asOf: '2026-02-01', knownAt: '2026-03-01T00:00:00.000Z' })).toEqual([])
  })

  it('tells how an entry stood on a day', async () => {
    const given = await renamed()
    const entry = async (query: object) =>
      (
        await send(given.registry.getEntry, {
          actor: anonymous,
          params: { registerId: 'national', number: '2024-0001' },
          query,
          at: at('2026-06-01'),
        })
      ).body
    await send(given.registry.suspendEntry, {
      params: { registerId: 'national', number: '2024-0001' },
      version: 2,
      body: { act: { kind: 'Order' }, reason: 'x', inForce: '2026-05-01' },
      at: at('2026-05-02'),
    })
    expect((await entry({ asOf: '2026-04-30' })).status).toBe('registered')
    expect(await entry({ asOf: '2026-05-01' })).toMatchObject({ status: 'suspended' })
    expect(await entry({ asOf: '2026-05-01', knownAt: '2026-05-01T00:00:00.000Z' })).toMatchObject({
      status: 'registered',
      statuses: [{ from: '2024-05-01', to: null, value: 'registered' }],
    })
    await expect(entry({ asOf: '2024-01-01' })).rejects.toThrow(NotFoundError)
  })
})

describe('comparing versions', () => {
  it('names the fields that differ, as much as the reader may see', async () => {
    const given = await platform()
    const cluster = await aDraft(given)
    const params = { clusterId: cluster.id }
    const contact = { email: 'office@cluster.example' }
    await send(given.registry.changeCluster, {
      actor: editor,
      params,
      version: 1,
      body: aCluster({ stage: 'growth', contact }),
    })
    const compare = async (query: object, actor = editor) =>
      (await send(given.registry.getClusterDifferences, { actor, params, query })).body
    expect(await compare({ from: 1 })).toEqual({
      from: 1,
      to: 2,
      on: '2026-03-10',
      differences: [
        { field: 'contact', after: contact },
        { field: 'stage', after: 'growth' },
      ],
    })
    expect((await compare({ from: 2, to: 2 })).differences).toEqual([])
    await expect(compare({ from: 1 }, anonymous)).rejects.toThrow(NotFoundError)
  })
})

describe('the yearly confirmation', () => {
  it('is asked for a year after the decision, reminded of once a month, and quiet once given', async () => {
    const given = await platform()
    const { registry } = given
    const { cluster } = await anEntry(given, {}, { decisionDate: '2024-02-29' })
    const params = { clusterId: cluster.id }
    const shown = await send(registry.getCluster, { actor: anonymous, params, query: {} })
    expect(shown.body.confirmationDue).toBe('2025-03-01')
    expect(await watch(given, at('2025-02-28'))).toMatchObject({ lapsed: 0, unconfirmed: 0 })
    for (const day of ['2025-03-01', '2025-03-02', '2025-03-31', '2025-04-01'])
      expect(await watch(given, at(day))).toMatchObject({ lapsed: 0, unconfirmed: 1 })
    const notices = async () =>
      (await send(registry.listNotices, { actor: editor, query: {} })).body.items.filter(
        ({ kind }) => kind === 'confirmation-due',
      )
    expect((await notices()).map(({ at: told }) => told.slice(0, 10))).toEqual(['2025-03-31', '2025-03-01'])
    const { body } = await send(registry.confirmCluster, {
      actor: editor,
      params,
      version: shown.version ?? 0,
      body: {},
    })
    expect(body).toMatchObject({ confirmedAt: '2026-03-10T12:00:00.000Z', confirmationDue: '2027-03-10' })
    expect(await watch(given, at('2027-03-09'))).toMatchObject({ lapsed: 0, unconfirmed: 0 })
  })

  it('is for clusters that stand in a register', async () => {
    const given = await platform()
    const draft = await aDraft(given)
    const request = { actor: editor, params: { clusterId: draft.id }, version: 1, body: {} }
    await expect(send(given.registry.confirmCluster, request)).rejects.toThrow('stands in a register')
  })
})
