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

/** What the jobs are told. */
export const MonitoringJobEnvironment = FunctionEnvironment.extend(tables)
export type MonitoringJobEnvironment = z.output<typeof MonitoringJobEnvironment>
