import { describe, expect, it } from 'vitest'
import { finishedPeriods } from '../../../../web/app/areas/monitoring/reports/finished-periods.ts'

describe('periods that a report can be previewed of', () => {
  const now = new Date('2026-11-28T05:00:00.000Z')

  it.each([
    ['A', '2025', '2006', 20],
    ['Q', '2026-Q3', '2006-Q4', 80],
    ['M', '2026-10', '2006-11', 240],
  ] as const)('are over, and of twenty years: %s', (frequency, newest, oldest, count) => {
    const periods = finishedPeriods(frequency, now)
    expect(periods).toHaveLength(count)
    expect([periods[0], periods.at(-1)]).toEqual([newest, oldest])
  })

  it('hold the one that ended yesterday, but none that ends today', () => {
    expect(finishedPeriods('M', new Date('2026-12-31T23:00:00.000Z'))[0]).toBe('2026-11')
    expect(finishedPeriods('M', new Date('2027-01-01T00:00:00.000Z'))[0]).toBe('2026-12')
  })
})
