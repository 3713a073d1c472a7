import { describe, expect, it } from 'vitest'
import { peersOf, registerOf, standing } from '#monitoring/model'
import { cluster } from '../support.ts'

const since = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]

describe('where a value stands among its peers', () => {
  const values = [40, 10, 20, 30, 20]
  const among = (value: number, direction: Parameters<typeof standing>[0] = 'more-is-better', scale = 1) =>
    standing(direction, value * scale, { values: values.map((one) => one * scale), scale })

  it.each([
    [20, 40],
    [40, 90],
    [10, 10],
  ])('gives %d the percentile %d', (value, percentile) => {
    expect(among(value)).toMatchObject({ percentile, median: '20', bestDecile: '36' })
  })

  it('takes the other end where less is better, and none of neutral indicators', () => {
    expect(among(10, 'less-is-better')).toMatchObject({
      percentile: 90,
      bestDecile: '14',
      gapToBestDecile: '-4',
    })
    expect(among(10, 'neutral')).toMatchObject({
      bestDecile: null,
      gapToBestDecile: null,
      gapToMedian: '-10',
    })
  })

  it('gives gaps in the unit of the indicator', () => {
    expect(among(40, 'more-is-better', 100)).toMatchObject({
      percentile: 90,
      bestDecile: '36',
      gapToMedian: '20',
      gapToBestDecile: '4',
    })
  })
})

describe('deciles', () => {
  it('are exact decimals, whatever the number of peers', () => {
    const values = Array.from({ length: 114 }, (_, n) => 33 * n)
    expect(standing('more-is-better', 33, { values, scale: 10 })).toMatchObject({
      bestDecile: '335.61',
      median: '186.45',
      gapToBestDecile: '-332.31',
    })
  })
})

describe('the peers of a cluster', () => {
  const facts = Array.from({ length: 30 }, (_, n) =>
    cluster(`c${n}`, {
      category: since(n < 20 ? 'auto' : 'bio'),
      stage: n < 10 ? since('growth') : n < 12 ? [] : since('decline'),
    }),
  )
  const register = registerOf(facts, [], [])
  const all = () => true
  const setFor = (name: string, hasValue = all as (name: string) => boolean, date = '2024-12-31') => {
    const peers = peersOf(name, register, date, hasValue)
    return peers && [peers.set, peers.clusters.length]
  }

  it('are of its category and stage where ten of these have values, itself included', () => {
    expect(setFor('c0')).toEqual(['category-and-stage', 10])
    expect(setFor('c0', (name) => name !== 'c9')).toEqual(['category', 20])
    expect(setFor('c25')).toEqual(['category-and-stage', 10])
    expect(setFor('c25', (name) => name !== 'c25')).toEqual(['nation', 30])
  })

  it('are of its category where it has no stage', () => {
    expect(setFor('c10')).toEqual(['category', 20])
  })

  it('are all where it has no category: those without are no category of their own', () => {
    const bare = registerOf(
      Array.from({ length: 12 }, (_, n) => cluster(`c${n}`, { category: [], stage: [] })),
      [],
      [],
    )
    expect(peersOf('c0', bare, '2024-12-31', all)).toMatchObject({ set: 'nation' })
    expect(peersOf('c10', register, '2024-12-31', all)?.set).toBe('category')
  })

  it('are those in the register on the date', () => {
    expect(setFor('c0', all, '1999-12-31')).toBeUndefined()
    expect(setFor('c99')).toBeUndefined()
  })
})
