import { nextRun, Schedule } from '#reports/model/schedule'

/** The next times of a schedule, by the rules by which the platform makes reports; none while it cannot stand.
 *  @returns instants, the soonest first */
export const nextTimes = (schedule: unknown, count: number, after: Date): readonly string[] => {
  const checked = Schedule.safeParse(schedule)
  if (!checked.success) return []
  const times: string[] = []
  for (let next = nextRun(checked.data, after); next !== null && times.length < count; ) {
    times.push(next.toISOString())
    next = nextRun(checked.data, next)
  }
  return times
}
