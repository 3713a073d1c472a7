import { describe, expect, it } from 'vitest'
import { ConflictError, LikelyDuplicatesError } from '#kernel/errors'
import { nameKeyItems, withNameKeys } from '#registry/keys'
import {
  aCluster,
  aDraft,
  anEntry,
  anOrganisation,
  bavaria,
  editor,
  person,
  platform,
  send,
} from './support.ts'

const INN = { scheme: 'RU-INN', value: '7707083893' }
const OTHER_INN = { scheme: 'RU-INN', value: '7736050003' }
const LEI = { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }
const hessian = person('hessian', ['cluster.edit', 'organisation.edit'], ['DE-HE'])

const nameless = (name: string, over: object = {}) =>
  anOrganisation({ names: { en: name }, identifiers: [], noIdentifierReason: 'new', ...over })

/** The likely duplicates of which a request is refused. */
const refusedOf = async (request: Promise<unknown>) => {
  const error = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof LikelyDuplicatesError) return error.duplicates
  throw new Error(`not refused as a likely duplicate: ${String(error)}`)
}

describe('an organisation that is probably there already', () => {
  it('is refused with what is alike and by what, until the caller names exactly those', async () => {
    const { registry } = await platform()
    const { body: first } = await send(registry.createOrganisation, {
      body: anOrganisation({ names: { ru: 'ООО «Яндекс»' }, identifiers: [INN] }),
    })
    const { body: second } = await send(registry.createOrganisation, {
      body: nameless('Yandex Group', { acknowledgedDuplicates: [first.id] }),
    })
    const body = nameless('Yandex LLC', { seat: { region: 'DE-HE' } })
    const duplicates = await refusedOf(send(registry.createOrganisation, { body }))
    expect(duplicates).toEqual([
      {
        id: first.id,
        score: 0.92,
        detail: {
          en: '"ООО «Яндекс»", 92 % alike, another region',
          ru: '«ООО «Яндекс»», сходство 92 %, другой регион',
        },
      },
    ])
    // Another one comes meanwhile: what was not seen is not acknowledged.
    const { body: third } = await send(registry.createOrganisation, {
      body: nameless('YANDEX', { acknowledgedDuplicates: [first.id, second.id] }),
    })
    const again = { ...body, acknowledgedDuplicates: [first.id] }
    expect((await refusedOf(send(registry.createOrganisation, { body: again }))).map(({ id }) => id)).toEqual(
      [third.id],
    )
    const all = { ...body, acknowledgedDuplicates: [first.id, third.id] }
    expect((await send(registry.createOrganisation, { body: all })).status).toBe(201)
  })

  it('is found by the names that it had before, as long as five renames go', async () => {
    const { registry, table } = await platform()
    const { body: known } = await send(registry.createOrganisation, { body: nameless('Lens Works') })
    const rename = (version: number, name: string) =>
      send(registry.changeOrganisation, {
        params: { organisationId: known.id },
        version,
        body: nameless(name),
      })
    const found = async (name: string) =>
      (await refusedOf(send(registry.createOrganisation, { body: nameless(name) }))).map(({ id, detail }) => [
        id,
        detail.en,
      ])
    await rename(1, 'Prismatic Holding')
    expect(await found('Lens Works GmbH')).toEqual([[known.id, expect.stringContaining('"Lens Works"')]])
    expect(await found('Prismatic Holding')).toHaveLength(1)
    // Back to the first name: each name stands once.
    await rename(2, 'Lens Works')
    expect(await found('Prismatic Holding')).toHaveLength(1)
    const later = ['Quartz', 'Ruby', 'Topaz', 'Emerald', 'Sapphire']
    for (const [index, name] of later.entries()) await rename(3 + index, name)
    expect((await send(registry.createOrganisation, { body: nameless('Prismatic Holding') })).status).toBe(
      201,
    )
    expect(await found('Ruby')).toHaveLength(1)
    const left = table
      .all()
      .filter(({ entity, data }) => entity === 'name-key' && JSON.stringify(data).includes(known.id))
    expect(left).toHaveLength(6)
  })

  it('is not one that has another identifier of the same scheme', async () => {
    const { registry } = await platform()
    const add = (over: object) => send(registry.createOrganisation, { body: anOrganisation(over) })
    await add({ identifiers: [INN] })
    expect((await add({ identifiers: [OTHER_INN] })).status).toBe(201)
    // Of another scheme it may well be.
    await expect(add({ identifiers: [LEI] })).rejects.toThrow(LikelyDuplicatesError)
    // With the same it is none that anybody could acknowledge.
    await expect(add({ identifiers: [INN] })).rejects.toThrow(ConflictError)
  })

  it('is found before it is saved, also by its identifier under another name', async () => {
    const { registry } = await platform()
    const { body: known } = await send(registry.createOrganisation, {
      body: anOrganisation({ names: { en: 'Lens Works GmbH' }, identifiers: [INN] }),
    })
    const search = async (body: object) =>
      (
        await send(registry.findDuplicateOrganisations, { body: { identifiers: [], ...body } })
      ).body.items.map(({ organisation, likeness }) => [organisation.id, likeness.score])
    expect(await search({ names: { de: 'Lens-Works' } })).toEqual([[known.id, 1]])
    expect(await search({ names: { en: 'Lens Works AG' }, seat: { region: 'DE-BY' } })).toEqual([
      [known.id, 0.9],
    ])
    expect(await search({ names: { en: 'Old Name' }, identifiers: [INN] })).toEqual([[known.id, 1]])
    expect(await search({ names: { en: 'Old Name' } })).toEqual([])
    await expect(search({ names: { en: 'Lens Works' }, seat: { region: 'XX' } })).rejects.toThrow('"XX"')
  })

  it('is looked for under its names of now and of before, until it is deleted', async () => {
    const { registry, table } = await platform()
    const { body } = await send(registry.createOrganisation, { body: nameless('Lens Works') })
    const params = { organisationId: body.id }
    await send(registry.changeOrganisation, { params, version: 1, body: nameless('Optics Valley') })
    const names = async (name: string) =>
      (await send(registry.findDuplicateOrganisations, { body: { names: { en: name }, identifiers: [] } }))
        .body.items.length
    expect([await names('Lens Works'), await names('Optics Valley')]).toEqual([1, 1])
    const keys = () => table.all().filter(({ entity }) => entity === 'name-key').length
    expect(keys()).toBe(3)
    await send(registry.deleteOrganisation, { params, version: 2 })
    expect([await names('Optics Valley'), await names('Lens Works'), keys()]).toEqual([0, 0, 0])
  })

  it('is found among many that share its words', async () => {
    const { registry } = await platform()
    const rows = Array.from({ length: 450 }, (_, n) => ({
      ...nameless(`Adler ${String.fromCharCode(97 + (n % 26))}x${n} Optics`),
      id: `org_${String(n).padStart(26, '0')}`,
    }))
    const { body } = await send(registry.importOrganisations, { body: { rows } })
    expect(body.created).toBe(450)
    const found = await send(registry.findDuplicateOrganisations, {
      body: { names: { en: 'ADLER, mx220 Optik GmbH' }, identifiers: [] },
    })
    expect(found.body.items[0]?.organisation.id).toBe('org_00000000000000000000000220')
  })
})

