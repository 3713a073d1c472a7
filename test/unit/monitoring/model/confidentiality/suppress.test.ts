import { describe, expect, it } from 'vitest'
import { overTime, type ReleaseFigure, suppress } from '#monitoring/model'
import { contribution, contributions, figure, rules } from './contributions.ts'

const decided = (figures: readonly ReleaseFigure[], given = contributions) =>
  Object.fromEntries(suppress({ contributions: given, figures, rules }))

describe('figures that are shown together', () => {
  it('do not differ by one enterprise', () => {
    expect(decided([figure('nation', 0, 'a b c d'), figure('section', 1, 'a b c')])).toEqual({
      nation: null,
      section: 'D',
    })
  })

  it('do not differ by two, who would know one another’s', () => {
    expect(decided([figure('nation', 0, 'a b c d e'), figure('section', 1, 'a b c')])).toEqual({
      nation: null,
      section: 'D',
    })
    expect(decided([figure('nation', 0, 'a b c d e f'), figure('section', 1, 'a b c')])).toEqual({
      nation: null,
      section: null,
    })
  })

  it('are those of the higher level, then those of more enterprises', () => {
    expect(decided([figure('small', 1, 'a b c'), figure('large', 1, 'a b c d')])).toEqual({
      large: null,
      small: 'D',
    })
    expect(decided([figure('small', 0, 'a b c'), figure('large', 1, 'a b c d')])).toEqual({
      small: null,
      large: 'D',
    })
  })

  it('hide a withheld part of an additive table with a second one', () => {
    const figures = [
      figure('nation', 0, 'a b c d e f g h i j'),
      figure('north', 1, 'a b c d'),
      figure('south', 1, 'e f g h'),
      figure('west', 1, 'i j'),
    ]
    expect(decided(figures)).toEqual({ nation: null, north: null, south: 'D', west: 'A' })
  })

  it('give nothing by overlapping sums: 2 (a + b + c) from three pairs that are never shown', () => {
    const figures = [
      figure('one', 1, 'a b d'),
      figure('two', 1, 'b c d'),
      figure('three', 1, 'a c d'),
      figure('all', 0, 'a b c d e f'),
    ]
    const shown = Object.entries(decided(figures)).filter(([, status]) => status === null)
    expect(shown.map(([id]) => id)).toEqual(['all', 'one'])
  })

  it('show what follows from them', () => {
    const figures = [figure('region', 1, 'a b c'), figure('seat', 2, 'a b c'), figure('category', 3, 'a b c')]
    expect(decided(figures)).toEqual({ region: null, seat: null, category: null })
  })

  it('do not give a dominated figure that was withheld', () => {
    const given = [
      contribution('a', 500),
      contribution('b', 490),
      contribution('c', 10),
      ...contributions.slice(3),
    ]
    const figures = [
      figure('nation', 0, 'a b c d e f g h'),
      figure('others', 1, 'd e f g h'),
      figure('dominated', 1, 'a b c'),
    ]
    expect(decided(figures, given)).toEqual({ nation: null, others: 'D', dominated: 'T' })
  })

  it('leave every contribution uncertain by more than p %', () => {
    // Exactly nothing follows for a; but the others of both figures come to 4 of its 1,000.
    const given = [
      contribution('a', 1_000),
      ...[...'bcd'].map((id) => contribution(id, 400)),
      ...[...'efg'].map((id) => contribution(id, 1)),
    ]
    const figures = [figure('nation', 0, 'a b c d e f g'), figure('section', 1, 'b c d')]
    expect(decided(figures, given)).toEqual({ nation: null, section: 'D' })
  })

  it('do not tell that all are zero', () => {
    const given = [...'abc'].map((id) => contribution(id, 0))
    expect(decided([figure('section', 1, 'a b c')], given)).toEqual({ section: 'D' })
  })

  it('know no bounds of values that may be negative, yet count enterprises', () => {
    const given = [...'abcdefghijk'].map((id, index) =>
      contribution(id, index === 0 ? 10_000 : -index, { signed: true }),
    )
    const figures = [
      figure('nation', 0, 'a b c d e f g h i j k'),
      figure('six', 1, 'a b c d e f'),
      figure('nine', 1, 'a b c d e f g h i'),
    ]
    expect(decided(figures, given)).toEqual({ nation: null, nine: 'D', six: null })
  })

  it('give neither part of a ratio that may not be shown', () => {
    const figures = [
      figure('employment', 0, 'a b c d'),
      figure('productivity', 1, 'e f g h', 'a b c'),
      figure('revenue', 2, 'e f g'),
    ]
    expect(decided(figures)).toEqual({ employment: null, productivity: 'D', revenue: null })
  })

  it('count a group of companies and an enterprise in two clusters as one', () => {
    const given = [
      ...contributions,
      contribution('a2', 70, { enterprises: ['a'] }),
      contribution('b2', 80, { enterprises: ['b'] }),
    ]
    // Four clusters differ, of two enterprises.
    const figures = [figure('nation', 0, 'a b a2 b2 c d e f'), figure('section', 1, 'c d e f')]
    expect(decided(figures, given)).toEqual({ nation: null, section: 'D' })
  })

  it('may differ by a cluster of three enterprises', () => {
    const given = [...contributions.slice(0, 5), ...['x', 'y', 'z'].map((id) => contribution(id, 50))]
    const figures = [figure('nation', 0, 'a b c d e x y z'), figure('section', 1, 'a b c d e')]
    expect(decided(figures, given)).toEqual({ nation: null, section: null })
  })

  it('are the same in any order of figures and contributions', () => {
    const figures = [
      figure('nation', 0, 'a b c d e f g'),
      figure('one', 1, 'a b c d'),
      figure('two', 1, 'd e f g'),
      figure('three', 2, 'c d e'),
      figure('four', 2, 'a b e f'),
    ]
    expect(decided(figures.toReversed(), contributions.toReversed())).toEqual(decided(figures))
  })
})

