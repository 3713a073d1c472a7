import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  coarserPeriods,
  firstDay,
  frequencyOf,
  nextInYear,
  Period,
  periodOf,
  periodsWithin,
  previousInYear,
  previousPeriod,
  referenceDate,
  subPeriods,
  yearBefore,
  yearsBetween,
} from '#monitoring/model'

const anyPeriod = fc
  .record({ year: fc.integer({ min: 1900, max: 2999 }), part: fc.integer({ min: 0, max: 16 }) })
  .map(({ year, part }) =>
    part === 0 ? `${year}` : part <= 4 ? `${year}-Q${part}` : `${year}-${String(part - 4).padStart(2, '0')}`,
  )

describe('periods', () => {
  it.each(['2025-Q5', '2025-Q0', '2025-13', '2025-00', '25', '2025Q1', '2025-1', ''])(
    'refuses %j',
    (text) => {
      const message = `${JSON.stringify(text)} is not a period (expected YYYY, YYYY-Qn with n 1–4, or YYYY-MM)`
      expect(Period.safeParse(text).error?.issues[0]?.message).toBe(message)
      expect(() => referenceDate(text)).toThrow(message)
    },
  )

  it('says in Russian too what a period looks like', () => {
    expect(Period.safeParse('2025-Q5').error?.issues[0]).toMatchObject({
      params: { ru: '«2025-Q5» — не период (ожидается ГГГГ, ГГГГ-Qn с n от 1 до 4 или ГГГГ-ММ)' },
    })
  })

  it('has years of four digits', () => {
    expect([referenceDate('0009'), firstDay('0009-Q2'), yearBefore('0100'), yearBefore('0100-05')]).toEqual([
      '0009-12-31',
      '0009-04-01',
      '0099',
      '0099-05',
    ])
  })

  it('ends on its last day, leap years included', () => {
    expect(['2025', '2025-Q1', '2024-02', '2023-02', '2025-Q4'].map(referenceDate)).toEqual([
      '2025-12-31',
      '2025-03-31',
      '2024-02-29',
      '2023-02-28',
      '2025-12-31',
    ])
    expect(['2025', '2025-Q3', '2025-11'].map(firstDay)).toEqual(['2025-01-01', '2025-07-01', '2025-11-01'])
  })

  it('lies in its longer periods and consists of its shorter ones', () => {
    expect(coarserPeriods('2025-08')).toEqual(['2025-Q3', '2025'])
    expect(coarserPeriods('2025')).toEqual([])
    expect(subPeriods('2025')).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'])
    expect(subPeriods('2025-Q4')).toEqual(['2025-10', '2025-11', '2025-12'])
    expect(subPeriods('2025-12')).toEqual([])
  })

  it('knows the period before, within the year and over its boundary', () => {
    expect(['2025', '2025-Q1', '2025-03', '2025-01'].map(previousPeriod)).toEqual([
      '2024',
      '2024-Q4',
      '2025-02',
      '2024-12',
    ])
    expect(yearBefore('2025-Q3')).toBe('2024-Q3')
    expect(previousInYear('2025-Q1')).toBeUndefined()
    expect(nextInYear('2025-12')).toBeUndefined()
    expect(nextInYear('2025-11')).toBe('2025-12')
  })

  it('lists the periods whose last day lies in an interval', () => {
    expect(periodsWithin('2024-12-31', '2025-06-30', 'Q')).toEqual(['2024-Q4', '2025-Q1', '2025-Q2'])
    expect(periodsWithin('2025-01-01', '2025-12-30', 'A')).toEqual([])
  })

  it('measures years between reference dates', () => {
    expect(yearsBetween('2008', '2014')).toBe(6)
    expect(yearsBetween('2024-Q1', '2024-Q3')).toBe(0.5)
  })

  it('is found again from each of its days', () => {
    void fc.assert(
      fc.property(anyPeriod, (period) => {
        expect(Period.parse(period)).toBe(period)
        expect(periodOf(referenceDate(period), frequencyOf(period))).toBe(period)
        expect(periodOf(firstDay(period), frequencyOf(period))).toBe(period)
        for (const sub of subPeriods(period)) expect(coarserPeriods(sub)).toContain(period)
      }),
    )
  })
})
