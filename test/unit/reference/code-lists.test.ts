import { describe, expect, it } from 'vitest'
import { ForbiddenError, NotFoundError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import { createReference, seedReference } from '#reference/index'
import { ListName } from '#reference/model'
import { referenceReader } from '#reference/readers'
import { bavaria, NOW, person, REGIONS, send } from '../registry/support.ts'

const start = () => {
  const table = new MemoryTable()
  return { table, reference: createReference({ table }) }
}
const regions = { list: 'regions' }

describe('importing codes', () => {
  it('gives every code its path, whatever the order of the rows', async () => {
    const { reference } = start()
    const { body } = await send(reference.importCodes, {
      params: regions,
      body: { rows: [...REGIONS].reverse() },
    })
    expect(body).toMatchObject({ created: 5, rejected: 0 })
    const munich = await send(reference.getCode, { params: { list: 'regions', code: 'DE-BY-M' } })
    expect(munich.body.path).toEqual(['DE', 'DE-BY', 'DE-BY-M'])
  })

  it('changes nothing the second time, and tells what changed', async () => {
    const { table, reference } = start()
    await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    const before = table.all()
    const again = await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    expect(again.body).toMatchObject({ created: 0, unchanged: 5 })
    expect(table.all()).toEqual(before)
    const renamed = { ...REGIONS[1], names: { en: 'Free State of Bavaria' } }
    const third = await send(reference.importCodes, { params: regions, body: { rows: [renamed] } })
    expect(third.body).toMatchObject({ updated: 1, unchanged: 0 })
  })

  it('rejects each faulty row by itself', async () => {
    const { reference } = start()
    const names = { en: 'x' }
    const rows = [
      ...REGIONS,
      { code: 'FR', level: 'country', names },
      { code: 'XX-1', parent: 'XX', level: 'land', names },
      { code: 'A', parent: 'B', level: 'land', names },
      { code: 'B', parent: 'A', level: 'land', names },
      { code: 'DE-BY', parent: 'DE', level: 'land', names },
      { code: 'no spaces', level: 'land', names },
      { code: 'DE-XX', parent: 'DE', names },
      { code: 'DE-YY', parent: 'DE', level: 'land', kind: 'section', names },
      'not a row',
    ]
    const { body } = await send(reference.importCodes, { params: regions, body: { rows }, language: 'ru' })
    expect(body).toMatchObject({ created: 5, rejected: 9 })
    expect(body.rows.slice(5).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['rejected', 'conflict'],
      ['rejected', 'not-found'],
      ['rejected', 'rule-failed'],
      ['rejected', 'rule-failed'],
      ['rejected', 'conflict'],
      ['rejected', 'invalid-body'],
      ['rejected', 'rule-failed'],
      ['rejected', 'rule-failed'],
      ['rejected', 'invalid-body'],
    ])
    expect(body.rows[7]?.reason).toContain('B → A')
  })

  it('never moves a code to another parent', async () => {
    const { reference } = start()
    await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    const moved = { ...REGIONS[4], parent: 'DE-HE' }
    const { body } = await send(reference.importCodes, { params: regions, body: { rows: [moved] } })
    expect(body.rows[0]).toMatchObject({ outcome: 'rejected', code: 'conflict' })
  })

  it('needs the power over the whole deployment', async () => {
    const { reference } = start()
    const call = { actor: bavaria, params: regions, body: { rows: REGIONS } }
    await expect(send(reference.importCodes, call)).rejects.toThrow(ForbiddenError)
    const reader = person('reader', ['cluster.edit'])
    await expect(send(reference.importCodes, { ...call, actor: reader })).rejects.toThrow(ForbiddenError)
  })
})

describe('changing a code', () => {
  it('keeps its place in the tree and needs the version that was read', async () => {
    const { reference } = start()
    await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    const params = { list: 'regions', code: 'DE-BY' }
    const body = { names: { en: 'Bayern' }, level: 'land', validFrom: '1918-11-08' }
    const changed = await send(reference.changeCode, { params, body, version: 1 })
    expect(changed).toMatchObject({ version: 2, body: { path: ['DE', 'DE-BY'], names: { en: 'Bayern' } } })
    await expect(send(reference.changeCode, { params, body, version: 1 })).rejects.toThrow(StaleVersionError)
    await expect(
      send(reference.changeCode, { params, body: { names: { en: 'x' } }, version: 2 }),
    ).rejects.toThrow(RuleFailedError)
    const backwards = { ...body, validTo: '1900-01-01' }
    await expect(send(reference.changeCode, { params, body: backwards, version: 2 })).rejects.toThrow(
      RuleFailedError,
    )
    const unknown = { ...params, code: 'DE-ZZ' }
    await expect(send(reference.changeCode, { params: unknown, body, version: 1 })).rejects.toThrow(
      NotFoundError,
    )
  })
})

