import { describe, expect, it } from 'vitest'
import { addMonths } from '#kernel/clock'
import {
  changed,
  compositionFrom,
  contentOf,
  inForceOn,
  noticesOf,
  Rule,
  RuleSetVersionContent,
  validUntil,
  withoutValues,
} from '#registry/model'
import { composition, eur, finalProducer, member, org, tie } from './composition.ts'

const first = { number: 1, from: '2020-01-01', to: null, earlierDecisionsUntil: null }
const second = { number: 2, from: '2026-06-01', to: null, earlierDecisionsUntil: null }
const decision = { on: '2026-03-10', version: 1, validityMonths: 36 }

describe('the term of a decision', () => {
  it('is that of the version it was taken under, whatever comes into force after', () => {
    expect(validUntil({ published: [first] }, decision)).toBe('2029-03-10')
    expect(validUntil({ published: [first, second] }, decision)).toBe('2029-03-10')
    expect(validUntil({ published: [first] }, { ...decision, validityMonths: null })).toBeNull()
  })

  it('is that of a transitional rule that came into force while it held', () => {
    const transitional = { ...second, earlierDecisionsUntil: '2027-01-01' }
    const published = [first, transitional]
    expect(validUntil({ published }, decision)).toBe('2027-01-01')
    expect(validUntil({ published }, { ...decision, validityMonths: null })).toBe('2027-01-01')
    // It was over before, on the very day, or it was taken under the new version.
    expect(validUntil({ published }, { ...decision, validityMonths: 1 })).toBe('2026-04-10')
    expect(validUntil({ published }, { ...decision, on: '2025-06-01', validityMonths: 12 })).toBe(
      '2026-06-01',
    )
    expect(validUntil({ published }, { ...decision, on: '2026-07-01', version: 2 })).toBe('2029-07-01')
  })

  it('is announced 180, 90 and 30 days before its end', () => {
    expect(noticesOf('2026-12-31', [30, 180, 90])).toEqual([
      { on: '2026-07-04', daysBefore: 180 },
      { on: '2026-10-02', daysBefore: 90 },
      { on: '2026-12-01', daysBefore: 30 },
    ])
    expect(noticesOf(null, [30])).toEqual([])
  })

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-03-31', 0, '2026-03-31'],
  ])('counts months: %s + %i is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected)
  })
})

describe('the version in force', () => {
  it('is the last one that has begun and not ended', () => {
    const published = [first, { ...second, to: '2026-09-01' }]
    const on = (day: string) => inForceOn({ published }, day)?.number
    expect(
      ['2019-12-31', '2020-01-01', '2026-05-31', '2026-06-01', '2026-08-31', '2026-09-01'].map(on),
    ).toEqual([undefined, 1, 1, 2, 2, undefined])
  })
})

const comparison = {
  kind: 'comparison',
  names: { en: 'Members' },
  verified: true,
  metric: 'members',
  operator: '>=',
  threshold: '3',
}
const nested = (levels: number): unknown =>
  levels === 0
    ? comparison
    : { kind: 'all-of', names: { en: 'All' }, verified: true, rules: [nested(levels - 1)] }

describe('a rule', () => {
  it('has at most five levels', () => {
    expect(Rule.safeParse(nested(4)).success).toBe(true)
    expect(Rule.safeParse(nested(5)).success).toBe(false)
  })

  it.each([
    ['a metric that is not there', { ...comparison, metric: 'luck' }],
    ['an operator that is not there', { ...comparison, operator: '!=' }],
    ['no word on verification', { ...comparison, verified: undefined }],
    ['a group of nothing', { kind: 'any-of', names: { en: 'Any' }, verified: true, rules: [] }],
    ['a threshold that is no number', { ...comparison, threshold: 'many' }],
  ])('is refused with %s', (_name, rule) => {
    expect(Rule.safeParse(rule).success).toBe(false)
  })
})

describe('a version', () => {
  const version = { from: '2026-01-01', legalBasis: { kind: 'Order' }, rule: comparison }
  const faultsOf = (over: object) =>
    RuleSetVersionContent.safeParse({ ...version, ...over }).error?.issues.map(({ path }) => path.join('/'))

  it('says what is usual where nothing else is said', () => {
    expect(RuleSetVersionContent.parse(version)).toMatchObject({
      to: null,
      newcomerYears: null,
      validityMonths: null,
      noticeDays: [180, 90, 30],
      territories: { codes: [], verified: true },
      earlierDecisionsUntil: null,
    })
  })

  it('ends after it begins, and lets earlier decisions hold no less', () => {
    expect(faultsOf({ to: '2026-01-01' })).toEqual(['to'])
    expect(faultsOf({ to: '2026-01-02' })).toBeUndefined()
    expect(faultsOf({ earlierDecisionsUntil: '2025-12-31' })).toEqual(['earlierDecisionsUntil'])
    expect(faultsOf({ earlierDecisionsUntil: '2026-01-01' })).toBeUndefined()
  })

  it('fits into a record', () => {
    const long = { ...comparison, names: { en: 'x'.repeat(5000) } }
    const rules = Array.from({ length: 20 }, () => long)
    expect(faultsOf({ rule: { kind: 'all-of', names: { en: 'All' }, verified: true, rules } })).toEqual([
      'rule',
    ])
  })
})

describe('a composition', () => {
  const given = composition(
    [finalProducer(1, 100), member(2), member(3, { hasOutput: undefined })],
    [tie(2, 1, 50), tie(3, 1)],
  )

  it('comes back as it was written', () => {
    expect(compositionFrom(contentOf(given))).toEqual(given)
    expect(JSON.stringify(contentOf(given))).not.toContain('undefined')
  })

  it('takes changes: members in place of those there are, others gone with their ties', () => {
    const { members } = contentOf(composition([member(2, { kind: 'finance' }), member(4)]))
    const ties = contentOf(composition([], [tie(4, 1, 7), tie(9, 1, 7)])).ties
    const after = changed(given, { members, withoutMembers: [org(3)], ties })
    expect(after.members.map(({ organisation, kind }) => [organisation, kind])).toEqual([
      [org(1), 'firm'],
      [org(2), 'finance'],
      [org(4), 'firm'],
    ])
    expect(after.ties).toEqual([tie(2, 1, 50), tie(4, 1, 7)])
  })

  it('can be shown without figures of members', () => {
    const shown = withoutValues(given)
    expect(shown.members.map(({ purchasesTotal }) => purchasesTotal)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(shown.ties.map(({ value }) => value)).toEqual([undefined, undefined])
    expect(shown.members[1]).toEqual({ ...given.members[1], purchasesTotal: undefined })
    expect(eur(1)).toEqual({ minorUnits: 1, currency: 'EUR' })
  })
})
