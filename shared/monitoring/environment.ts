import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'

const tables = {
  MONITORING_TABLE: z.string(),
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
}

/** What the API function of monitoring is told: its own table, and those of the facts it reads. */
export const MonitoringEnvironment = ApiEnvironment.extend(tables)
export type MonitoringEnvironment = z.output<typeof MonitoringEnvironment>

/** What the API function of releases is told: it reads monitoring's table only. */
export const ReleasesEnvironment = ApiEnvironment.extend({ MONITORING_TABLE: z.string() })
export type ReleasesEnvironment = z.output<typeof ReleasesEnvironment>

/** What the jobs are told. */
export const MonitoringJobEnvironment = FunctionEnvironment.extend(tables)
export type MonitoringJobEnvironment = z.output<typeof MonitoringJobEnvironment>

/** What the consumer of the registry's stream is told: it writes marks only. */
export const MarkingEnvironment = FunctionEnvironment.extend({ MONITORING_TABLE: z.string() })
export type MarkingEnvironment = z.output<typeof MarkingEnvironment>
