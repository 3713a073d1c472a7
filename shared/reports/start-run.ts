import {
  isLate,
  type ReportDefinition,
  type ReportRun,
  type ReportRunId,
  type Schedule,
  skippedRuns,
} from './model.ts'
import { lastPeriod } from './periods.ts'

/** A run of a report as it begins. */
export const runOf = (
  id: ReportRunId,
  { id: report, content, owner, place }: ReportDefinition,
  started: {
    readonly now: Date
    /** Of a run by schedule: when it was due. */
    readonly due?: { readonly at: Date; readonly schedule: Schedule }
    readonly requestedBy?: string
    readonly period?: string
  },
): ReportRun => {
  const { now, due } = started
  const at = now.toISOString()
  return {
    id,
    report,
    content,
    owner,
    place,
    // A late run is about the period that was over when it was due.
    period: started.period ?? lastPeriod(content, due?.at ?? now),
    startedAt: at,
    due:
      due === undefined
        ? null
        : {
            at: due.at.toISOString(),
            late: isLate(due.at, now),
            skipped: skippedRuns(due.schedule, due.at, now),
          },
    requestedBy: started.requestedBy ?? null,
    state: 'queued',
    attempts: 0,
    queuedAt: at,
    files: [],
  }
}
