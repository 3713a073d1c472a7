import { describe, expect, it } from 'vitest'
import { Grant } from '#governance/model'
import { ApiKey, credentialOf, isLive, keyCapabilityFrom } from '#governance/model/api-key'

const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`

const keyOf = (changes: object = {}) =>
  ApiKey.parse({
    id: id('key', 1),
    holder: id('aut', 1),
    title: 'statistics office',
    powers: ['kpi.submit'],
    territory: ['DE-BY'],
    expiresOn: '2026-07-01',
    createdBy: id('per', 1),
    createdAt: '2026-03-01T09:00:00.000Z',
    shownTo: [id('per', 1)],
    secrets: [{ digest: 'a digest', from: '2026-03-01T09:00:00.000Z', until: null }],
    revokedAt: null,
    ...changes,
  })

describe('an API key', () => {
  it('works until the day before it expires, and no longer once it is revoked', () => {
    expect(isLive(keyOf(), '2026-06-30T23:59:59.999Z')).toBe(true)
    expect(isLive(keyOf(), '2026-07-01T00:00:00.000Z')).toBe(false)
    expect(isLive(keyOf(), '2026-08-01T00:00:00.000Z')).toBe(false)
    expect(isLive(keyOf({ revokedAt: '2026-04-01T00:00:00.000Z' }), '2026-05-01T00:00:00.000Z')).toBe(false)
  })

  it('is known with its scope, from the day on which it was made', () => {
    expect(credentialOf(keyOf())).toMatchObject({ from: '2026-03-01', secrets: [{ digest: 'a digest' }] })
    expect(credentialOf(keyOf()).scope).not.toHaveProperty('categories')
    expect(credentialOf(keyOf({ categories: ['aviation'] })).scope.categories).toEqual(['aviation'])
    expect(credentialOf(keyOf({ revokedAt: '2026-04-01T00:00:00.000Z' })).secrets).toEqual([])
  })

  it('holds no position, and of its holder’s grants those of its powers for its own days', () => {
    const grants = (['kpi.submit', 'target.set'] as const).map((power, index) =>
      Grant.parse({
        id: id('gra', index),
        holder: id('aut', 1),
        power,
        territory: ['DE'],
        from: '2026-01-01',
        basis: 'Act',
        act: null,
        grantedBy: 'somebody',
      }),
    )
    const book = { states: new Map(), sources: new Map(), grants: new Map([[id('aut', 1), grants]]) }
    expect(keyCapabilityFrom(credentialOf(keyOf()), book)).toMatchObject({
      positions: [],
      grants: [{ power: 'kpi.submit', territory: ['DE'], from: '2026-03-01', to: '2026-07-01' }],
    })
  })
})
