import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ForbiddenError,
  InvalidRequestError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
  UnauthenticatedError,
} from '#kernel/errors'
import { registryReader } from '#registry/readers'
import {
  aCluster,
  aDraft,
  amended,
  anEntry,
  anOrganisation,
  anonymous,
  bavaria,
  editor,
  ministry,
  NOW,
  person,
  platform,
  send,
} from './support.ts'

const LATER = new Date('2026-03-11T09:00:00.000Z')

describe('drafting a cluster', () => {
  it('takes the first region as the seat, and keeps the draft among those who work on it', async () => {
    const given = await platform()
    const { registry } = given
    const cluster = await aDraft(given, { regions: ['DE-BY-M', 'DE-HE'], categories: ['bio', 'micro'] })
    expect(cluster).toMatchObject({ status: 'draft', seat: { region: 'DE-BY-M' }, categories: ['bio'] })
    const params = { clusterId: cluster.id }
    expect((await send(registry.getCluster, { actor: editor, params })).version).toBe(1)
    for (const actor of [anonymous, bavaria, person('stranger', [])])
      await expect(send(registry.getCluster, { actor, params })).rejects.toThrow(NotFoundError)
    expect(
      (await send(registry.listClusters, { actor: anonymous, query: { sort: 'name', order: 'asc' } })).body
        .items,
    ).toEqual([])
  })

  it('lists drafts by themselves, to those who work on them', async () => {
    const given = await platform()
    const { registry } = given
    const cluster = await aDraft(given, { regions: ['DE-HE'] })
    const query = { status: ['draft'], sort: 'name', order: 'asc' }
    const ids = async (actor: typeof editor) =>
      (await send(registry.listClusters, { actor, query })).body.items.map(({ id }) => id)
    expect(await ids(editor)).toEqual([cluster.id])
    expect(await ids(bavaria)).toEqual([])
    await expect(ids(anonymous)).rejects.toThrow(UnauthenticatedError)
    const both = { ...query, status: ['draft', 'registered'] }
    await expect(send(registry.listClusters, { query: both })).rejects.toThrow(InvalidRequestError)
  })

  it('names each code that its list does not have', async () => {
    const given = await platform()
    const body = aCluster({ regions: ['DE-BY', 'XX'], primaryCategory: 'none', industries: ['C99'] })
    const attempt = send(given.registry.createCluster, { body })
    await expect(attempt).rejects.toThrow(RuleFailedError)
    await expect(attempt).rejects.toMatchObject({
      faults: [{ pointer: '/regions/1' }, { pointer: '/primaryCategory' }, { pointer: '/industries/0' }],
    })
    await expect(aDraft(given, { seat: { region: 'DE-HE' } })).rejects.toThrow('lies in none')
    await expect(aDraft(given, { managementOrganisation: 'org_01JD3Z5V9QK8M2N4P6R8S0T2V4' })).rejects.toThrow(
      RuleFailedError,
    )
    await expect(aDraft(given, { validFrom: '2026-03-11' })).rejects.toThrow('still to come')
    expect(given.table.all().filter(({ entity }) => entity === 'cluster')).toEqual([])
  })

  it('needs the power over all regions', async () => {
    const given = await platform()
    await aDraft(given, {}, bavaria)
    await expect(aDraft(given, { regions: ['DE-BY', 'DE-HE'] }, bavaria)).rejects.toThrow(ForbiddenError)
    await expect(aDraft(given, { regions: ['DE'] }, bavaria)).rejects.toThrow(ForbiddenError)
  })

  it('answers a repeated request with its first reply and makes one draft', async () => {
    const { table, registry } = await platform()
    const claim = { id: 'key', requestHash: 'h', at: NOW }
    const request = { actor: editor, body: aCluster(), claim }
    const first = await send(registry.createCluster, request)
    // The pipeline looks the key up before it answers that the draft is there; here the request says so itself.
    const body = aCluster({ acknowledgedDuplicates: [first.body.id] })
    expect(await send(registry.createCluster, { ...request, body })).toEqual(first)
    expect(table.all().filter(({ entity }) => entity === 'cluster')).toHaveLength(1)
  })
})

