import { describe, expect, it } from 'vitest'
import { NotFoundError } from '#kernel/errors'
import { anonymous, ministry, NOW, platform, send } from './support.ts'

const act = (number: string) => ({ kind: 'Order', number })

/** A register kept on paper since 2016: each third entry was renamed, each fourth suspended for a year, each fifth
 *  removed. */
const oldRegister = Array.from({ length: 60 }, (_, n) => {
  const year = 2016 + (n % 6)
  return {
    names: { en: `Old cluster ${n}` },
    primaryCategory: 'micro',
    regions: ['DE-BY'],
    registeredOn: `${year}-02-01`,
    number: `K-${year}/${n}`,
    act: act(`E-${n}`),
    decisions: [
      ...(n % 3 === 0
        ? [
            {
              action: 'amend',
              inForce: '2022-01-01',
              act: act(`A-${n}`),
              facts: { names: { en: `Renamed ${n}` } },
            },
          ]
        : []),
      ...(n % 4 === 0
        ? [
            { action: 'suspend', inForce: '2022-06-01', act: act(`S-${n}`), reason: 'No report' },
            { action: 'reinstate', inForce: '2023-06-01', act: act(`R-${n}`) },
          ]
        : []),
      ...(n % 5 === 0 ? [{ action: 'remove', inForce: '2024-01-01', act: act(`X-${n}`) }] : []),
    ],
  }
})

const migrated = async () => {
  const given = await platform()
  const load = async (rows: unknown[]) =>
    (await send(given.registry.importEntries, { params: { registerId: 'national' }, body: { rows } })).body
  return { ...given, load, result: await load(oldRegister) }
}

const namesOn = async (given: Awaited<ReturnType<typeof migrated>>, query: object) => {
  const request = { actor: anonymous, query: { sort: 'name', order: 'asc', ...query }, at: NOW, limit: 200 }
  const { body } = await send(given.registry.listClusters, request)
  return body.items
}

describe('moving an old register in', () => {
  it('keeps numbers, decisions and acts, so that every past day is answered as it was', async () => {
    const given = await migrated()
    expect(given.result).toMatchObject({ created: 60, rejected: 0 })
    const count = async (asOf: string, status?: string) =>
      (await namesOn(given, { asOf, ...(status !== undefined && { status: [status] }) })).length
    // Entered in February 2016, 2017 and 2018: ten each.
    expect(await count('2018-12-31')).toBe(30)
    expect(await count('2022-12-31', 'suspended')).toBe(15)
    expect(await count('2022-12-31', 'registered')).toBe(45)
    expect(await count('2024-06-01', 'removed')).toBe(12)
    const renamed = (await namesOn(given, { asOf: '2022-01-01' })).filter(({ names }) =>
      names['en']?.startsWith('Renamed'),
    )
    expect(renamed).toHaveLength(20)
    expect(
      (await namesOn(given, { asOf: '2021-12-31' })).every(({ names }) => names['en']?.startsWith('Old')),
    ).toBe(true)
  })

  it('shows by knownAt that the platform knew nothing before the migration', async () => {
    const given = await migrated()
    expect(await namesOn(given, { asOf: '2022-12-31', knownAt: '2026-03-10T11:59:59.999Z' })).toEqual([])
    expect(await namesOn(given, { asOf: '2022-12-31', knownAt: NOW.toISOString() })).toHaveLength(60)
  })

  it('keeps each step with its act, and goes on from there', async () => {
    const given = await migrated()
    const params = { registerId: 'national', number: 'K-2016/12' }
    const steps = async () =>
      (await send(given.registry.listEntrySteps, { params })).body.items.map(
        ({ action, act: by, version }) => [version, action, by?.number],
      )
    const past = [
      [1, 'register', 'E-12'],
      [2, 'amend', 'A-12'],
      [3, 'suspend', 'S-12'],
      [4, 'reinstate', 'R-12'],
    ]
    expect(await steps()).toEqual(past)
    const entry = await send(given.registry.getEntry, { params, query: {} })
    await send(given.registry.suspendEntry, {
      params,
      version: entry.version ?? 0,
      body: { inForce: '2026-03-01', act: act('S-13'), reason: 'Again' },
    })
    expect(await steps()).toEqual([...past, [5, 'suspend', 'S-13']])
  })

  it('is unchanged the second time, and refuses what could not have been decided', async () => {
    const given = await migrated()
    expect(await given.load(oldRegister)).toMatchObject({ unchanged: 60 })
    const [first] = oldRegister
    const wrong = (number: string, decisions: unknown) => ({
      ...first,
      names: { en: number },
      number,
      decisions,
    })
    const decision = (action: string, inForce: string) => ({ action, inForce, act: act('W') })
    const { rows } = await given.load([
      wrong('W-1', [decision('reinstate', '2020-01-01')]),
      wrong('W-2', [decision('suspend', '2015-01-01')]),
      wrong('W-3', [decision('suspend', '2020-01-01'), decision('remove', '2019-01-01')]),
      wrong('W-4', [decision('suspend', '2030-01-01')]),
    ])
    expect(rows.map(({ code }) => code)).toEqual(['conflict', 'conflict', 'invalid-body', 'rule-failed'])
    const request = { actor: ministry, params: { registerId: 'national', number: 'W-1' }, query: {} }
    await expect(send(given.registry.getEntry, request)).rejects.toThrow(NotFoundError)
  })
})
