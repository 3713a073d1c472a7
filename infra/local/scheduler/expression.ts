import { Cron } from 'croner'
import { StartError } from '../start-error.ts'

const UNIT_SECONDS = { minute: 60, hour: 3600, day: 86_400 } as const

/** When a schedule is due next after a moment. */
export type NextRun = (after: Date) => Date | undefined

/** Reads `cron(minutes hours day-of-month month day-of-week year)` or `rate(n unit)` as EventBridge Scheduler does.
 *  @param start from when a rate counts
 *  @throws StartError for anything else */
export const nextRunOf = (expression: string, timeZone: string, start: Date, where: string): NextRun => {
  const cron = /^cron\(([^)]+)\)$/.exec(expression)?.[1]
  if (cron !== undefined) return cronRuns(cron, timeZone, where)
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression)
  const [, count = '', unit = ''] = rate ?? []
  if (rate && (unit === 'minute' || unit === 'hour' || unit === 'day') && Number(count) > 0) {
    const every = Number(count) * UNIT_SECONDS[unit] * 1000
    return (after) =>
      new Date(start.getTime() + (Math.floor((after.getTime() - start.getTime()) / every) + 1) * every)
  }
  throw new StartError(
    `${where}: the local cloud does not know the schedule "${expression}" (expected cron(…) or rate(…))`,
  )
}

/** Without the leading second and the weekdays of AWS (1 is Sunday), `0 3 * * ? *` would be read as every hour. */
const cronRuns = (fields: string, timeZone: string, where: string): NextRun => {
  try {
    const cron = new Cron(`0 ${fields}`, { alternativeWeekdays: true, timezone: timeZone, paused: true })
    return (after) => cron.nextRun(after) ?? undefined
  } catch (error) {
    throw new StartError(`${where}: "cron(${fields})" is not a schedule: ${String(error)}`)
  }
}