describe('imported organisations', () => {
  it('are refused where they are probably there, one of two like rows too, unless the row has seen it', async () => {
    const { registry } = await platform()
    const load = async (rows: object[]) =>
      (await send(registry.importOrganisations, { body: { rows } })).body.rows
    const [first, twin, other] = await load([
      nameless('Lens Works'),
      nameless('Lens Works GmbH'),
      nameless('Mirror Works'),
    ])
    expect(first?.outcome).toBe('created')
    expect(other?.outcome).toBe('created')
    expect(twin).toMatchObject({ outcome: 'rejected', code: 'likely-duplicates' })
    expect(twin?.reason).toContain(`${first?.id} ("Lens Works", 100 % alike, same region)`)
    const seen = nameless('Lens Works GmbH', { acknowledgedDuplicates: [first?.id] })
    expect((await load([seen])).map(({ outcome }) => outcome)).toEqual(['created'])
    expect((await load([seen])).map(({ outcome }) => outcome)).toEqual(['unchanged'])
  })

  it('that bring their id from another platform were told apart there', async () => {
    const { registry } = await platform()
    const rows = [1, 2].map((n) =>
      nameless(`Lens Works${n === 1 ? '' : ' GmbH'}`, { id: `org_${n}`.padEnd(30, '0') }),
    )
    expect((await send(registry.importOrganisations, { body: { rows } })).body.created).toBe(2)
  })
})

describe('a cluster that is probably there already', () => {
  it('is refused until acknowledged, draft or registered, by its names in any language', async () => {
    const given = await platform()
    const { registry } = given
    const { cluster } = await anEntry(given)
    const body = aCluster({ names: { de: 'Optitscheskaja Dolina' } })
    const [duplicate, ...others] = await refusedOf(send(registry.createCluster, { actor: editor, body }))
    expect(others).toEqual([])
    expect(duplicate?.id).toBe(cluster.id)
    const acknowledged = { ...body, acknowledgedDuplicates: [cluster.id] }
    expect((await send(registry.createCluster, { actor: editor, body: acknowledged })).status).toBe(201)
    const { body: imported } = await send(registry.importClusters, { body: { rows: [body] } })
    expect(imported.rows[0]).toMatchObject({ outcome: 'rejected', code: 'likely-duplicates' })
  })

  it('is not told of, and hinders nobody, who may not see the draft', async () => {
    const given = await platform()
    const { registry } = given
    const draft = await aDraft(given, { names: { en: 'Fish Valley' } }, bavaria)
    const sought = { names: { en: 'Fish Valley' }, regions: ['DE-BY'] }
    const found = async (actor: typeof editor) =>
      (await send(registry.findDuplicateClusters, { actor, body: sought })).body.items.map(
        ({ cluster, likeness }) => [cluster.id, likeness.score],
      )
    expect(await found(bavaria)).toEqual([[draft.id, 1]])
    expect(await found(hessian)).toEqual([])
    const body = aCluster({ names: { en: 'Fish Valley' }, regions: ['DE-HE'] })
    expect((await send(registry.createCluster, { actor: hessian, body })).status).toBe(201)
  })
})

describe('the keys of names', () => {
  it('are written with the first change of a record of an older shape, and by the operator', async () => {
    const { registry, table } = await platform()
    const { body } = await send(registry.createOrganisation, { body: nameless('Lens Works') })
    for (const item of table.all())
      if (item['entity'] === 'name-key') await table.write([{ delete: { pk: item.pk, sk: item.sk } }])
    const stored = table.all().find(({ entity }) => entity === 'organisation')
    if (stored === undefined) throw new Error('no organisation')
    const { nameKeys: _none, ...data } = Object(stored['data'])
    table.plant({ ...stored, schemaVersion: 2, data })
    const params = { organisationId: body.id }
    await send(registry.changeOrganisation, {
      params,
      version: 1,
      body: nameless('Lens Works', { size: 'large' }),
    })
    const record = withNameKeys({ id: body.id, fields: body, nameKeys: [] })
    expect(table.all().filter(({ entity }) => entity === 'name-key')).toEqual(
      nameKeyItems('organisation', record),
    )
  })
})