describe('importing drafts', () => {
  it('knows them by id, or by name and regions, and changes nothing the second time', async () => {
    const given = await platform()
    const { registry, table } = given
    const id = 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'
    const rows = [aCluster({ id }), aCluster({ names: { en: 'Other' } }), aCluster({ regions: ['XX'] })]
    const load = async (sent: unknown[], actor = editor) =>
      (await send(registry.importClusters, { actor, body: { rows: sent } })).body.rows
    expect((await load(rows)).map(({ outcome }) => outcome)).toEqual(['created', 'created', 'rejected'])
    const before = table.all()
    expect((await load(rows)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'rejected'])
    expect(table.all()).toEqual(before)
    const [changed] = await load([aCluster({ id, stage: 'growth' })])
    expect(changed).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining('stage') })
    const [foreign] = await load([aCluster({ regions: ['DE-HE'] })], bavaria)
    expect(foreign).toMatchObject({ outcome: 'rejected', code: 'forbidden' })
    const drafts = await send(registry.listClusters, {
      actor: editor,
      query: { status: ['draft'], sort: 'name', order: 'asc' },
    })
    expect(drafts.body.items).toHaveLength(2)
  })

  it('drafts again what was deleted', async () => {
    const given = await platform()
    const { registry } = given
    const load = async () =>
      (await send(registry.importClusters, { actor: editor, body: { rows: [aCluster()] } })).body.rows[0]
    const first = await load()
    await send(registry.deleteCluster, { actor: editor, params: { clusterId: first?.id }, version: 1 })
    const second = await load()
    expect(second).toMatchObject({ outcome: 'created' })
    expect(second?.id).not.toBe(first?.id)
  })
})

describe('deleting a cluster', () => {
  it('deletes a draft with what was stated of it, and never what was registered', async () => {
    const given = await platform()
    const { registry, table } = given
    const draft = await aDraft(given)
    const params = { clusterId: draft.id }
    await expect(send(registry.deleteCluster, { actor: editor, params, version: 7 })).rejects.toThrow(
      StaleVersionError,
    )
    await send(registry.deleteCluster, { actor: editor, params, version: 1 })
    await expect(send(registry.getCluster, { params })).rejects.toThrow(NotFoundError)
    expect(
      table
        .all()
        .filter(({ pk, entity }) => pk.startsWith('CLUSTER#') && entity === 'assertion')
        .concat(table.all().filter(({ entity }) => entity === 'cluster-listing')),
    ).toEqual([])

    const { cluster } = await anEntry(given)
    await expect(
      send(registry.deleteCluster, { params: { clusterId: cluster.id }, version: 3 }),
    ).rejects.toThrow(ConflictError)
  })

  it('keeps a draft with an open application', async () => {
    const given = await platform()
    const { registry } = given
    const draft = await aDraft(given)
    const { body: application } = await send(registry.createApplication, {
      actor: editor,
      body: { cluster: draft.id, register: 'national' },
    })
    const params = { clusterId: draft.id }
    await expect(send(registry.deleteCluster, { actor: editor, params, version: 2 })).rejects.toThrow(
      ConflictError,
    )
    await send(registry.deleteApplication, {
      actor: editor,
      params: { applicationId: application.id },
      version: 1,
    })
    await send(registry.deleteCluster, { actor: editor, params, version: 3 })
  })
})

