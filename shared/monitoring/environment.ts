import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'
import { LANGUAGES } from '#kernel/localised-text'

const tables = {
  MONITORING_TABLE: z.string(),
  REGISTRY_TABLE: z.string(),
  REFERENCE_TABLE: z.string(),
}

/** What the API functions of monitoring, of figures and of alerts are told: its own table, and those of the facts it reads. */
export const MonitoringEnvironment = ApiEnvironment.extend(tables)
export type MonitoringEnvironment = z.output<typeof MonitoringEnvironment>

/** What the API function of releases is told: it reads monitoring's table only. */
export const ReleasesEnvironment = ApiEnvironment.extend({ MONITORING_TABLE: z.string() })
export type ReleasesEnvironment = z.output<typeof ReleasesEnvironment>

/** What the jobs are told. */
export const MonitoringJobEnvironment = FunctionEnvironment.extend(tables)
export type MonitoringJobEnvironment = z.output<typeof MonitoringJobEnvironment>

/** What the jobs are told that evaluate alerts: besides the figures who is in office where, and where mail is queued. */
export const TellingEnvironment = MonitoringJobEnvironment.extend({
  GOVERNANCE_TABLE: z.string(),
  DELIVERY_TABLE: z.string(),
  /** In which people get mail who have not chosen. */
  MAIL_LANGUAGE: z.enum(LANGUAGES).default('en'),
})
export type TellingEnvironment = z.output<typeof TellingEnvironment>
