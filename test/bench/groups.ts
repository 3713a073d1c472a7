import type { Group } from './group.ts'
import { p1Pipeline } from './p1-pipeline.ts'
import { p2ColdStart } from './p2-cold-start.ts'
import { p3Capacity } from './p3-capacity.ts'
import { p4Aggregation } from './p4-aggregation.ts'
import { p6Report } from './p6-report.ts'
import { p8Cost } from './p8-cost.ts'
import { p9Portal } from './p9-portal.ts'

/** All groups of benchmarks, in the order of their ids. */
export const groups: readonly Group[] = [
  p1Pipeline,
  p2ColdStart,
  p3Capacity,
  p4Aggregation,
  p6Report,
  p8Cost,
  p9Portal,
]
