import type { MonitoringTypes } from '../types.ts'

/** The course of one group or unit. */
export interface Line {
  readonly name: string
  readonly rows: readonly MonitoringTypes['row'][]
}