describe('reading code lists', () => {
  it('filters a tree by parent, by all below, and by level', async () => {
    const { reference } = start()
    await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    const codes = async (query: object) => {
      const { body } = await send(reference.listCodes, { params: regions, query })
      return body.items.map(({ code }) => code)
    }
    expect(await codes({})).toEqual(['DE', 'DE-BW', 'DE-BY', 'DE-BY-M', 'DE-HE'])
    expect(await codes({ parent: 'DE' })).toEqual(['DE-BW', 'DE-BY', 'DE-HE'])
    expect(await codes({ under: 'DE-BY' })).toEqual(['DE-BY', 'DE-BY-M'])
    expect(await codes({ level: 'land' })).toEqual(['DE-BW', 'DE-BY', 'DE-HE'])
  })

  it('reads page after page', async () => {
    const { reference } = start()
    await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    const first = await send(reference.listCodes, { params: regions, limit: 3 })
    const second = await send(reference.listCodes, { params: regions, limit: 3, after: first.body.next })
    expect(second.body.items.map(({ code }) => code)).toEqual(['DE-BY-M', 'DE-HE'])
    expect(second.body.next).toBeUndefined()
  })

  it('names every list', async () => {
    const { body } = await send(start().reference.listCodeLists)
    expect(body.items.map(({ list }) => list)).toEqual(ListName.options)
  })
})

describe('the codes of an empty platform', () => {
  it('are statuses, periods and the unclassified category, once', async () => {
    const { table, reference } = start()
    expect(await seedReference(table)).toBeGreaterThan(40)
    const before = table.all()
    expect(await seedReference(table)).toBe(0)
    expect(table.all()).toEqual(before)
    const unclassified = await send(reference.getCode, { params: { list: 'categories', code: '_U' } })
    expect(unclassified.body.names).toEqual({ en: 'Unclassified', ru: 'Без категории' })
    const frequencies = await send(reference.listCodes, { params: { list: 'frequencies' } })
    expect(frequencies.body.items.map(({ code }) => code)).toEqual(['A', 'M', 'Q'])
  })

  it('leaves a renamed category as it is', async () => {
    const { table, reference } = start()
    await seedReference(table)
    const params = { list: 'categories', code: '_U' }
    await send(reference.changeCode, { params, body: { names: { en: 'Other' } }, version: 1 })
    expect(await seedReference(table)).toBe(0)
    expect((await send(reference.getCode, { params })).body.names).toEqual({ en: 'Other' })
  })
})

describe('the reader for other contexts', () => {
  it('tells the tree with its root from one query a minute, and finds new codes at once', async () => {
    const { table, reference } = start()
    let now = NOW.getTime()
    const reader = referenceReader(table, () => new Date(now))
    expect(await reader.regionTree()).toEqual({ root: '', regions: [] })
    await send(reference.importCodes, { params: regions, body: { rows: REGIONS } })
    expect(await reader.pathOf('DE-BY-M')).toEqual(['DE', 'DE-BY', 'DE-BY-M'])
    expect(await reader.regionTree()).toMatchObject({ root: 'DE', regions: { length: 5 } })

    const before = table.counts.query
    await reader.regionTree()
    await reader.pathOf('DE')
    expect(table.counts.query).toBe(before)
    now += 60_000
    await reader.regionTree()
    expect(table.counts.query).toBe(before + 1)
    expect(await reader.pathOf('XX')).toBeUndefined()
  })

  it('believes no empty list, and finds several new codes that are asked for together', async () => {
    const { table, reference } = start()
    const reader = referenceReader(table, () => NOW)
    const [first, ...others] = REGIONS
    expect(await reader.regionTree()).toEqual({ root: '', regions: [] })
    await send(reference.importCodes, { params: regions, body: { rows: [first] } })
    expect(await reader.regionTree()).toMatchObject({ root: 'DE', regions: { length: 1 } })
    await send(reference.importCodes, { params: regions, body: { rows: others } })
    const before = table.counts.query
    const paths = await Promise.all(['DE-BY', 'DE-BY-M', 'XX'].map((code) => reader.pathOf(code)))
    expect(paths).toEqual([['DE', 'DE-BY'], ['DE', 'DE-BY', 'DE-BY-M'], undefined])
    expect(table.counts.query).toBe(before + 1)
  })
})
