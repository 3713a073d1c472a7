import { describe, expect, it } from 'vitest'
import { DELEGATIONS_DEEP, directSource, Grant, refuseExcess } from '#governance/model'
import type { Reach } from '#kernel/access'
import { RuleFailedError } from '#kernel/errors'
import { pathOf } from '../../../support/power-worlds.ts'

const ACT = { kind: 'Order', number: '1', date: '2026-01-01' }
const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`
const CLUSTERS = [id('clu', 1), id('clu', 2), id('clu', 3)]

const sourceOf = (changes: object = {}) =>
  Grant.parse({
    id: id('gra', 1),
    holder: id('aut', 1),
    power: 'cluster.register',
    territory: ['A'],
    from: '2026-01-01',
    to: '2027-01-01',
    basis: 'Act',
    act: ACT,
    grantedBy: 'somebody',
    delegable: true,
    ...changes,
  })

const whole = { from: '2026-01-01', to: '2027-01-01' }
const within =
  (source: Grant, part: Partial<Reach>, life: { from: string; to: string | null } = whole) =>
  () =>
    refuseExcess(source, whole, { territory: ['A1'], ...life, ...part }, pathOf)

describe('a delegation', () => {
  it.each<[string, object, Partial<Reach>]>([
    ['of a part of the territory', {}, { territory: ['A1', 'A2'] }],
    ['of all of it', {}, { territory: ['A'] }],
    ['of some of the categories', { categories: ['c1', 'c2'] }, { categories: ['c2'] }],
    ['of a category, where the source has all', {}, { categories: ['c1'] }],
    [
      'of some of the clusters',
      { territory: [], clusters: CLUSTERS.slice(0, 2) },
      { territory: [], clusters: CLUSTERS.slice(1, 2) },
    ],
  ])('%s stays within its source', (_name, source, part) => {
    expect(within(sourceOf(source), part)).not.toThrow()
  })

  it.each<[string, object, Partial<Reach>, RegExp]>([
    ['of a region beside it', {}, { territory: ['A1', 'B'] }, /covers A;/],
    [
      'of a further category',
      { categories: ['c1', 'c2'] },
      { categories: ['c2', 'c3'] },
      /covers A \(c1, c2\);/,
    ],
    ['of all categories', { categories: ['c1'] }, {}, /covers A \(c1\);/],
    [
      'of a cluster that is not named',
      { territory: [], clusters: CLUSTERS.slice(0, 2) },
      { territory: [], clusters: CLUSTERS.slice(1) },
      new RegExp(`covers ${CLUSTERS[0]}, ${CLUSTERS[1]};`),
    ],
    ['of a territory, where clusters are named', { territory: [], clusters: CLUSTERS }, {}, /clu_/],
    ['of a cluster, where a territory is named', {}, { territory: [], clusters: CLUSTERS }, /covers A;/],
    ['of what is not delegable', { delegable: false }, {}, /not delegable/],
  ])('%s exceeds its source, which says what it covers', (_name, source, part, text) => {
    expect(within(sourceOf(source), part)).toThrow(RuleFailedError)
    expect(within(sourceOf(source), part)).toThrow(text)
  })

  it('stays within the days on which its source holds, and is told them', () => {
    expect(within(sourceOf(), {}, whole)).not.toThrow()
    for (const life of [
      { from: '2025-12-31', to: '2026-06-01' },
      { from: '2026-06-01', to: '2027-01-02' },
      { from: '2026-06-01', to: null },
    ])
      expect(within(sourceOf(), {}, life)).toThrow(/from 2026-01-01 to 2027-01-01/)
    const endless = () =>
      refuseExcess(
        sourceOf(),
        { from: '2026-01-01', to: null },
        { territory: ['A'], from: '2025-01-01', to: null },
        pathOf,
      )
    expect(endless).toThrow(/to no end/)
  })

  it(`goes ${DELEGATIONS_DEEP} times deep`, () => {
    const sources = Array.from({ length: DELEGATIONS_DEEP }, (_, n) => ({
      holder: id('aut', n + 2),
      grant: id('gra', n + 2),
    }))
    expect(within(sourceOf({ sources: sources.slice(1) }), {})).not.toThrow()
    expect(within(sourceOf({ sources }), {})).toThrow(/no deeper/)
  })
})

describe('the direct source', () => {
  it('is the last on the way back, and none of a grant that was given', () => {
    const [first, second] = [2, 3].map((n) => ({ holder: id('aut', n), grant: id('gra', n) }))
    expect(directSource(sourceOf({ sources: [first, second] }))).toBe(second?.grant)
    expect(directSource(sourceOf())).toBeUndefined()
    expect(directSource({ sources: [] })).toBeUndefined()
  })
})

describe('a grant', () => {
  it('takes either regions or clusters', () => {
    const accepted = (changes: object) => Grant.safeParse({ ...sourceOf(), ...changes }).success
    expect(accepted({ territory: ['A'] })).toBe(true)
    expect(accepted({ territory: [], clusters: CLUSTERS })).toBe(true)
    expect(accepted({ territory: [] })).toBe(false)
    expect(accepted({ territory: ['A'], clusters: CLUSTERS })).toBe(false)
  })

  it('takes everywhere alone', () => {
    const accepted = (territory: readonly string[]) => Grant.safeParse({ ...sourceOf(), territory }).success
    expect(accepted(['*'])).toBe(true)
    expect(accepted(['A', 'B'])).toBe(true)
    expect(accepted(['*', 'A'])).toBe(false)
  })
})
