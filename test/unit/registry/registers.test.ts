import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { seedRegistry } from '#registry/index'
import { registryReader } from '#registry/readers'
import {
  aCluster,
  aDraft,
  anEntry,
  anonymous,
  bavaria,
  editor,
  ministry,
  NOW,
  person,
  platform,
  send,
  underReview,
} from './support.ts'

const act = { kind: 'Order', number: '7' }
const apply = async (given: Awaited<ReturnType<typeof platform>>, cluster: string, actor = editor) =>
  (await send(given.registry.createApplication, { actor, body: { cluster, register: 'national' } })).body

describe('the register of an empty platform', () => {
  it('is opened once, however often it is asked for', async () => {
    const { table, registry } = await platform()
    expect(await seedRegistry(table, NOW)).toBe(false)
    const { body } = await send(registry.listRegisters)
    expect(body.items).toMatchObject([{ code: 'national', timeZone: 'Europe/Berlin' }])
    const byId = await send(registry.getRegister, { params: { registerId: body.items[0]?.id } })
    expect(byId.body).toEqual(body.items[0])
    await expect(send(registry.getRegister, { params: { registerId: 'nowhere' } })).rejects.toThrow(
      NotFoundError,
    )
  })
})

describe('opening registers', () => {
  const body = {
    code: 'bavarian',
    names: { en: 'Bavaria' },
    kind: 'clusters',
    territory: ['DE-BY'],
    timeZone: 'Europe/Berlin',
    numberPattern: 'BY {serial:2}/{year}',
    ruleSets: [],
  }

  it('needs the power over its whole territory, and a code of its own', async () => {
    const { registry } = await platform()
    await send(registry.createRegister, { actor: bavaria, body })
    await expect(send(registry.createRegister, { body })).rejects.toThrow(ConflictError)
    const nation = { ...body, code: 'other', territory: ['*'] }
    await expect(send(registry.createRegister, { actor: bavaria, body: nation })).rejects.toThrow(
      ForbiddenError,
    )
    await expect(send(registry.createRegister, { body: { ...nation, territory: ['XX'] } })).rejects.toThrow(
      RuleFailedError,
    )
  })

  it('keeps pattern and time zone once it has an entry', async () => {
    const given = await platform()
    const { registry } = given
    const { code: _code, ...content } = {
      ...body,
      code: 'x',
      territory: ['*'],
      numberPattern: '{year}-{serial:4}',
      ruleSets: [],
    }
    const params = { registerId: 'national' }
    await send(registry.changeRegister, {
      params,
      version: 1,
      body: { ...content, numberPattern: 'N{serial}/{year}' },
    })
    await anEntry(given)
    const change = (over: object, version: number) =>
      send(registry.changeRegister, { params, version, body: { ...content, ...over } })
    await expect(change({}, 2)).rejects.toThrow(RuleFailedError)
    await expect(change({ numberPattern: 'N{serial}/{year}' }, 1)).rejects.toThrow(StaleVersionError)
    await change({ numberPattern: 'N{serial}/{year}', names: { en: 'Renamed' } }, 2)
  })

  it('imports registers by their codes', async () => {
    const { registry } = await platform()
    const rows = [body, { ...body, territory: ['DE-HE'] }, { ...body, code: 'Bad Code' }]
    const first = await send(registry.importRegisters, { body: { rows } })
    expect(first.body.rows.map(({ outcome }) => outcome)).toEqual(['created', 'rejected', 'rejected'])
    const kept = { ...body, code: 'kept', id: 'reg_01JD3Z5V9QK8M2N4P6R8S0T2V4' }
    const withId = await send(registry.importRegisters, {
      body: { rows: [kept, { ...kept, code: 'other' }] },
    })
    expect(withId.body.rows.map(({ code, id }) => code ?? id)).toEqual([kept.id, 'conflict'])
    const again = await send(registry.importRegisters, { body: { rows: [body] } })
    expect(again.body).toMatchObject({ unchanged: 1 })
  })
})

