import { describe, expect, it } from 'vitest'
import { NotFoundError } from '#kernel/errors'
import { amended, anOrganisation, assessor, editor, ministry, type Platform, send } from '../support.ts'
import { annulled, at, extract, NUMBER, registered, suspended } from './support.ts'

/** A value with the fields of all its objects in the opposite order. */
const backwards = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([field, inner]) => [field, backwards(inner)]),
  )
}

/** Gives the register other names on 3 April 2026. */
const renamed = async ({ registry }: Platform, names: object) => {
  const params = { registerId: 'national' }
  const { body } = await send(registry.getRegister, { params })
  await send(registry.changeRegister, { params, version: 1, body: { ...body, names }, at: at('2026-04-03') })
}

describe('the content of an extract', () => {
  it('names register, number, status, acts, decisions, facts and term', async () => {
    const given = await registered()
    const { content } = await extract(given, { asOf: '2026-03-11', knownAt: '2026-03-11' })
    expect(content).toMatchObject({
      asOf: '2026-03-11',
      knownAt: '2026-03-11T00:00:00.000Z',
      register: { code: 'national', names: { ru: 'Национальный реестр кластеров' } },
      entry: {
        number: NUMBER,
        status: 'registered',
        statusSince: '2024-05-01',
        registeredOn: '2024-05-01',
        act: { kind: 'Order' },
        validUntil: null,
      },
      decisions: [{ action: 'register', inForce: '2024-05-01', act: { kind: 'Order' } }],
      facts: {
        cluster: given.id,
        names: { ru: 'Оптическая долина' },
        regions: ['DE-BY'],
        seat: { region: 'DE-BY' },
        primaryCategory: 'micro',
        managementOrganisation: { id: given.managing, names: { ru: 'Дирекция оптики' } },
      },
      profile: { descriptions: { en: 'Lenses' }, industries: ['C26'] },
    })
  })

  it('says nothing that is not public, and names no person', async () => {
    const given = await registered()
    await suspended(given, 1, { inForce: '2026-03-12', on: '2026-03-12' })
    const { bytes } = await extract(given, { asOf: '2026-03-13', knownAt: '2026-03-13' })
    const secrets = ['office@optics.example', '+49 89 1', 'of the authority alone', 'per_', 'reason', 'actor']
    expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([])
  })

  it('gives the same bytes for ever, whatever is corrected, renamed or decided later', async () => {
    const given = await registered()
    const asked = { asOf: '2025-06-01', knownAt: '2026-03-31' }
    const before = (await extract(given, asked)).bytes

    const names = { en: 'Photonics Valley' }
    await amended(given, given.id, { names }, { decisionDate: '2025-01-01', at: at('2026-04-01') })
    await suspended(given, 2, { inForce: '2025-02-01', on: '2026-04-02' })
    await renamed(given, { en: 'Book of clusters' })
    await send(given.registry.changeOrganisation, {
      actor: editor,
      params: { organisationId: given.managing },
      version: 1,
      body: anOrganisation({ names: { en: 'Photonics Office' }, validFrom: '2025-01-01' }),
      at: at('2026-04-04'),
    })

    expect((await extract(given, asked)).bytes).toBe(before)
    const now = (await extract(given, { ...asked, knownAt: '2026-05-01' })).content
    expect(now).toMatchObject({
      register: { names: { en: 'Book of clusters' } },
      entry: { status: 'suspended', statusSince: '2025-02-01' },
      facts: { names, managementOrganisation: { names: { en: 'Photonics Office' } } },
    })
    expect(now.decisions.map(({ action }) => action)).toEqual(['register', 'amend', 'suspend'])
  })

  it('does not depend on the order in which the database gives the fields of a record', async () => {
    const { table, ...given } = await registered()
    const when = { asOf: '2026-03-11', knownAt: '2026-03-11' }
    const { bytes } = await extract({ table, ...given }, when)
    for (const item of table.all()) await table.write([{ put: { ...item, data: backwards(item['data']) } }])
    expect((await extract({ table, ...given }, when)).bytes).toBe(bytes)
  })

  it('knows the first name of a register that was opened before its names were stated', async () => {
    const given = await registered()
    const when = { asOf: '2026-03-11', knownAt: '2026-03-11' }
    const { bytes } = await extract(given, when)
    const stated = given.table
      .all()
      .filter(({ pk, sk }) => pk.startsWith('REGISTER#') && sk.startsWith('FACT#'))
    expect(stated).toHaveLength(1)
    await given.table.write(stated.map(({ pk, sk }) => ({ delete: { pk, sk } })))
    await renamed(given, { en: 'Book of clusters' })
    expect((await extract(given, when)).bytes).toBe(bytes)
  })

  it('tells of a past day only what was in force on it', async () => {
    const given = await registered()
    await suspended(given, 1, { inForce: '2026-03-12', on: '2026-03-12' })
    const { content } = await extract(given, { asOf: '2026-03-11', knownAt: '2026-03-20' })
    expect(content.entry).toMatchObject({ status: 'registered', statusSince: '2024-05-01' })
    expect(content.decisions.map(({ action }) => action)).toEqual(['register'])
  })

  it('tells an annulled entry as void from its first day, once that is known', async () => {
    const given = await registered()
    await annulled(given, 1, { inForce: '2026-03-12', on: '2026-03-12' })
    const early = { asOf: '2025-01-01', knownAt: '2026-03-11' }
    expect((await extract(given, early)).content.entry.status).toBe('registered')
    const { content } = await extract(given, { ...early, knownAt: '2026-03-13' })
    expect(content.entry).toMatchObject({ status: 'annulled', statusSince: '2024-05-01' })
    expect(content.decisions.map(({ action }) => action)).toEqual(['register', 'annul'])
  })

  it('points to the entry that follows only from its day on, and from when it was known', async () => {
    const given = await registered()
    await send(given.registry.removeEntry, {
      params: { registerId: 'national', number: NUMBER },
      version: 1,
      body: { act: { kind: 'Order' }, reason: 'On request', inForce: '2026-03-09' },
    })
    const { body: application } = await send(given.registry.createApplication, {
      actor: editor,
      body: { cluster: given.id, register: 'national' },
    })
    const params = { applicationId: application.id }
    await send(given.registry.submitApplication, { actor: editor, params, version: 1, body: {} })
    await send(given.registry.reviewApplication, { actor: assessor, params, version: 2, body: {} })
    await send(given.registry.registerCluster, {
      actor: ministry,
      params,
      version: 3,
      body: { decisionDate: '2026-03-15', act: { kind: 'Order' }, attestations: {} },
      at: at('2026-03-20'),
    })
    const successors = async (asOf: string, knownAt: string) =>
      (await extract(given, { asOf, knownAt })).content.entry.successors
    expect(await successors('2026-03-16', '2026-03-19')).toBeUndefined()
    expect(await successors('2026-03-14', '2026-03-21')).toBeUndefined()
    expect(await successors('2026-03-16', '2026-03-21')).toEqual([{ number: '2026-0001', kind: 're-entry' }])
    const { content } = await extract(given, { asOf: '2026-03-16', knownAt: '2026-03-21' }, '2026-0001')
    expect(content.entry.former).toEqual([{ number: NUMBER, kind: 're-entry' }])
  })

  it('refuses a day on which the entry did not stand in the register, and an unknown past', async () => {
    const given = await registered()
    for (const asked of [
      { asOf: '2024-04-30', knownAt: '2026-03-11' },
      { asOf: '2026-03-11', knownAt: '2026-03-01' },
    ])
      await expect(extract(given, asked)).rejects.toThrow(NotFoundError)
    await expect(extract(given, { asOf: '2026-03-11', knownAt: '2026-03-11' }, '2024-0099')).rejects.toThrow(
      /no entry 2024-0099/,
    )
  })
})
