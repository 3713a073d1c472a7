import { describe, expect, it } from 'vitest'
import { indexed } from '../../../web/app/areas/public/ui/region/indexed.ts'
import { numberOf } from '../../../web/app/search.ts'

const point = (period: string, value: string | null) => ({ period, value, obsStatus: 'A' as const })

describe('figures as an index', () => {
  it('are hundredths of those of the first period; a missing one stays missing', () => {
    const rows = [point('2012', '40'), point('2013', '50'), point('2014', null), point('2015', '55')]
    expect(
      indexed(rows, '2013').map(({ period, value }) => [period, value && Number(value).toFixed(6)]),
    ).toEqual([
      ['2013', '100.000000'],
      ['2014', null],
      ['2015', '110.000000'],
    ])
  })

  it('are none where the first period has no value, or zero', () => {
    for (const first of [null, '0'])
      expect(indexed([point('2013', first), point('2014', '5')], '2013').map(({ value }) => value)).toEqual([
        null,
        null,
      ])
  })
})

describe('a number in an address', () => {
  it('is a whole one from 1, else nothing', () => {
    expect(numberOf({ release: 2 }, 'release')).toEqual({ release: 2 })
    expect(numberOf({ release: '2' }, 'release')).toEqual({ release: 2 })
    for (const release of [0, -1, 1.5, 'newest', undefined, null])
      expect(numberOf({ release }, 'release')).toEqual({})
  })
})