describe('changing a cluster', () => {
  it('needs the power over its regions before and after', async () => {
    const given = await platform()
    const { registry } = given
    const draft = await aDraft(given, { regions: ['DE-HE'] })
    const params = { clusterId: draft.id }
    const moved = { params, version: 1, body: aCluster({ regions: ['DE-BY'] }) }
    await expect(send(registry.changeCluster, { ...moved, actor: bavaria })).rejects.toThrow(ForbiddenError)
    const own = await aDraft(given, {}, bavaria)
    const away = { params: { clusterId: own.id }, version: 1, body: aCluster({ regions: ['DE-HE'] }) }
    await expect(send(registry.changeCluster, { ...away, actor: bavaria })).rejects.toThrow(ForbiddenError)
    await send(registry.changeCluster, { ...moved, actor: editor })
  })

  it('lets the profile of a registered cluster be edited, but its facts by amendment only', async () => {
    const given = await platform()
    const { registry } = given
    const { cluster } = await anEntry(given)
    const params = { clusterId: cluster.id }
    const profile = aCluster({ stage: 'growth' })
    await send(registry.changeCluster, { actor: editor, params, version: 3, body: profile })
    const renamed = { ...profile, names: { en: 'Photonics Valley' } }
    const change = { params, version: 4, body: renamed }
    for (const actor of [editor, ministry])
      await expect(send(registry.changeCluster, { ...change, actor })).rejects.toThrow(
        'names change by an amendment',
      )
  })

  it('writes nothing where nothing differs, and refuses a stale version', async () => {
    const given = await platform()
    const { registry, table } = given
    const draft = await aDraft(given)
    const params = { clusterId: draft.id }
    const before = table.all()
    const same = await send(registry.changeCluster, { actor: editor, params, version: 1, body: aCluster() })
    expect(same.version).toBe(1)
    expect(table.all()).toEqual(before)
    const stale = { actor: editor, params, version: 2, body: aCluster() }
    await expect(send(registry.changeCluster, stale)).rejects.toThrow(StaleVersionError)
  })

  it('moves it between the lists and keeps its facts by date', async () => {
    const given = await platform()
    const { registry, table } = given
    const { cluster, entry } = await anEntry(given, {}, { decisionDate: '2024-05-01' })
    const params = { clusterId: cluster.id }
    const body = aCluster({
      regions: ['DE-HE', 'DE-BY-M'],
      primaryCategory: 'bio',
      stage: 'growth',
      validFrom: '2025-07-01',
    })
    const { regions, primaryCategory } = body
    const seat = { region: 'DE-HE' }
    await amended(
      given,
      cluster.id,
      { regions, primaryCategory, seat },
      { decisionDate: '2025-07-01', at: LATER },
    )
    const { version = 0 } = await send(registry.getCluster, { params })
    await send(registry.changeCluster, { params, version, body: { ...body, seat }, at: LATER })

    const inRegion = async (region: string) =>
      (await send(registry.listClusters, { actor: anonymous, query: { region, sort: 'name', order: 'asc' } }))
        .body.items.length
    expect([
      await inRegion('DE'),
      await inRegion('DE-BY'),
      await inRegion('DE-BY-M'),
      await inRegion('DE-HE'),
    ]).toEqual([1, 1, 1, 1])
    expect(await inRegion('DE-BW')).toBe(0)

    const [facts] = await registryReader(table).clusterFacts()
    expect(facts).toEqual({
      cluster: cluster.id,
      regions: [
        { from: '2024-05-01', to: '2025-07-01', value: [['DE', 'DE-BY']] },
        {
          from: '2025-07-01',
          to: null,
          value: [
            ['DE', 'DE-HE'],
            ['DE', 'DE-BY', 'DE-BY-M'],
          ],
        },
      ],
      seat: [
        { from: '2024-05-01', to: '2025-07-01', value: ['DE', 'DE-BY'] },
        { from: '2025-07-01', to: null, value: ['DE', 'DE-HE'] },
      ],
      category: [
        { from: '2024-05-01', to: '2025-07-01', value: 'micro' },
        { from: '2025-07-01', to: null, value: 'bio' },
      ],
      categories: [
        { from: '2024-05-01', to: '2025-07-01', value: ['micro'] },
        { from: '2025-07-01', to: null, value: ['bio'] },
      ],
      sections: [{ from: '2024-05-01', to: null, value: ['C'] }],
      stage: [{ from: '2025-07-01', to: null, value: 'growth' }],
      type: [],
      entries: [
        {
          register: entry.register,
          number: '2024-0001',
          status: [{ from: '2024-05-01', to: null, value: 'registered' }],
        },
      ],
    })
  })

  it('shows its history, the person to the authority only', async () => {
    const given = await platform()
    const { registry } = given
    const { cluster, entry } = await anEntry(given, { contact: { email: 'office@optics.example' } })
    const history = async (actor: typeof editor) =>
      (await send(registry.getClusterHistory, { actor, params: { clusterId: cluster.id } })).body.items
    const [first, second] = await history(anonymous)
    expect(first?.changes).toMatchObject({ names: { en: 'Optics Valley' }, regions: ['DE-BY'] })
    expect(first?.changes).not.toHaveProperty('contact')
    expect(first).not.toHaveProperty('actor')
    expect(second).toMatchObject({
      validFrom: '2026-03-10',
      act: { kind: 'Order' },
      changes: { [`entry:${entry.register}`]: { number: '2026-0001', status: 'registered' } },
    })
    expect((await history(ministry))[0]).toMatchObject({ actor: 'per_editor', changes: { contact: {} } })
  })
})

