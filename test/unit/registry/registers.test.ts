import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import { createReference, seedReference } from '#reference/index'
import { createRegistry, seedRegistry } from '#registry/index'
import { valueOn } from '#registry/model'
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
    const application = await apply(given, cluster.id)
    const params = { applicationId: application.id }
    const request = { params, version: 1, body: { decisionDate: '2026-03-01', act, reason: 'fits' } }
    await expect(send(registry.registerCluster, { ...request, actor: bavaria })).rejects.toThrow(
      'does not cover',
    )
    const both = person('editor', ['cluster.edit', 'cluster.register'])
    await expect(send(registry.registerCluster, { ...request, actor: both })).rejects.toThrow('second person')
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
    await expect(send(registry.registerCluster, { ...request, version: 2 })).rejects.toThrow(ConflictError)
    await expect(send(registry.deleteApplication, { params, version: 2 })).rejects.toThrow(ConflictError)
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
    const application = await apply(given, cluster.id)
    const request = {
      params: { applicationId: application.id },
      version: 1,
      body: { decisionDate: '2026-03-01', act },
    }
    await expect(send(registry.registerCluster, request)).rejects.toThrow(ForbiddenError)
    await send(registry.registerCluster, { ...request, actor: person('second', ['cluster.register']) })
  })

  it('refuses a decision of tomorrow and a cluster that is not the reviewed one', async () => {
    const given = await platform()
    const cluster = await aDraft(given)
    const application = await apply(given, cluster.id)
    const decide = (body: object, at = NOW) =>
      send(given.registry.registerCluster, {
        params: { applicationId: application.id },
        version: 1,
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
      applications.push((await apply(given, cluster.id)).id)
    }
    const decide = (applicationId: string, decisionDate: string) =>
      send(registry.registerCluster, { params: { applicationId }, version: 1, body: { decisionDate, act } })
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
      },
    })
    const outside = await aDraft(given)
    await expect(
      send(registry.createApplication, { actor: editor, body: { cluster: outside.id, register: 'hesse' } }),
    ).rejects.toThrow('outside the territory')
    const { entry } = await anEntry(given)
    expect(entry.number).toBe('2026-0001')
  })

  it('gives a repeated decision its first reply', async () => {
    const given = await platform()
    const cluster = await aDraft(given)
    const application = await apply(given, cluster.id)
    const request = {
      params: { applicationId: application.id },
      version: 1,
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
      },
    })
    const { body: application } = await send(registry.createApplication, {
      actor: editor,
      body: { cluster: cluster.id, register: 'bavarian' },
    })
    await send(registry.registerCluster, {
      params: { applicationId: application.id },
      version: 1,
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
    const application = await apply(given, cluster.id)
    const body = { decisionDate: '2026-03-01', act, reason: 'internal' }
    await send(given.registry.registerCluster, {
      params: { applicationId: application.id },
      version: 1,
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

describe('importing entries', () => {
  const row = (over: object = {}) => ({
    names: { en: 'Cool Silicon' },
    primaryCategory: '_U',
    regions: ['DE-BY', 'DE-HE'],
    industries: ['C26'],
    registeredOn: '2008-12-31',
    act: { kind: 'Leading-Edge Cluster Competition' },
    ...over,
  })
  const load = async (given: Awaited<ReturnType<typeof platform>>, rows: unknown[], actor = ministry) =>
    (await send(given.registry.importEntries, { actor, params: { registerId: 'national' }, body: { rows } }))
      .body

  it('numbers rows in their order, and changes nothing the second time', async () => {
    const given = await platform()
    const rows = [
      row(),
      row({ names: { en: 'BioRN' } }),
      row({ names: { en: 'm4' }, registeredOn: '2010-12-31' }),
    ]
    expect(await load(given, rows)).toMatchObject({ created: 3 })
    const { body } = await send(given.registry.listEntries, {
      params: { registerId: 'national' },
      query: { sort: 'number', order: 'asc' },
    })
    expect(body.items.map(({ number, imported }) => [number, imported])).toEqual([
      ['2008-0001', true],
      ['2008-0002', true],
      ['2010-0001', true],
    ])
    const before = given.table.all()
    expect(await load(given, rows)).toMatchObject({ unchanged: 3 })
    expect(given.table.all()).toEqual(before)
    const other = await load(given, [row({ regions: ['DE-HE'] })])
    expect(other.rows[0]).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('regions, seat'),
    })
  })

  it('keeps numbers as they are and counts on after the highest of the year', async () => {
    const given = await platform()
    const rows = [
      row({ names: { en: 'A' }, number: '2008-0041' }),
      row({ names: { en: 'B' }, number: 'old/7' }),
      row({ names: { en: 'C' }, number: '2008-0007' }),
      row({ names: { en: 'D' } }),
      row({ names: { en: 'E' }, number: '2008-0041' }),
    ]
    const result = await load(given, rows)
    expect(result.rows.map(({ outcome }) => outcome)).toEqual([
      'created',
      'created',
      'created',
      'created',
      'rejected',
    ])
    const { body } = await send(given.registry.listEntries, {
      params: { registerId: 'national' },
      query: { sort: 'number', order: 'asc' },
    })
    expect(body.items.map(({ number }) => number)).toEqual(['2008-0007', '2008-0041', '2008-0042', 'old/7'])
    expect(await load(given, rows.slice(0, 4))).toMatchObject({ unchanged: 4 })
  })

  it('adds an entry to a cluster that stands in another register, but never to a draft', async () => {
    const given = await platform()
    const { registry, table } = given
    await send(registry.createRegister, {
      body: {
        code: 'federal',
        names: { en: 'Federal' },
        kind: 'clusters',
        territory: ['*'],
        timeZone: 'Europe/Berlin',
        numberPattern: 'F{serial}/{year}',
      },
    })
    const id = 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'
    await load(given, [row({ id })])
    const request = {
      params: { registerId: 'federal' },
      body: { rows: [row({ id, registeredOn: '2007-06-30' })] },
    }
    expect((await send(registry.importEntries, request)).body).toMatchObject({ created: 1, rows: [{ id }] })
    expect((await send(registry.importEntries, request)).body).toMatchObject({ unchanged: 1 })
    const { body } = await send(registry.getCluster, { params: { clusterId: id } })
    expect(body.entries.map(({ number }) => number)).toEqual(['2008-0001', 'F1/2007'])
    const [facts] = await registryReader(table).clusterFacts()
    expect(facts?.category).toEqual([{ from: '2007-06-30', to: null, value: '_U' }])

    const draft = await aDraft(given)
    const { rows: results } = await load(given, [row({ id: draft.id, names: draft.names })])
    expect(results[0]).toMatchObject({ outcome: 'rejected', code: 'conflict' })
  })

  it('keeps an id of another platform', async () => {
    const given = await platform()
    const id = 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'
    expect((await load(given, [row({ id })])).rows[0]).toMatchObject({ outcome: 'created', id })
    expect((await load(given, [row({ id })])).rows[0]).toMatchObject({ outcome: 'unchanged', id })
    const renamed = row({ id, names: { en: 'Other' } })
    expect((await load(given, [renamed])).rows[0]).toMatchObject({ outcome: 'rejected', code: 'conflict' })
  })

  it('answers each faulty row in the language of the caller', async () => {
    const given = await platform()
    const rows = [
      row({ regions: ['DE-HE'] }),
      row({ regions: ['XX'] }),
      row({ registeredOn: '2030-01-01' }),
      {},
    ]
    const { rows: results } = await load(given, rows, bavaria)
    expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['rejected', 'forbidden'],
      ['rejected', 'rule-failed'],
      ['rejected', 'forbidden'],
      ['rejected', 'invalid-body'],
    ])
    expect(results[1]?.reason).toBe('"XX" is not in the code list regions.')
  })
})

