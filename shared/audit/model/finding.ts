import type { CalendarDate } from '#kernel/clock'

/** What is wrong in an exported trail, and where. */
export interface Finding {
  readonly kind:
    | 'changed'
    | 'removed'
    | 'added'
    | 'reordered'
    | 'cut'
    | 'missing-day'
    | 'missing-seal'
    | 'damaged-seal'
    | 'replayed-seal'
    | 'rehashed'
    | 'broken-link'
    | 'gap'
    | 'other-record'
  readonly day: CalendarDate
  /** The line of the day's file, from 1; of what is missing, the line at which it belongs. */
  readonly line?: number
  readonly detail: string
}
