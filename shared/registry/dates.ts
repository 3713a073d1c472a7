import { type CalendarDate, dateIn } from '#kernel/clock'
import { RuleFailedError } from '#kernel/errors'
import type { ClusterRecord } from './model.ts'
import type { RegisterStore } from './registers/register-store.ts'

/** The time zone of the register that a cluster stands in or applies to; UTC for one without. */
export const zoneOf = async (
  registers: RegisterStore,
  { entries, openApplications }: Pick<ClusterRecord, 'entries' | 'openApplications'>,
): Promise<string> => {
  const [register] = [...entries, ...openApplications].map((one) => one.register)
  const stored = register === undefined ? undefined : await registers.find(register)
  return stored?.value.timeZone ?? 'UTC'
}

/** Today in that time zone. */
export const todayFor = async (
  registers: RegisterStore,
  cluster: Pick<ClusterRecord, 'entries' | 'openApplications'>,
  at: Date,
): Promise<CalendarDate> => dateIn(await zoneOf(registers, cluster), at)

/** Refuses a date that is still to come. @throws RuleFailedError */
export const demandPast = (field: string, date: CalendarDate, today: CalendarDate): void => {
  if (date <= today) return
  const detail = {
    en: `${field} ${date} is still to come (today is ${today}).`,
    ru: `${field} ${date} ещё не наступила (сегодня ${today}).`,
  }
  throw new RuleFailedError(detail, { faults: [{ pointer: `/${field}`, detail }] })
}
