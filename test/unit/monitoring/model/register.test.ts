import { describe, expect, it } from 'vitest'
import {
  type ClusterFacts,
  groupsOf,
  isActive,
  isAdditive,
  isInRegister,
  isValidOn,
  type MembershipFacts,
  registerOf,
  valueOn,
} from '#monitoring/model'
import { cluster, region } from '../support.ts'

const status = (value: ClusterFacts['entries'][number]['status'][number]['value']) => ({
  register: 'national',
  number: '1',
  status: [{ from: '2020-05-01', to: '2024-05-01', value }],
})
const membership: MembershipFacts = {
  cluster: 'c1',
  organisation: 'o1',
  from: '2020-05-01',
  to: '2024-05-01',
  suspended: [
    { from: '2021-01-01', to: '2021-02-01' },
    { from: '2024-04-01', to: null },
  ],
}

describe('what holds on a date', () => {
  it('is the value of the half-open interval around it', () => {
    const timeline = [
      { from: '2020-01-01', to: '2021-01-01', value: 'first' },
      { from: '2021-01-01', to: null, value: 'second' },
    ]
    expect(
      ['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01', '2999-01-01'].map((date) =>
        valueOn(timeline, date),
      ),
    ).toEqual([undefined, 'first', 'first', 'second', 'second'])
  })

  it('is a region from its first day to the day before its last', () => {
    const dated = { ...region('DE'), validFrom: '2020-01-01', validTo: '2021-01-01' }
    expect(
      ['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01'].map((day) => isValidOn(dated, day)),
    ).toEqual([false, true, true, false])
    expect(isValidOn(region('DE'), '0001-01-01')).toBe(true)
  })

  it('is a membership that has begun, not ended and is not suspended', () => {
    expect(
      [
        ['2020-04-30', false],
        ['2020-05-01', true],
        ['2020-12-31', true],
        ['2021-01-01', false],
        ['2021-01-31', false],
        ['2021-02-01', true],
        ['2024-03-31', true],
        ['2024-04-30', false],
      ].filter(([date, active]) => isActive(membership, String(date)) !== active),
    ).toEqual([])
    expect(isActive({ ...membership, suspended: [] }, '2024-04-30')).toBe(true)
    expect(isActive({ ...membership, suspended: [] }, '2024-05-01')).toBe(false)
  })

  it('is a cluster of which at least one entry is registered or suspended', () => {
    const isIn = (...entries: ClusterFacts['entries'][number][]) =>
      isInRegister(cluster('c1', { entries }), '2022-01-01')
    expect(isIn(status('registered'))).toBe(true)
    expect(isIn(status('suspended'))).toBe(true)
    expect(isIn(status('removed'), status('annulled'))).toBe(false)
    expect(isIn(status('removed'), status('suspended'))).toBe(true)
    expect(isIn()).toBe(false)
    expect(isInRegister(cluster('c1', { entries: [status('registered')] }), '2024-05-01')).toBe(false)
  })
})

describe('the groups of a cluster', () => {
  it('are each named once, by what is known of it on the date', () => {
    const regions = [
      ['DE', 'DE-BY'],
      ['DE', 'DE-HE'],
    ]
    const facts = cluster('c1', { regions: [{ from: '2000-01-01', to: null, value: regions }] })
    expect(groupsOf(facts, '2022-01-01')).toEqual([
      'region#DE',
      'region#DE-BY',
      'region#DE-HE',
      'region-seat#DE',
      'region-seat#DE-BY',
      'category#auto',
      'category-any#auto',
      'section#C',
      'stage#growth',
      'type#industrial',
    ])
  })

  it('are none of what is not known, and none at all of one that is not in the register', () => {
    const bare = { regions: [], seat: [], category: [], categories: [], sections: [], stage: [] }
    expect(groupsOf(cluster('c1', bare), '2022-01-01')).toEqual(['type#industrial'])
    expect(groupsOf(cluster('c1'), '1999-12-31')).toEqual([])
  })

  it('add up in the dimensions in which a cluster counts once', () => {
    const dimensions = [
      'region',
      'region-seat',
      'category',
      'category-any',
      'section',
      'stage',
      'type',
      'unit',
    ] as const
    expect(dimensions.filter(isAdditive)).toEqual(['region-seat', 'category', 'stage', 'type'])
  })
})

describe('the register', () => {
  const root = region('DE')
  const land = region('DE-BY', root)
  const old = { ...region('DE-XX', root), validTo: '2010-01-01' }
  const district = region('DE-BY-1', land)
  const facts = [cluster('c1'), cluster('c2', { entries: [status('registered')] })]
  const register = registerOf(facts, [membership], [root, land, old, district])

  it('has a cluster while it is registered, and a region while it exists', () => {
    const present = (universe: 'cluster' | 'region', subject: string, date: string) =>
      register.isPresent(universe, subject, date)
    expect(['2020-04-30', '2020-05-01'].map((date) => present('cluster', 'c2', date))).toEqual([false, true])
    expect(['2009-12-31', '2010-01-01'].map((date) => present('region', 'DE-XX', date))).toEqual([
      true,
      false,
    ])
    expect(present('region', 'DE-BY', '2022-01-01')).toBe(true)
    expect([present('cluster', 'DE-BY', '2022-01-01'), present('region', 'c1', '2022-01-01')]).toEqual([
      false,
      false,
    ])
  })

  it('gives the clusters in it on a date with their groups', () => {
    const clusters = (date: string) => [...register.clusterGroups(date).keys()]
    expect([clusters('2019-01-01'), clusters('2022-01-01'), clusters('1999-01-01')]).toEqual([
      ['c1'],
      ['c1', 'c2'],
      [],
    ])
    expect(register.clusterGroups('2022-01-01').get('c1')).toEqual(groupsOf(cluster('c1'), '2022-01-01'))
  })

  it('counts the regions of a level within a region on a date', () => {
    expect(register.regionsWithin('DE', 'land', '2009-01-01')).toBe(2)
    expect(register.regionsWithin('DE', 'land', '2022-01-01')).toBe(1)
    expect(register.regionsWithin('DE', 'kreis', '2022-01-01')).toBe(1)
    expect(register.regionsWithin('DE-XX', 'kreis', '2009-01-01')).toBe(0)
    expect(register.regionsWithin('DE', undefined, '2022-01-01')).toBe(0)
  })

  it('expects all of its clusters to report unless campaigns say who', () => {
    const slice = { universe: 'cluster', indicator: 'jobs', breakdown: '_T', period: '2024' } as const
    expect(register.expects(slice, ['jobs'])).toBeUndefined()
  })
})
