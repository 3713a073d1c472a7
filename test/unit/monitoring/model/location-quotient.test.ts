import { describe, expect, it } from 'vitest'
import { groupOf, locationQuotients, type UnitValues } from '#monitoring/model'

const values = (by: Readonly<Record<string, number | null>>): UnitValues => ({
  scale: 1,
  values: new Map(
    Object.entries(by).map(([region, value]) => [
      region,
      { value, obsStatus: value === null ? ('L' as const) : ('A' as const), sources: [] },
    ]),
  ),
})
const groups = new Map(
  ['a', 'b', 'c'].map((code) => [code, [groupOf('region', 'root'), groupOf('region', code)]]),
)
const asked = { codes: ['a', 'b', 'c'], within: 'root', breakdown: 'C', period: '2024' }
const quotients = (part: UnitValues, total: UnitValues) =>
  locationQuotients({ part, total, groups }, asked).map(({ code, quotient, noValue }) => [
    code,
    quotient,
    noValue,
  ])

describe('location quotients', () => {
  it('are the share in the region divided by the share in the area', () => {
    const found = locationQuotients(
      { part: values({ a: 30, b: 10, c: 10 }), total: values({ a: 50, b: 50, c: 100 }), groups },
      asked,
    )
    expect(found.map(({ quotient }) => quotient)).toEqual([2.4, 0.8, 0.4])
    expect(found[0]).toMatchObject({
      ...{ value: '30', total: '50', share: 0.6, regions: 1 },
      reference: { value: '50', total: '200', share: 0.25, regions: 3 },
    })
  })

  it('leave a region without part or total out of the area too: missing is not zero', () => {
    const found = quotients(values({ a: 30, b: 10, c: null }), values({ a: 50, b: 50, c: 100 }))
    expect(found).toEqual([
      ['a', 1.5, undefined],
      ['b', 0.5, undefined],
      ['c', null, 'no-data'],
    ])
  })

  it('leave out a region of which nothing was reported', () => {
    expect(quotients(values({ a: 30 }), values({ a: 50, b: 50 }))).toEqual([
      ['a', 1, undefined],
      ['b', null, 'no-data'],
      ['c', null, 'no-data'],
    ])
  })

  it('are none where the area has no data to compare with', () => {
    const [found] = locationQuotients(
      { part: values({ a: 30 }), total: values({ a: 50 }), groups },
      { ...asked, within: 'elsewhere' },
    )
    expect(found).toMatchObject({
      ...{ share: 0.6, quotient: null, noValue: 'no-data' },
      reference: { value: null, total: null, share: null, regions: 0 },
    })
  })

  it('are 0 where there is nothing of the part, and none where there is nothing at all', () => {
    expect(quotients(values({ a: 0, b: 10, c: 0 }), values({ a: 50, b: 50, c: 0 }))).toEqual([
      ['a', 0, undefined],
      ['b', 2, undefined],
      ['c', null, 'zero-denominator'],
    ])
    expect(quotients(values({ a: 0, b: 0, c: 0 }), values({ a: 1, b: 1, c: 1 }))[0]).toEqual([
      'a',
      null,
      'zero-denominator',
    ])
  })
})