describe('entering a cluster in a register', () => {
  it('is decided by a second person over all regions, and makes the cluster public', async () => {
    const given = await platform()
    const { registry } = given
    const cluster = await aDraft(given, { regions: ['DE-BY', 'DE-HE'] })
    const application = await underReview(given, cluster.id)
    const params = { applicationId: application.id }
    const request = { params, version: 3, body: { decisionDate: '2026-03-01', act, reason: 'fits' } }
    await expect(send(registry.registerCluster, { ...request, actor: bavaria })).rejects.toThrow(
      'does not cover',
    )
    const both = person('editor', ['cluster.edit', 'cluster.register'])
    await expect(send(registry.registerCluster, { ...request, actor: both })).rejects.toThrow('second person')
    // Whoever was shown the secret of the account that prepared it is no second person.
    const maker = person('deputy', ['cluster.register'], ['*'], [], ['per_editor'])
    await expect(send(registry.registerCluster, { ...request, actor: maker })).rejects.toThrow(
      'second person',
    )
    const { body: entry } = await send(registry.registerCluster, request)
    expect(entry).toMatchObject({
      number: '2026-0001',
      status: 'registered',
      registeredOn: '2026-03-01',
      imported: false,
    })

    const shown = await send(registry.getCluster, { actor: anonymous, params: { clusterId: cluster.id } })
    expect(shown.body).toMatchObject({ status: 'registered', entries: [{ number: '2026-0001' }] })
    const decided = await send(registry.getApplication, { actor: editor, params })
    expect(decided.body).toMatchObject({ status: 'approved', number: '2026-0001', decidedBy: 'per_ministry' })
    await expect(send(registry.registerCluster, request)).rejects.toThrow(StaleVersionError)
    await expect(send(registry.registerCluster, { ...request, version: 4 })).rejects.toThrow(ConflictError)
    await expect(send(registry.deleteApplication, { params, version: 4 })).rejects.toThrow(ConflictError)
    await expect(apply(given, cluster.id)).rejects.toThrow('stands in the register')
  })

  it('is refused to everybody who edited the draft', async () => {
    const given = await platform()
    const { registry } = given
    const cluster = await aDraft(given)
    await send(registry.changeCluster, {
      params: { clusterId: cluster.id },
      version: 1,
      body: aCluster({ stage: 'growth' }),
    })
    const application = await underReview(given, cluster.id)
    const request = {
      params: { applicationId: application.id },
      version: 3,
      body: { decisionDate: '2026-03-01', act },
    }
    await expect(send(registry.registerCluster, request)).rejects.toThrow(ForbiddenError)
    await send(registry.registerCluster, { ...request, actor: person('second', ['cluster.register']) })
  })

  it('refuses a decision of tomorrow and a cluster that is not the reviewed one', async () => {
    const given = await platform()
    const cluster = await aDraft(given)
    const application = await underReview(given, cluster.id)
    const decide = (body: object, at = NOW) =>
      send(given.registry.registerCluster, {
        params: { applicationId: application.id },
        version: 3,
        body: { act, ...body },
        at,
      })
    await expect(decide({ decisionDate: '2026-03-11' })).rejects.toThrow('still to come')
    await expect(decide({ decisionDate: '2026-03-10', clusterVersion: 1 })).rejects.toThrow(StaleVersionError)
    // In Berlin it is the next day already.
    const { body } = await decide(
      { decisionDate: '2026-03-11', clusterVersion: 2 },
      new Date('2026-03-10T23:30:00.000Z'),
    )
    expect(body.registeredOn).toBe('2026-03-11')
  })

  it('counts serials by the year of the decision, without gaps, however many decide at once', async () => {
    const given = await platform()
    const { registry } = given
    const applications: string[] = []
    for (let n = 0; n < 12; n++) {
      const cluster = await aDraft(given, { names: { en: `Cluster ${n}` } })
      applications.push((await underReview(given, cluster.id)).id)
    }
    const decide = (applicationId: string, decisionDate: string) =>
      send(registry.registerCluster, { params: { applicationId }, version: 3, body: { decisionDate, act } })
    const entries = await Promise.all(
      applications.map((id, n) => decide(id, n % 3 === 0 ? '2025-12-31' : '2026-01-01')),
    )
    const numbers = entries.map(({ body }) => body.number).sort()
    const expected = [
      ...[1, 2, 3, 4].map((serial) => `2025-000${serial}`),
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((serial) => `2026-000${serial}`),
    ]
    expect(numbers).toEqual(expected)
    const listed = await send(registry.listEntries, {
      params: { registerId: 'national' },
      query: { sort: 'number', order: 'asc' },
    })
    expect(listed.body.items.map(({ number }) => number)).toEqual(expected)
    const byDate = await send(registry.listEntries, {
      params: { registerId: 'national' },
      query: { sort: 'date', order: 'desc' },
      limit: 1,
    })
    expect(byDate.body.items[0]?.registeredOn).toBe('2026-01-01')
  })

  it('takes no number for a refusal', async () => {
    const given = await platform()
    const { registry } = given
    await send(registry.createRegister, {
      body: {
        code: 'hesse',
        names: { en: 'Hesse' },
        kind: 'clusters',
        territory: ['DE-HE'],
        timeZone: 'Europe/Berlin',
        numberPattern: '{year}-{serial}',
        ruleSets: [],
      },
    })
    const outside = await aDraft(given)
    await expect(
      send(registry.createApplication, { actor: editor, body: { cluster: outside.id, register: 'hesse' } }),
    ).rejects.toThrow('outside the territory')
    const { entry } = await anEntry(given, { names: { en: 'Inside' } })
    expect(entry.number).toBe('2026-0001')
  })

  it('gives a repeated decision its first reply', async () => {
    const given = await platform()
    const cluster = await aDraft(given)
    const application = await underReview(given, cluster.id)
    const request = {
      params: { applicationId: application.id },
      version: 3,
      body: { decisionDate: '2026-03-01', act },
      claim: { id: 'decision', requestHash: 'h', at: NOW },
    }
    const first = await send(given.registry.registerCluster, request)
    expect(first.body.number).toBe('2026-0001')
    // The pipeline looks the reply up before it answers the error.
    await expect(send(given.registry.registerCluster, request)).rejects.toThrow(StaleVersionError)
    expect(given.table.all().filter(({ entity }) => entity === 'entry')).toHaveLength(1)
  })

  it('lets a cluster stand in several registers', async () => {
    const given = await platform()
    const { registry, table } = given
    const { cluster } = await anEntry(given)
    await send(registry.createRegister, {
      body: {
        code: 'bavarian',
        names: { en: 'Bavaria' },
        kind: 'clusters',
        territory: ['DE-BY'],
        timeZone: 'Europe/Berlin',
        numberPattern: 'BY-{year}-{serial}',
        ruleSets: [],
      },
    })
    const application = await underReview(given, cluster.id, { register: 'bavarian' })
    await send(registry.registerCluster, {
      params: { applicationId: application.id },
      version: 3,
      body: { decisionDate: '2026-03-05', act },
    })
    const { body } = await send(registry.getCluster, { params: { clusterId: cluster.id } })
    expect(body.entries.map(({ number }) => number)).toEqual(['2026-0001', 'BY-2026-1'])
    const [facts] = await registryReader(table).clusterFacts()
    expect(facts?.entries).toHaveLength(2)
    expect(facts?.regions).toEqual([{ from: '2026-03-05', to: null, value: [['DE', 'DE-BY']] }])
  })

  it('shows applications to those who work on them', async () => {
    const given = await platform()
    const { registry } = given
    const cluster = await aDraft(given, { regions: ['DE-HE'] })
    const application = await apply(given, cluster.id)
    const list = async (actor: typeof editor) =>
      (await send(registry.listApplications, { actor, query: { register: 'national', status: 'draft' } }))
        .body.items
    expect(await list(editor)).toEqual([application])
    expect(await list(bavaria)).toEqual([])
    const params = { applicationId: application.id }
    await expect(send(registry.getApplication, { actor: bavaria, params })).rejects.toThrow(NotFoundError)
  })

  it('shows the reason of a decision to the authority only', async () => {
    const given = await platform()
    const cluster = await aDraft(given)
    const application = await underReview(given, cluster.id)
    const body = { decisionDate: '2026-03-01', act, reason: 'internal' }
    await send(given.registry.registerCluster, {
      params: { applicationId: application.id },
      version: 3,
      body,
    })
    const read = async (actor: typeof editor) =>
      (
        await send(given.registry.getEntry, {
          actor,
          params: { registerId: 'national', number: '2026-0001' },
        })
      ).body
    expect(await read(ministry)).toHaveProperty('reason', 'internal')
    expect(await read(anonymous)).not.toHaveProperty('reason')
    const query = { number: '2026-0001', sort: 'number', order: 'asc' }
    const found = await send(given.registry.listEntries, {
      actor: anonymous,
      params: { registerId: 'national' },
      query,
    })
    expect(found.body.items).toEqual([await read(anonymous)])
  })
})
