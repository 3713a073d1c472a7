import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { OrganisationContent, SoughtIdentifier } from '#registry/model'
import { registryReader } from '#registry/readers'
import { lengthy } from '../../support/lengthy.ts'
import {
  anEntry,
  anOrganisation,
  anonymous,
  bavaria,
  editor,
  ministry,
  person,
  platform,
  send,
} from './support.ts'

const INN = { scheme: 'RU-INN', value: '7707083893' }
const LEI = { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }
const nameless = (over: object = {}) =>
  anOrganisation({ identifiers: [], noIdentifierReason: 'foreign', ...over })

describe('what an organisation has to be', () => {
  it.each([
    [{ kind: 'university' }, 'only a firm has a size'],
    [{ identifiers: [] }, 'give an identifier, or noIdentifierReason'],
    [{ identifiers: [LEI, LEI] }, 'each identifier once'],
    [{ identifiers: [{ ...LEI, value: '5493001KJTIIGC8Y1R13' }] }, 'wrong check digits'],
  ])('refuses %o', (over, reason) => {
    const result = OrganisationContent.safeParse(anOrganisation(over))
    expect(result.error?.issues[0]?.message).toContain(reason)
  })
})

describe('organisations', () => {
  it('each have their identifiers to themselves', async () => {
    const { registry } = await platform()
    const { body } = await send(registry.createOrganisation, {
      body: anOrganisation({ identifiers: [LEI, INN] }),
    })
    const other = anOrganisation({ names: { en: 'Other' }, identifiers: [INN] })
    await expect(send(registry.createOrganisation, { body: other })).rejects.toThrow('RU-INN 7707083893')
    // Given back, it can be taken.
    const params = { organisationId: body.id }
    await send(registry.changeOrganisation, { params, version: 1, body: anOrganisation() })
    await send(registry.createOrganisation, { body: other })
    const retake = { params, version: 2, body: anOrganisation({ identifiers: [LEI, INN] }) }
    await expect(send(registry.changeOrganisation, retake)).rejects.toThrow(ConflictError)
  })

  it('are found by an identifier, as it is written and with or without its scheme', async () => {
    const { registry } = await platform()
    const { body } = await send(registry.createOrganisation, {
      body: anOrganisation({ identifiers: [LEI, INN, { scheme: 'AT-FN', value: '93363Z' }] }),
    })
    await send(registry.createOrganisation, { body: nameless({ names: { en: 'Other' } }) })
    const found = async (identifier: string) => {
      const query = { sort: 'name', order: 'asc', identifier: SoughtIdentifier.parse(identifier) }
      return (await send(registry.listOrganisations, { query, actor: anonymous })).body
    }
    for (const sought of ['5493001kjtiigc8y1r12', 'lei:5493001KJTIIGC8Y1R12', '7707 083893', 'AT-FN:93363Z'])
      expect(await found(sought)).toMatchObject({ items: [{ id: body.id }], next: undefined })
    expect((await found('7736050003')).items).toEqual([])
    for (const none of ['93363Z', 'LEI:7707083893', '7707083894'])
      expect(SoughtIdentifier.safeParse(none).error?.issues[0]?.message).toContain(none)
  })

  it('without identifiers are one per name and seat, and their reason is the authority’s', async () => {
    const { registry } = await platform()
    const { body } = await send(registry.createOrganisation, { body: nameless() })
    const acknowledgedDuplicates = [body.id]
    await expect(
      send(registry.createOrganisation, { body: nameless({ acknowledgedDuplicates }) }),
    ).rejects.toThrow(ConflictError)
    await send(registry.createOrganisation, {
      body: nameless({ seat: { region: 'DE-HE' }, acknowledgedDuplicates }),
    })
    const read = async (actor: typeof editor) =>
      (await send(registry.getOrganisation, { actor, params: { organisationId: body.id } })).body
    expect(await read(ministry)).toHaveProperty('noIdentifierReason')
    expect(await read(anonymous)).not.toHaveProperty('noIdentifierReason')
    expect(await read(anonymous)).not.toHaveProperty('createdBy')
  })

  it('are changed by who holds the power over the seat before and after', async () => {
    const { registry } = await platform()
    const { body } = await send(registry.createOrganisation, { actor: bavaria, body: anOrganisation() })
    const params = { organisationId: body.id }
    const moved = { params, version: 1, body: anOrganisation({ seat: { region: 'DE-HE' } }) }
    await expect(send(registry.changeOrganisation, { ...moved, actor: bavaria })).rejects.toThrow(
      ForbiddenError,
    )
    await expect(send(registry.createOrganisation, { actor: bavaria, body: moved.body })).rejects.toThrow(
      ForbiddenError,
    )
    await expect(send(registry.changeOrganisation, { ...moved, version: 3 })).rejects.toThrow(
      StaleVersionError,
    )
    const unknownRegion = { ...moved, body: anOrganisation({ seat: { region: 'XX' } }) }
    await expect(send(registry.changeOrganisation, unknownRegion)).rejects.toThrow(RuleFailedError)
    const same = await send(registry.changeOrganisation, { params, version: 1, body: anOrganisation() })
    expect(same.version).toBe(1)
    expect((await send(registry.changeOrganisation, moved)).version).toBe(2)
  })

  it('are listed by the region of their seat, kind, size and last change', async () => {
    const { registry } = await platform()
    await send(registry.createOrganisation, { body: anOrganisation() })
    await send(registry.createOrganisation, {
      body: {
        names: { en: 'Academy', ru: 'Я-академия' },
        kind: 'university',
        flags: [],
        identifiers: [],
        noIdentifierReason: 'founded last week',
        seat: { region: 'DE-BY-M' },
      },
      at: new Date('2026-03-12T00:00:00.000Z'),
    })
    await send(registry.createOrganisation, {
      body: nameless({ names: { en: 'Hesse Bank', ru: 'Банк' }, size: 'large', seat: { region: 'DE-HE' } }),
    })
    const names = async (query: object, over: object = {}) => {
      const { body } = await send(registry.listOrganisations, {
        query: { sort: 'name', order: 'asc', ...query },
        ...over,
      })
      return body.items.map((item) => item.names['en'])
    }
    expect(await names({})).toEqual(['Academy', 'Hesse Bank', 'Lens Works'])
    expect(await names({}, { language: 'ru' })).toEqual(['Lens Works', 'Hesse Bank', 'Academy'])
    expect(await names({ region: 'DE' })).toEqual(['Academy', 'Hesse Bank', 'Lens Works'])
    expect(await names({ region: 'DE-BY' })).toEqual(['Academy', 'Lens Works'])
    expect(await names({ name: 'aca' })).toEqual(['Academy'])
    expect(await names({ name: 'Я-ак', sort: 'date' }, { language: 'ru' })).toEqual(['Academy'])
    expect(await names({ name: 'Bank' })).toEqual([])
    expect(await names({ kind: ['firm'], size: ['large', 'medium'] })).toEqual(['Hesse Bank'])
    expect(await names({ updatedSince: '2026-03-11' })).toEqual(['Academy'])
    expect(await names({ sort: 'date', order: 'desc' }).then(([first]) => first)).toBe('Academy')
  })

  it('are deleted while they were never a member, and give back what they had taken', async () => {
    const given = await platform()
    const { registry, table } = given
    const { body } = await send(registry.createOrganisation, { body: anOrganisation() })
    const params = { organisationId: body.id }
    await send(registry.deleteOrganisation, { params, version: 1 })
    await expect(send(registry.getOrganisation, { params })).rejects.toThrow(NotFoundError)
    expect(
      (await send(registry.listOrganisations, { query: { sort: 'name', order: 'asc' } })).body.items,
    ).toEqual([])
    const deleted = table.all().find(({ entity }) => entity === 'organisation')
    expect(deleted).toMatchObject({
      deleted: true,
      lastChange: { actor: 'per_ministry', action: 'delete-organisation' },
    })

    const { body: again } = await send(registry.createOrganisation, { body: anOrganisation() })
    const { cluster } = await anEntry(given)
    const membership = {
      organisation: again.id,
      roles: ['research'],
      tasks: [],
      from: '2025-01-01',
      to: '2025-06-01',
    }
    await send(registry.createMembership, { params: { clusterId: cluster.id }, body: membership })
    await expect(
      send(registry.deleteOrganisation, { params: { organisationId: again.id }, version: 1 }),
    ).rejects.toThrow(ConflictError)
  })
})

