import { describe, expect, it } from 'vitest'
import { nextTimes } from '../../../../web/app/areas/monitoring/schedule/next-times.ts'
import {
  type RhythmValues,
  rhythmOf,
  scheduleOf,
  usualRhythm,
} from '../../../../web/app/areas/monitoring/schedule/rhythm.ts'

const ZONE = 'Europe/Berlin'
const usual: RhythmValues = { ...usualRhythm(ZONE), time: '06:45', day: 5 }

describe('when a report is made', () => {
  it.for([
    [{ ...usual, rhythm: 'week', weekday: '7' }, '45 6 * * 7'],
    [{ ...usual, rhythm: 'month' }, '45 6 5 * *'],
    [{ ...usual, rhythm: 'quarter', month: '2' }, '45 6 5 2,5,8,11 *'],
    [{ ...usual, rhythm: 'year', month: '12' }, '45 6 5 12 *'],
    [{ ...usual, rhythm: 'cron', cron: '0 7 1,15 * *' }, '0 7 1,15 * *'],
  ] as const)('is said in cron fields and read from them: %j', ([values, cron]) => {
    const schedule = scheduleOf(values)
    expect(schedule).toEqual({ cron, timeZone: ZONE })
    expect(scheduleOf(rhythmOf(schedule, 'UTC'))).toEqual(schedule)
    expect(rhythmOf(schedule, 'UTC').rhythm).toBe(values.rhythm)
  })

  it('is said by nothing where it is made on request only', () => {
    expect(scheduleOf(usual)).toBeNull()
    expect(rhythmOf(null, ZONE)).toEqual(usualRhythm(ZONE))
  })

  it.for(['0 7 1 1,4 *', '*/5 7 * * *', '0 7 * * *', '0 7 1 2 1', '0 7 L * *', 'nonsense'])(
    'stays in cron fields where no rhythm says the same: %s',
    (cron) => {
      expect(rhythmOf({ cron, timeZone: ZONE }, 'UTC')).toMatchObject({ rhythm: 'cron', cron })
    },
  )

  it('takes both names of Sunday', () => {
    expect(rhythmOf({ cron: '0 7 * * 0', timeZone: ZONE }, 'UTC')).toMatchObject({
      rhythm: 'week',
      weekday: '7',
      time: '07:00',
    })
  })

  it('comes at the hour of its time zone, whatever the clocks do', () => {
    const schedule = { cron: '0 7 1 2,5,8,11 *', timeZone: ZONE }
    expect(nextTimes(schedule, 3, new Date('2026-03-01T00:00:00Z'))).toEqual([
      '2026-05-01T05:00:00.000Z',
      '2026-08-01T05:00:00.000Z',
      '2026-11-01T06:00:00.000Z',
    ])
    expect(nextTimes({ cron: '* * * * *', timeZone: ZONE }, 3, new Date())).toEqual([])
  })
})
