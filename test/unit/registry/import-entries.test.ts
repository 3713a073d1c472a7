import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { MemoryTable } from '#kernel/memory-table'
import { createReference, seedReference } from '#reference/index'
import { createRegistry, seedRegistry } from '#registry/index'
import { valueOn } from '#registry/model'
import { registryReader } from '#registry/readers'
import { aDraft, bavaria, ministry, NOW, platform, send } from './support.ts'

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
        ruleSets: [],
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
