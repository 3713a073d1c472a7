import { describe, expect, it } from 'vitest'
import {
  besidePeriod,
  isLate,
  lastPeriods,
  nextRun,
  reportedPeriod,
  Schedule,
  skippedRuns,
} from '#reports/model'

const daily = (cron: string, timeZone = 'Europe/Berlin') => Schedule.parse({ cron, timeZone })
const faults = (cron: string, timeZone = 'Europe/Moscow') =>
  Schedule.safeParse({ cron, timeZone }).error?.issues ?? []

describe('a schedule', () => {
  it('keeps its hour in the time zone when the clocks change', () => {
    const seven = daily('0 7 * * *')
    expect(nextRun(seven, new Date('2026-03-28T12:00:00Z'))).toEqual(new Date('2026-03-29T05:00:00Z'))
    expect(nextRun(seven, new Date('2026-03-27T12:00:00Z'))).toEqual(new Date('2026-03-28T06:00:00Z'))
    expect(nextRun(seven, new Date('2026-10-24T12:00:00Z'))).toEqual(new Date('2026-10-25T06:00:00Z'))
  })

  it('takes a time that does not exist at the first moment after it', () => {
    const inTheGap = daily('30 2 * * *')
    expect(nextRun(inTheGap, new Date('2026-03-28T12:00:00Z'))).toEqual(new Date('2026-03-29T01:00:00Z'))
    expect(nextRun(inTheGap, new Date('2026-03-29T01:00:00Z'))).toEqual(new Date('2026-03-30T00:30:00Z'))
  })

  it('takes a time that comes twice once', () => {
    const twice = daily('30 2 * * *')
    const first = nextRun(twice, new Date('2026-10-24T12:00:00Z'))
    expect(first).toEqual(new Date('2026-10-25T00:30:00Z'))
    expect(first && nextRun(twice, first)).toEqual(new Date('2026-10-26T01:30:00Z'))
  })

  it.each([
    ['x', 'is not a cron expression (expected five fields'],
    ['61 * * * *', 'is not a cron expression'],
    ['0 7 * *', 'is not a cron expression'],
    ['0 0 7 1 * *', 'is not a cron expression'],
    ['0 7 31 2 *', 'names no day that ever comes'],
    ['* * * * *', 'more than once a day'],
    ['0 */6 * * *', 'more than once a day'],
  ])('refuses %s and says what is wrong', (cron, said) => {
    const [fault] = faults(cron)
    expect(fault?.path).toEqual(['cron'])
    expect(fault?.message).toContain(`${JSON.stringify(cron)} `)
    expect(fault?.message).toContain(said)
  })

  it('refuses a time zone that there is not, in both languages', () => {
    const [fault, ...others] = faults('0 7 1 * *', 'Mars/Base')
    expect(others).toEqual([])
    expect(fault).toMatchObject({
      path: ['timeZone'],
      message: 'is not an IANA time zone such as Europe/Berlin',
    })
    expect(JSON.stringify(fault)).toContain('часовым поясом')
  })

  it('says how many times were missed, and from when on a run is late', () => {
    const seven = daily('0 7 * * *')
    const due = new Date('2026-05-01T05:00:00Z')
    expect(skippedRuns(seven, due, new Date('2026-05-01T05:10:00Z'))).toBe(0)
    expect(skippedRuns(seven, due, new Date('2026-05-04T05:00:00Z'))).toBe(3)
    expect(isLate(due, new Date('2026-05-01T05:30:00Z'))).toBe(false)
    expect(isLate(due, new Date('2026-05-01T05:31:00Z'))).toBe(true)
  })
})

describe('the period of a report', () => {
  it('is the last one that is over where the report is at home', () => {
    const newYear = new Date('2025-12-31T22:30:00Z')
    expect(reportedPeriod(newYear, 'Europe/Berlin', 'Q')).toBe('2025-Q3')
    expect(reportedPeriod(newYear, 'Europe/Moscow', 'Q')).toBe('2025-Q4')
    expect(reportedPeriod(newYear, 'Europe/Moscow', 'A')).toBe('2025')
  })

  it('has beside it what an indicator of longer periods last had', () => {
    expect(besidePeriod('2025-Q4', 'A')).toBe('2025')
    expect(besidePeriod('2025-Q3', 'A')).toBe('2024')
    expect(besidePeriod('2025', 'M')).toBe('2025')
    expect(lastPeriods('2025-Q2', 4)).toEqual(['2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2'])
  })
})
