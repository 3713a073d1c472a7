import type { CalendarDate } from '#kernel/clock'
import type { Seal } from './model.ts'

/** The place in which nothing can be changed. */
export interface Seals {
  /** Keeps a seal unless there is one of that day.
   *  @returns the one that is kept */
  keep(seal: Seal): Promise<Seal>
  /** @throws NotFoundError when the day has no seal */
  of(day: CalendarDate): Promise<Seal>
}

/** Where a reader gets a seal from without passing through the platform. */
export type SealAddress = (
  day: CalendarDate,
  now: Date,
) => Promise<{ readonly url: string; readonly expiresAt: Date }>
