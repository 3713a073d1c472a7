import { describe, expect, it } from 'vitest'
import {
  breaksComposition,
  type Composition,
  compositionOf,
  type Decimal,
  type MembershipFacts,
  splitOf,
  turnoverOf,
  type ValueOfMembers,
} from '#monitoring/model'

const compared = { against: '2023', period: '2024' }

const membership = (organisation: string, rest: Partial<MembershipFacts> = {}): MembershipFacts => ({
  cluster: 'c1',
  organisation,
  from: '2020-01-01',
  to: null,
  suspended: [],
  ...rest,
})

const composition = (earlier: string, later: string): Composition => ({
  earlier: new Set(earlier.split('')),
  later: new Set(later.split('')),
})

const ofMembers = (
  members: Readonly<Record<string, Decimal | null>>,
  value: Decimal | null,
): ValueOfMembers => ({
  value,
  members: Object.entries(members).map(([enterprise, own]) => ({ enterprise, value: own })),
})

describe('the members of a cluster in two periods', () => {
  it('are those whose membership counts on the last day of each', () => {
    const memberships = [
      membership('stays'),
      membership('left', { to: '2024-12-31' }),
      membership('joined', { from: '2024-12-31' }),
      membership('came-and-went', { from: '2024-02-01', to: '2024-03-01' }),
      membership('suspended', { suspended: [{ from: '2024-06-01', to: null }] }),
      membership('elsewhere', { cluster: 'c2' }),
    ]
    const found = compositionOf('c1', memberships, compared)
    expect([...found.earlier]).toEqual(['stays', 'left', 'suspended'])
    expect([...found.later]).toEqual(['stays', 'joined'])
    expect(turnoverOf(found)).toEqual({ before: 3, joined: 1, left: 2 })
  })

  it.each([
    [{ before: 20, joined: 1, left: 1 }, false],
    [{ before: 20, joined: 3, left: 0 }, true],
    [{ before: 20, joined: 0, left: 3 }, true],
    [{ before: 19, joined: 1, left: 1 }, true],
    [{ before: 0, joined: 30, left: 0 }, false],
  ])('are of another cluster, so to speak, when more than a tenth changed: %o', (turnover, broken) => {
    expect(breaksComposition(turnover)).toBe(broken)
  })
})

describe('the change of a cluster’s sum', () => {
  it('is split into what stayed, came and went, exactly', () => {
    const split = splitOf(
      ofMembers({ a: '100', b: '50.5', d: '7', e: '3' }, '160.5'),
      ofMembers({ a: '110', b: '55.05', c: '40', f: '2' }, '207.05'),
      composition('abdef', 'abcef'),
      compared,
    )
    expect(split).toEqual({
      throughout: {
        members: 2,
        before: '150.5',
        after: '165.05',
        difference: '14.55',
        growth: (165.05 - 150.5) / 150.5,
        annualGrowth: expect.any(Number),
      },
      joined: { members: 1, value: '40' },
      left: { members: 1, value: '7' },
      // Members on both dates, of whom one value is missing.
      withOneValue: { members: 2, before: '3', after: '2' },
    })
    // 14.55 + 40 − 7 + (2 − 3) = 46.55 = 207.05 − 160.5
  })

  it('has no growth of those who stayed where nobody did', () => {
    const split = splitOf(
      ofMembers({ a: '5' }, '5'),
      ofMembers({ b: '6' }, '6'),
      composition('a', 'b'),
      compared,
    )
    expect(split).toMatchObject({
      throughout: { members: 0, before: null, growth: null, reason: 'no-value' },
      joined: { value: '6' },
      left: { value: '5' },
    })
  })

  it.each([
    ['one value is not known', ofMembers({ a: '1', b: null }, '1')],
    ['they do not add up', ofMembers({ a: '1', b: '2' }, '4')],
    ['nobody was named', ofMembers({}, '0')],
    ['there is no value', ofMembers({ a: '1' }, null)],
  ])('is not split where %s', (_, side) => {
    const whole = ofMembers({ a: '1', b: '2' }, '3')
    const members = composition('ab', 'ab')
    expect(splitOf(side, whole, members, compared)).toBeUndefined()
    expect(splitOf(whole, side, members, compared)).toBeUndefined()
    expect(splitOf(whole, whole, members, compared)).toBeDefined()
  })

  it.each([
    ['1', '1'],
    ['0', '2'],
  ])('is not split where one is named twice, with %s and %s', (first, second) => {
    const twice = {
      value: '2',
      members: [first, second].map((value) => ({ enterprise: 'a', value })),
    }
    expect(splitOf(twice, ofMembers({ a: '1' }, '1'), composition('a', 'a'), compared)).toBeUndefined()
  })
})