const data = resolve(process.env['REFERENCE_DATA'] ?? '../shared/data')
const file = resolve(data, 'de-leading-edge-clusters.csv')

describe.skipIf(!existsSync(file))(`the fifteen leading-edge clusters (needs ${file})`, () => {
  it('are 5, 10 and 15 at the ends of 2008, 2010 and 2012, and 13, 21 and 27 over the Länder', async () => {
    const csv = (name: string): Record<string, string>[] =>
      parse(readFileSync(resolve(data, name)), { columns: true })
    const regions = csv('de-regions.csv').map(({ code, parent, level, name_en }) => ({
      code,
      ...(parent !== '' && { parent }),
      level,
      names: { en: name_en },
    }))
    const industries = csv('de-industries.csv').map(({ code, parent, kind }) => ({
      code,
      ...(parent !== '' && { parent }),
      kind,
    }))
    const [table, referenceTable] = [new MemoryTable(), new MemoryTable()]
    const reference = createReference({ table: referenceTable })
    await seedReference(referenceTable)
    await seedRegistry(table, NOW)
    expect(
      (await send(reference.importCodes, { params: { list: 'regions' }, body: { rows: regions } })).body
        .created,
    ).toBe(17)
    expect(
      (await send(reference.importCodes, { params: { list: 'industries' }, body: { rows: industries } })).body
        .created,
    ).toBe(42)
    const registry = createRegistry({ table, referenceTable })
    const rows = csv('de-leading-edge-clusters.csv').map((line) => ({
      names: { en: line['name'], de: line['name_de'] },
      descriptions: { en: line['field'] },
      regions: line['region_codes']?.split('|'),
      industries: line['industry_codes']?.split('|'),
      seat: { town: line['seat'] },
      primaryCategory: '_U',
      registeredOn: `${line['selected_in']}-12-31`,
      act: { kind: 'Leading-Edge Cluster Competition' },
    }))
    const request = { params: { registerId: 'national' }, body: { rows } }
    expect((await send(registry.importEntries, request)).body).toMatchObject({ created: 15, rejected: 0 })
    expect((await send(registry.importEntries, request)).body).toMatchObject({ unchanged: 15 })

    const facts = await registryReader(table).clusterFacts()
    const on = (day: string) => {
      const inForce = facts.filter(({ entries }) =>
        entries.some(({ status }) => valueOn(status, day) === 'registered'),
      )
      const laender = inForce
        .flatMap(({ regions: paths }) => valueOn(paths, day) ?? [])
        .map((path) => path.at(-1))
      const seats = inForce.map(({ seat }) => valueOn(seat, day)?.at(-1))
      return [inForce.length, laender.length, seats.length, 16 - new Set(laender).size]
    }
    expect([on('2008-12-30'), on('2008-12-31'), on('2010-12-31'), on('2012-12-31')]).toEqual([
      [0, 0, 0, 16],
      [5, 13, 5, 7],
      [10, 21, 10, 4],
      [15, 27, 15, 4],
    ])
  })
})
