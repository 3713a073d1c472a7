import { CalendarDate } from '../../kernel/clock.ts'
import { RuleFailedError } from '../../kernel/errors.ts'

/** Days from `from` until the day before `to`; without `to`, without end. */
export interface Interval {
  readonly from: CalendarDate
  readonly to: CalendarDate | null
}

export const interval = { from: CalendarDate, to: CalendarDate.nullable().default(null) }

export const ordered = {
  error: 'ends before it begins: "to" is the first day on which it no longer holds, after "from"',
  params: { ru: 'заканчивается раньше начала: «to» — первый день без действия, позже «from»' },
}

/** The day on which an open interval ends, for comparing. */
export const endOf = (to: string | null): string => to ?? '9999-12-31'

/** Whether it has a day at all. */
export const inOrder = ({ from, to }: Interval): boolean => to === null || from < to

/** Refuses an interval that ends before it begins. @throws RuleFailedError */
export const refuseDisorder = (interval: Interval): void => {
  if (!inOrder(interval))
    throw new RuleFailedError({ en: `It ${ordered.error}.`, ru: `Интервал ${ordered.params.ru}.` })
}

export const laterOf = (a: string, b: string): string => (a > b ? a : b)

export const earlierOf = (a: string | null, b: string | null): string | null => (endOf(a) <= endOf(b) ? a : b)

/** The days that two intervals share; not in order when there are none. */
export const shared = (a: Interval, b: Interval): Interval => ({
  from: laterOf(a.from, b.from),
  to: earlierOf(a.to, b.to),
})

/** Whether every day of the inner interval is one of the outer. */
export const within = (inner: Interval, outer: Interval): boolean =>
  outer.from <= inner.from && endOf(inner.to) <= endOf(outer.to)