it('refuses sums of contributions that are not given, and two of one name', () => {
  expect(() => decided([figure('nation', 0, 'a b c'), figure('nation', 0, 'a')])).toThrow('"nation"')
  expect(() => decided([figure('nation', 0, 'a x')])).toThrow('a sum names "x", which is not given')
  expect(() => decided([], [...contributions, contribution('a')])).toThrow('the same id')
})

describe('periods', () => {
  it('hide a quarter that is withheld with another or with the year', () => {
    const quarters = [1, 2, 3, 4]
    const given = quarters.flatMap((quarter) =>
      [...'abcd'].map((unit) => contribution(`${unit}${quarter}`, 100, { enterprises: [unit] })),
    )
    const units = quarters.map(
      (quarter) => new Map([...'abcd'].map((unit) => [unit, [`${unit}${quarter}`]] as const)),
    )
    const of = (members: string) =>
      [...overTime(units)].filter(([unit]) => members.includes(unit)).flatMap(([, ids]) => ids)
    const figures = [
      { id: 'year', level: 0, sums: [of('abcd')] },
      ...quarters.map((quarter) => ({
        id: `Q${quarter}`,
        level: 1,
        // In the second quarter d had not reported to the group.
        sums: [[...'abcd'].slice(0, quarter === 2 ? 3 : 4).map((unit) => `${unit}${quarter}`)],
      })),
    ]
    expect(decided(figures, given)).toEqual({ year: null, Q1: null, Q2: 'D', Q3: null, Q4: null })
  })

  it('leave out units without a value in each shorter period', () => {
    const first = new Map([
      ['a', ['a1']],
      ['b', ['b1']],
    ])
    expect([...overTime([first, new Map([['a', ['a2']]])])]).toEqual([['a', ['a1', 'a2']]])
    expect([...overTime([new Map([['a', ['a2']]]), first])]).toEqual([['a', ['a2', 'a1']]])
    expect([...overTime([first, first, new Map([['a', ['a3']]])])]).toEqual([['a', ['a1', 'a1', 'a3']]])
    expect([...overTime([new Map([['a', []]]), first])]).toEqual([])
    expect([...overTime([])]).toEqual([])
  })
})
