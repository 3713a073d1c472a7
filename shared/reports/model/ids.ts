import type * as z from 'zod'
import { idOf } from '#kernel/ids'

export const ReportId = idOf('rep')
export type ReportId = z.output<typeof ReportId>
export const ReportRunId = idOf('rpr')
export type ReportRunId = z.output<typeof ReportRunId>
