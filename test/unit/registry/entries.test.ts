import { describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { ConflictError, ForbiddenError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { registryReader } from '#registry/readers'
import {
  aDraft,
  amended,
  anEntry,
  anonymous,
  bavaria,
  editor,
  ministry,
  type Platform,
  person,
  platform,
  send,
  underReview,
} from './support.ts'

const act = { kind: 'Order', number: '7' }

const entryOf = async ({ registry }: Platform, number: string, actor: Actor = anonymous) =>
  send(registry.getEntry, { actor, params: { registerId: 'national', number }, query: {} })

describe('decisions about an entry', () => {
  const decide = (
    { registry }: Platform,
    name: 'suspendEntry' | 'reinstateEntry' | 'removeEntry' | 'annulEntry',
    number: string,
    version: number,
    body: object,
    actor: Actor = ministry,
  ) => {
    const request = {
      actor,
      params: { registerId: 'national', number },
      version,
      body: { act, reason: 'inspection', ...body },
    }
    switch (name) {
      case 'suspendEntry':
        return send(registry.suspendEntry, request)
      case 'reinstateEntry':
        return send(registry.reinstateEntry, request)
      case 'removeEntry':
        return send(registry.removeEntry, request)
      case 'annulEntry':
        return send(registry.annulEntry, request)
    }
  }

  it('suspend and reinstate it from their days on, under the same number', async () => {
    const given = await platform()
    const { cluster, entry } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
    await decide(given, 'suspendEntry', entry.number, 1, { inForce: '2025-01-01' })
    const suspended = await send(given.registry.getCluster, {
      actor: anonymous,
      params: { clusterId: cluster.id },
      query: {},
    })
    expect(suspended.body.status).toBe('suspended')
    const { body } = await decide(given, 'reinstateEntry', entry.number, 2, { inForce: '2025-07-01' })
    expect(body).toMatchObject({ number: entry.number, status: 'registered' })
    expect(body.statuses).toEqual([
      { from: '2024-05-01', to: '2025-01-01', value: 'registered' },
      { from: '2025-01-01', to: '2025-07-01', value: 'suspended' },
      { from: '2025-07-01', to: null, value: 'registered' },
    ])
    const [facts] = await registryReader(given.table).clusterFacts()
    expect(facts?.entries[0]?.status).toEqual(body.statuses)
    const steps = await send(given.registry.listEntrySteps, {
      actor: anonymous,
      params: { registerId: 'national', number: entry.number },
    })
    expect(steps.body.items.map(({ action, inForce }) => [action, inForce])).toEqual([
      ['register', '2024-05-01'],
      ['suspend', '2025-01-01'],
      ['reinstate', '2025-07-01'],
    ])
    expect(JSON.stringify(steps.body)).not.toMatch(/per_|inspection/)
  })

  it('refuse a wrong state, a wrong person, a day to come, and what was decided for later', async () => {
    const given = await platform()
    const { entry } = await anEntry(given, { regions: ['DE-HE'] }, { decisionDate: '2024-05-01' })
    const { number } = entry
    const suspend = (version: number, body: object, actor?: Actor) =>
      decide(given, 'suspendEntry', number, version, body, actor)
    await expect(decide(given, 'reinstateEntry', number, 1, { inForce: '2025-01-01' })).rejects.toThrow(
      ConflictError,
    )
    await expect(suspend(1, { inForce: '2025-01-01' }, bavaria)).rejects.toThrow(ForbiddenError)
    await expect(suspend(1, { inForce: '2025-01-01' }, editor)).rejects.toThrow(ForbiddenError)
    await expect(suspend(1, { inForce: '2026-03-11' })).rejects.toThrow(RuleFailedError)
    await expect(suspend(1, { inForce: '2024-04-30' })).rejects.toThrow('nothing can be in force before')
    await expect(suspend(2, { inForce: '2025-01-01' })).rejects.toThrow(StaleVersionError)
    await decide(given, 'removeEntry', number, 1, { inForce: '2025-06-01' })
    await expect(suspend(2, { inForce: '2025-01-01' })).rejects.toThrow('registered, then removed')
  })

  it('annul it from its first day, and keep its number', async () => {
    const given = await platform()
    const { entry, cluster } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
    const { body } = await decide(given, 'annulEntry', entry.number, 1, { inForce: '2026-03-01' })
    expect(body.statuses).toEqual([{ from: '2024-05-01', to: null, value: 'annulled' }])
    const next = await anEntry(given, { names: { en: 'Other' } }, { decisionDate: '2024-06-01' })
    expect(next.entry.number).toBe('2024-0002')
    const [facts] = (await registryReader(given.table).clusterFacts()).filter(
      (one) => one.cluster === cluster.id,
    )
    expect(facts?.entries).toMatchObject([{ status: [{ value: 'annulled' }] }])
  })

  it('give a cluster that comes back a new number that points to the former, which points back', async () => {
    const given = await platform()
    const { cluster, entry } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
    await decide(given, 'removeEntry', entry.number, 1, { inForce: '2025-01-01' })
    const application = await underReview(given, cluster.id)
    const { body: again } = await send(given.registry.registerCluster, {
      params: { applicationId: application.id },
      version: 3,
      body: { decisionDate: '2026-02-01', act },
    })
    expect(again).toMatchObject({ number: '2026-0001', former: [{ number: '2024-0001', kind: 're-entry' }] })
    expect((await entryOf(given, '2024-0001')).body).toMatchObject({
      status: 'removed',
      successors: [{ number: '2026-0001', kind: 're-entry' }],
    })
    // Annulled afterwards, the former entry says nothing of the time of the new one.
    await decide(given, 'annulEntry', '2024-0001', 3, { inForce: '2026-03-01' })
    const shown = await send(given.registry.getCluster, {
      actor: anonymous,
      params: { clusterId: cluster.id },
      query: { asOf: '2026-03-05' },
    })
    expect(shown.body).toMatchObject({ status: 'registered', entries: [{ number: '2026-0001' }] })
  })

  it('merge two entries into a new one, and split one into two', async () => {
    const given = await platform()
    const first = await anEntry(given, { names: { en: 'First' } }, { decisionDate: '2024-05-01' })
    const second = await anEntry(given, { names: { en: 'Second' } }, { decisionDate: '2024-05-01' })
    const enter = async (name: string, succession: object, actor: Actor = ministry) => {
      const { id } = await aDraft(given, { names: { en: name } })
      const application = await underReview(given, id, { succession })
      return send(given.registry.registerCluster, {
        actor,
        params: { applicationId: application.id },
        version: 3,
        body: { decisionDate: '2026-03-01', act },
      })
    }
    const entries = [first.entry.number, second.entry.number]
    const registrar = person('registrar', ['cluster.register'])
    await expect(enter('Refused', { kind: 'merger', entries }, registrar)).rejects.toThrow(ForbiddenError)
    const { body: merged } = await enter('Both', { kind: 'merger', entries })
    expect(merged.former).toEqual(entries.map((number) => ({ number, kind: 'merger' })))
    for (const number of entries)
      expect((await entryOf(given, number)).body).toMatchObject({
        status: 'removed',
        successors: [{ number: merged.number, kind: 'merger' }],
      })
    const split = { kind: 'split', entries: [merged.number] }
    const { body: left } = await enter('Left', split)
    const { body: right } = await enter('Right', split)
    expect((await entryOf(given, merged.number)).body).toMatchObject({
      status: 'removed',
      successors: [
        { number: left.number, kind: 'split' },
        { number: right.number, kind: 'split' },
      ],
    })
    await expect(enter('Late', { kind: 'merger', entries })).rejects.toThrow('nothing can follow it')
  })
})

describe('amending the facts of an entry', () => {
  it('holds from the day of the decision, under the same number', async () => {
    const given = await platform()
    const { cluster, entry } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
    const renamed = { names: { en: 'Photonics Valley' } }
    const { body } = await amended(given, cluster.id, renamed, { decisionDate: '2025-01-01' })
    expect(body.number).toBe(entry.number)
    const nameOn = async (asOf: string) =>
      (
        await send(given.registry.getCluster, {
          actor: anonymous,
          params: { clusterId: cluster.id },
          query: { asOf },
        })
      ).body.names['en']
    expect(await nameOn('2024-12-31')).toBe('Optics Valley')
    expect(await nameOn('2025-01-01')).toBe('Photonics Valley')
  })

  it('needs the power over the regions before and after', async () => {
    const given = await platform()
    const { cluster } = await anEntry(given)
    const application = await underReview(given, cluster.id, {
      facts: { regions: ['DE-HE'], seat: { region: 'DE-HE' } },
    })
    const request = {
      params: { applicationId: application.id },
      version: 3,
      body: { decisionDate: '2026-03-10', act },
    }
    await expect(send(given.registry.amendEntry, { ...request, actor: bavaria })).rejects.toThrow(
      'does not cover',
    )
    await expect(send(given.registry.registerCluster, request)).rejects.toThrow('asks for an amendment')
    await send(given.registry.amendEntry, request)
    const { body } = await send(given.registry.listClusters, {
      actor: anonymous,
      query: { region: 'DE-HE', sort: 'name', order: 'asc' },
    })
    expect(body.items.map(({ id }) => id)).toEqual([cluster.id])
  })

  it('lets an earlier amendment of other facts alone when it reaches back', async () => {
    const given = await platform()
    const { cluster } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
    await amended(given, cluster.id, { primaryCategory: 'bio' }, { decisionDate: '2025-06-01' })
    await amended(given, cluster.id, { names: { en: 'Renamed' } }, { decisionDate: '2025-01-01' })
    const at = async (asOf: string) =>
      (
        await send(given.registry.getCluster, {
          actor: anonymous,
          params: { clusterId: cluster.id },
          query: { asOf },
        })
      ).body
    expect(await at('2025-03-01')).toMatchObject({ primaryCategory: 'micro', names: { en: 'Renamed' } })
    expect(await at('2025-07-01')).toMatchObject({ primaryCategory: 'bio', names: { en: 'Renamed' } })
  })
})
