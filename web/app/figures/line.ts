import type { MonitoringTypes } from '../types.ts'

/** What is drawn of a figure: its period, and its value or why there is none. */
export type Point = Pick<MonitoringTypes['row'], 'period' | 'value' | 'obsStatus'>

/** The course of one group or unit. */
export interface Line {
  readonly name: string
  readonly rows: readonly Point[]
}