describe('reading clusters', () => {
  it('shows each reader the fields of their classes', async () => {
    const given = await platform()
    const { registry } = given
    const { body: organisation } = await send(registry.createOrganisation, { body: anOrganisation() })
    const { cluster } = await anEntry(given, { contact: { phone: '+49 89 1' } })
    const params = { clusterId: cluster.id }
    const membership = {
      organisation: organisation.id,
      roles: ['research'],
      tasks: [],
      from: '2026-01-01',
      to: null,
    }
    await send(registry.createMembership, { params, body: membership })
    const fields = async (actor: typeof editor) => {
      const { body } = await send(registry.getCluster, { actor, params })
      return ['contact', 'openApplications', 'createdBy'].filter((field) => field in body)
    }
    const member = person('member', [], [], [organisation.id])
    expect(await fields(anonymous)).toEqual([])
    expect(await fields(person('other', [], [], ['org_01JD3Z5V9QK8M2N4P6R8S0T2V4']))).toEqual([])
    expect(await fields(member)).toEqual(['contact'])
    expect(await fields(editor)).toEqual(['contact', 'openApplications'])
    expect(await fields(ministry)).toEqual(['contact', 'openApplications', 'createdBy'])
  })

  it('filters, sorts in the language of the request, and pages', async () => {
    const given = await platform()
    const { registry } = given
    const named = (en: string, ru: string, over: object) => anEntry(given, { names: { en, ru }, ...over })
    await named('Zebra', 'Альфа', { primaryCategory: 'bio', industries: ['C21', 'M72'], stage: 'growth' })
    await named('Äpfel', 'Ёлка', { regions: ['DE-HE'], categories: ['bio'], stage: 'decline' })
    await named('Midway', 'Ягода', { regions: ['DE-BY-M', 'DE-BW'] })
    const names = async (query: object, over: object = {}) => {
      const { body } = await send(registry.listClusters, {
        actor: anonymous,
        query: { sort: 'name', order: 'asc', ...query },
        ...over,
      })
      return body.items.map((item) => item.names['en'])
    }
    expect(await names({})).toEqual(['Äpfel', 'Midway', 'Zebra'])
    expect(await names({}, { language: 'ru' })).toEqual(['Zebra', 'Äpfel', 'Midway'])
    expect(await names({ order: 'desc' })).toEqual(['Zebra', 'Midway', 'Äpfel'])
    expect(await names({ region: 'DE-BY' })).toEqual(['Midway', 'Zebra'])
    expect(await names({ region: 'DE-BY-M' })).toEqual(['Midway'])
    expect(await names({ category: 'bio' })).toEqual(['Äpfel', 'Zebra'])
    expect(await names({ category: 'bio', region: 'DE-HE' })).toEqual(['Äpfel'])
    expect(await names({ industry: 'M' })).toEqual(['Zebra'])
    expect(await names({ industry: 'C26', region: 'DE' })).toEqual(['Äpfel', 'Midway'])
    expect(await names({ stage: ['growth', 'decline'] })).toEqual(['Äpfel', 'Zebra'])
    expect(await names({ status: ['removed'] })).toEqual([])

    const first = await send(registry.listClusters, { query: { sort: 'name', order: 'asc' }, limit: 2 })
    const rest = await send(registry.listClusters, {
      query: { sort: 'name', order: 'asc' },
      limit: 2,
      after: first.body.next,
    })
    expect(rest.body.items.map((item) => item.names['en'])).toEqual(['Zebra'])
  })

  it('tells what changed since, in either order', async () => {
    const given = await platform()
    const { registry } = given
    await anEntry(given, { names: { en: 'Old' } })
    const { cluster } = await anEntry(given, { names: { en: 'New' } }, { at: LATER })
    for (const sort of ['name', 'date'])
      for (const updatedSince of ['2026-03-11', '2026-03-10T12:00:00.001Z']) {
        const { body } = await send(registry.listClusters, { query: { sort, order: 'asc', updatedSince } })
        expect(body.items.map(({ id }) => id)).toEqual([cluster.id])
      }
  })
})