describe('importing organisations', () => {
  const load = async (given: Awaited<ReturnType<typeof platform>>, rows: unknown[], actor = ministry) =>
    (await send(given.registry.importOrganisations, { actor, body: { rows } })).body

  it('knows them by id, identifier or name and seat, and changes nothing the second time', async () => {
    const given = await platform()
    const id = 'org_01JD3Z5V9QK8M2N4P6R8S0T2V4'
    const rows = [
      anOrganisation({ id }),
      nameless({ names: { en: 'No number' } }),
      anOrganisation({ names: { en: 'B' }, identifiers: [INN] }),
    ]
    expect(await load(given, rows)).toMatchObject({ created: 3 })
    const before = given.table.all()
    expect(await load(given, rows)).toMatchObject({ unchanged: 3 })
    expect(given.table.all()).toEqual(before)
    const changed = await load(given, [
      anOrganisation({ size: 'medium' }),
      anOrganisation({ names: { en: 'C' }, identifiers: [LEI, INN] }),
    ])
    expect(changed.rows.map(({ outcome, code }) => code ?? outcome)).toEqual(['updated', 'conflict'])
    expect(changed.rows[0]?.id).toBe(id)
  })

  it('works off rows of one organisation in their order', async () => {
    const given = await platform()
    const rows = [anOrganisation(), anOrganisation(), anOrganisation({ size: 'large' })]
    const { rows: results } = await load(given, rows)
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'unchanged', 'updated'])
  })

  lengthy('answers 500 rows each by itself', async () => {
    const given = await platform()
    const rows = Array.from({ length: 500 }, (_, n) =>
      nameless({ names: { en: `Firm ${n}` }, seat: { region: n % 2 ? 'DE-BY' : 'DE-HE' } }),
    )
    const result = await load(given, rows, bavaria)
    expect(result).toMatchObject({ created: 250, rejected: 250 })
    expect(result.rows.every(({ outcome, row }) => (outcome === 'created') === (row % 2 === 1))).toBe(true)
  })
})

