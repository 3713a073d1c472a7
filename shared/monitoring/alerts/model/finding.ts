import * as z from 'zod'
import { CellDimension, type Period, Universe } from '../../model.ts'
import type { Condition } from './alert-rule.ts'

/** What an alert concerns: a group or a unit. */
export const AlertSubject = z.object({ universe: Universe, dimension: CellDimension, code: z.string() })
export type AlertSubject = z.output<typeof AlertSubject>

/** A subject in one text, by which it is kept. */
export const subjectKey = ({ universe, dimension, code }: AlertSubject): string =>
  `${universe}#${dimension}#${code}`

/** Where a subject lies, as powers see it: nowhere in particular for groups that are no regions. */
export const AlertPlace = z.object({
  /** The paths of its regions from the root. */
  regionPaths: z.array(z.array(z.string())),
  category: z.string().exactOptional(),
  cluster: z.string().exactOptional(),
})
export type AlertPlace = z.output<typeof AlertPlace>

/** What was read of a subject: a figure, its growth, its coverage, or days; null when there is none. */
export interface Reading {
  readonly subject: AlertSubject
  readonly place: AlertPlace
  readonly value: number | null
  readonly period?: Period | undefined
}

/** Whether a condition holds of what was read: `kept` between the limit and where it ends, and where nothing is known. */
export type Verdict = 'holds' | 'kept' | 'ended'

export const verdictOf = (condition: Condition, value: number | null): Verdict => {
  if (value === null) return 'kept'
  switch (condition.kind) {
    case 'threshold':
    case 'change': {
      const { side, limit, until = limit } = condition
      return beyond(side, value, Number(limit), Number(until))
    }
    case 'coverage-below':
      return beyond('below', value, condition.limit, condition.until ?? condition.limit)
    case 'missed-deadline':
    case 'stale-profile':
      return value >= condition.days ? 'holds' : 'ended'
  }
}

const beyond = (side: 'above' | 'below', value: number, limit: number, until: number): Verdict => {
  if (side === 'above' ? value > limit : value < limit) return 'holds'
  return (side === 'above' ? value <= until : value >= until) ? 'ended' : 'kept'
}
