import { describe, expect, it } from 'vitest'
import {
  type ClusterValue,
  type Contribution,
  contributionsOf,
  DEFAULT_RULES,
  mayBeNegative,
  primaryStatus,
  shownStatistics,
  showsPeers,
} from '#monitoring/model'

const contribution = (value: number, overrides: Partial<Contribution> = {}): Contribution => ({
  id: `of ${value}`,
  enterprises: [`enterprise of ${value}`],
  value: BigInt(value),
  signed: false,
  waived: false,
  ...overrides,
})
const status = (values: readonly number[], overrides: Partial<Contribution> = {}) =>
  primaryStatus(
    values.map((value, index) =>
      contribution(value, { id: `c${index}`, enterprises: [`e${index}`], ...overrides }),
    ),
    DEFAULT_RULES,
  )

describe('the p % rule, p = 10', () => {
  it('finds (50, 49, 1) unsafe, though three enterprises contribute', () => {
    expect(status([50, 49, 1])).toBe('T')
  })

  it('finds (52,000; 50,000; rest 8,000) safe', () => {
    expect(status([52_000, 50_000, 4_000, 4_000])).toBeNull()
  })

  it('allows a rest of exactly p % of the largest, and not one unit less', () => {
    expect(status([100, 50, 10])).toBeNull()
    expect(status([100, 50, 9])).toBe('T')
  })

  it('says whether the sum itself comes too close to the largest, or only with the second’s knowledge', () => {
    expect(status([1_000, 50, 49])).toBe('O')
    expect(status([1_000, 50, 50])).toBe('T')
  })

  it('takes the p of the deployment', () => {
    const given = [50, 49, 1].map((value) => contribution(value))
    expect(primaryStatus(given, { ...DEFAULT_RULES, percent: 2 })).toBeNull()
  })

  it('adds up what one enterprise contributes through several clusters', () => {
    const given = [contribution(40), contribution(45, { enterprises: ['enterprise of 40'] })]
    const others = [contribution(50), contribution(8), contribution(1)]
    expect(primaryStatus([...given, ...others], DEFAULT_RULES)).toBeNull()
    expect(primaryStatus([...given, contribution(50), contribution(8)], DEFAULT_RULES)).toBe('T')
  })
})

describe('the number of enterprises', () => {
  it('is at least three', () => {
    expect(status([10, 10])).toBe('A')
    expect(status([10, 10, 10])).toBeNull()
  })

  it('is at least five where values may be negative, and then nothing else counts', () => {
    expect(status([-10, 10, 10, 10], { signed: true })).toBe('A')
    expect(status([-1_000, 1, 1, 1, 1], { signed: true })).toBeNull()
  })

  it('counts an enterprise in several clusters once', () => {
    const same = { enterprises: ['e'] }
    const given = [contribution(1, same), contribution(2, same), contribution(3)]
    expect(primaryStatus(given, DEFAULT_RULES)).toBe('A')
  })
})

describe('values under a waiver', () => {
  it('leave the rest to be judged', () => {
    const open = contribution(1_000, { waived: true })
    const rest = [30, 31, 32].map((value) => contribution(value))
    expect(primaryStatus([open, ...rest], DEFAULT_RULES)).toBeNull()
    expect(primaryStatus([open, ...rest.slice(1)], DEFAULT_RULES)).toBe('A')
    expect(primaryStatus([open], DEFAULT_RULES)).toBeNull()
  })
})

it('refuses a negative value of an indicator that has none', () => {
  expect(() => status([-1, 2, 3])).toThrow('"c0" is -1; an indicator with such values must say')
})

it('takes an indicator for one that may be negative unless its range says otherwise', () => {
  expect(mayBeNegative({})).toBe(true)
  expect(mayBeNegative({ validRange: { min: '-5' } })).toBe(true)
  expect(mayBeNegative({ validRange: { min: '0' } })).toBe(false)
})

it('shows quartiles and peers from ten, the least and the greatest value never', () => {
  expect(shownStatistics(9)).toEqual({ extremes: false, quartiles: false })
  expect(shownStatistics(10)).toEqual({ extremes: false, quartiles: true })
  expect([showsPeers(9), showsPeers(10)]).toEqual([false, true])
})

describe('the contributions of a cluster', () => {
  const reported: ClusterValue = {
    id: 'c1@2025',
    cluster: 'c1',
    value: 60n,
    signed: false,
    enterprises: [
      { enterprise: 'a', group: 'holding', value: 10n, waived: true },
      { enterprise: 'b', group: 'holding', value: 20n, waived: false },
      { enterprise: 'd', value: 30n, waived: false },
    ],
  }

  it('are those of its enterprises, companies of one group as one', () => {
    expect(contributionsOf(reported)).toEqual([
      { id: 'c1@2025 holding', enterprises: ['holding'], value: 30n, signed: false, waived: false },
      { id: 'c1@2025 d', enterprises: ['d'], value: 30n, signed: false, waived: false },
    ])
  })

  it('are one where the parts are unknown or don’t add up', () => {
    const whole = {
      id: 'c1@2025',
      enterprises: ['holding', 'd'],
      value: 61n,
      signed: false,
      waived: false,
    }
    expect(contributionsOf({ ...reported, value: 61n })).toEqual([whole])
    const [first, ...others] = reported.enterprises
    const unknown = [...(first === undefined ? [] : [{ ...first, value: null }]), ...others]
    expect(contributionsOf({ ...reported, enterprises: unknown })).toEqual([{ ...whole, value: 60n }])
    // The other part may be zero or more, whatever the known ones come to.
    expect(contributionsOf({ ...reported, value: 50n, enterprises: unknown })).toEqual([
      { ...whole, value: 50n },
    ])
  })

  it('are one, of one enterprise, where it named none', () => {
    expect(contributionsOf({ ...reported, enterprises: [] })).toMatchObject([{ enterprises: ['c1'] }])
    const nothing = { id: 'c1@2025', enterprises: ['c1'], value: 0n, signed: false, waived: false }
    expect(contributionsOf({ ...reported, value: 0n, enterprises: [] })).toEqual([nothing])
  })

  it('are under a waiver where all enterprises agreed', () => {
    const enterprises = reported.enterprises.map((one) => ({ ...one, value: null, waived: true }))
    expect(contributionsOf({ ...reported, enterprises })).toMatchObject([{ waived: true }])
    const [first, ...others] = enterprises
    const partly = [...(first === undefined ? [] : [{ ...first, waived: false }]), ...others]
    expect(contributionsOf({ ...reported, enterprises: partly })).toMatchObject([{ waived: false }])
  })
})