describe('memberships', () => {
  const start = async () => {
    const given = await platform()
    const { body: organisation } = await send(given.registry.createOrganisation, { body: anOrganisation() })
    const { cluster, entry } = await anEntry(given)
    const params = { clusterId: cluster.id }
    const body = (over: object = {}) => ({
      organisation: organisation.id,
      roles: ['final-producer'],
      level: 'final-product',
      tasks: ['assembly'],
      from: '2024-01-01',
      to: null,
      ...over,
    })
    const join = (over: object = {}, actor = ministry) =>
      send(given.registry.createMembership, { actor, params, body: body(over) })
    return { ...given, organisation, cluster, entry, params, body, join }
  }

  it('are at most one at a time in a cluster', async () => {
    const { join } = await start()
    await join({ to: '2025-01-01' })
    await expect(join({ to: '2024-06-01' })).rejects.toThrow(ConflictError)
    await expect(join({ from: '2024-12-31' })).rejects.toThrow('one membership at a time')
    await expect(join({ from: '2023-01-01' })).rejects.toThrow(ConflictError)
    await join({ from: '2025-01-01' })
    await expect(join({ from: '2030-01-01', to: '2030-01-01' })).rejects.toThrow(RuleFailedError)
  })

  it('stay one even when two are recorded at once', async () => {
    const { join, table } = await start()
    const results = await Promise.allSettled([
      join({ from: '2024-01-01' }),
      join({ from: '2024-02-01' }),
      join({ from: '2024-03-01' }),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await registryReader(table).membershipFacts()).toHaveLength(1)
  })

  it('need the power over all regions of the cluster', async () => {
    const { join } = await start()
    await expect(join({}, editor)).rejects.toThrow(ForbiddenError)
    await join({}, bavaria)
    await expect(join({}, person('hesse', ['cluster.register'], ['DE-HE']))).rejects.toThrow(ForbiddenError)
  })

  it('end, keep their history, and show on both sides', async () => {
    const { join, registry, organisation, cluster, params, table } = await start()
    await join()
    const one = { ...params, organisationId: organisation.id, from: '2024-01-01' }
    const content = {
      roles: ['final-producer'],
      level: 'final-product',
      tasks: ['assembly'],
      to: '2026-03-01',
    }
    const ended = await send(registry.changeMembership, { params: one, version: 1, body: content })
    expect(ended).toMatchObject({
      version: 2,
      body: { to: '2026-03-01', organisationNames: { en: 'Lens Works' } },
    })
    const same = await send(registry.changeMembership, { params: one, version: 2, body: content })
    expect(same.version).toBe(2)
    await expect(send(registry.changeMembership, { params: one, version: 1, body: content })).rejects.toThrow(
      StaleVersionError,
    )
    const other = { ...one, from: '2020-01-01' }
    await expect(
      send(registry.changeMembership, { params: other, version: 1, body: content }),
    ).rejects.toThrow(NotFoundError)
    expect(await registryReader(table).membershipFacts([cluster.id])).toEqual([
      {
        cluster: cluster.id,
        organisation: organisation.id,
        from: '2024-01-01',
        to: '2026-03-01',
        suspended: [],
      },
    ])

    const members = async (query: object) =>
      (await send(registry.listMembers, { actor: anonymous, params, query })).body.items.length
    expect([
      await members({}),
      await members({ on: '2025-01-01' }),
      await members({ on: '2026-03-01' }),
      await members({ on: '2023-12-31' }),
    ]).toEqual([1, 1, 0, 0])
    const memberOf = await send(registry.listMembershipsOfOrganisation, {
      actor: anonymous,
      params: { organisationId: organisation.id },
    })
    expect(memberOf.body.items).toMatchObject([
      { cluster: cluster.id, clusterNames: { en: 'Optics Valley' } },
    ])
    const history = table
      .all()
      .filter(({ pk, entity }) => entity === 'assertion' && pk.startsWith('MEMBERSHIP#'))
    expect(history.map(({ data }) => data)).toMatchObject([
      { validFrom: '2024-01-01', changes: { roles: ['final-producer'] } },
      { validFrom: '2026-03-10', changes: { to: '2026-03-01' } },
    ])
  })

  it('are imported by entry and identifier, and change nothing the second time', async () => {
    const { registry, entry, body, table } = await start()
    const { organisation: _organisation, ...content } = body()
    const row = { ...content, cluster: { register: 'national', number: entry.number }, organisation: LEI }
    const load = async (rows: unknown[]) => (await send(registry.importMemberships, { body: { rows } })).body
    expect(await load([row])).toMatchObject({ created: 1 })
    const before = table.all()
    expect(await load([row])).toMatchObject({ unchanged: 1 })
    expect(table.all()).toEqual(before)
    const result = await load([
      { ...row, to: '2026-01-01' },
      { ...row, from: '2026-01-01', level: 'market' },
      { ...row, organisation: INN },
      { ...row, cluster: { register: 'national', number: 'none' } },
      { ...row, from: '2025-06-01' },
      { ...row, roles: ['king'] },
    ])
    expect(result.rows.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'updated',
      'created',
      'not-found',
      'not-found',
      'conflict',
      'invalid-body',
    ])
  })
})
