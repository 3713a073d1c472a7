import { actorId, covers } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { ConflictError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { reportsContract } from './contract.ts'
import { ReportRunId, runView } from './model.ts'
import { refuseUnlessOver } from './periods.ts'
import type { Ports } from './ports.ts'
import { noSuchRun, runWrite } from './run-store.ts'
import { runOf } from './start-run.ts'

type Routes = typeof reportsContract.routes

/** Has a report made now.
 *  @throws NotFoundError @throws ForbiddenError
 *  @throws RuleFailedError for a period of another length, or that is not over */
export const runReport = (ports: Ports) => async (call: Call<Routes['runReport']>) => {
  const { value: definition, version } = await ports.reports.get(call.params.reportId)
  covers(call.actor, 'report.schedule', definition.place)
  const { period } = call.body
  if (period !== undefined) refuseUnlessOver(period, definition.content, call.at)
  const run = runOf(ports.newId(ReportRunId, 'rpr'), definition, {
    now: call.at,
    requestedBy: actorId(call.actor),
    ...(period !== undefined && { period }),
  })
  const reply = {
    status: 201 as const,
    body: runView(run),
    version: 1,
    location: `/report-runs/${run.id}`,
  }
  return commit(ports.runs.table, call, reply, [
    runWrite(run, undefined, changeBy(call, 'run-report')),
    {
      check: { pk: `REPORT#${definition.id}`, sk: 'DEFINITION' },
      if: { version },
      otherwise: () => new StaleVersionError(),
    },
  ])
}

/** Has a failed run made again. What it has kept stays: it goes on from there.
 *  @throws NotFoundError @throws ForbiddenError
 *  @throws ConflictError when it has not failed */
export const redriveReportRun = (ports: Ports) => async (call: Call<Routes['redriveReportRun']>) => {
  const stored = await ports.runs.find(call.params.runId)
  if (stored === undefined) throw noSuchRun(call.params.runId)
  covers(call.actor, 'report.schedule', stored.value.place)
  if (stored.value.state !== 'failed') throw notFailed()
  const { failure: _failure, ...rest } = stored.value
  const run = { ...rest, state: 'queued' as const, attempts: 0, queuedAt: call.at.toISOString() }
  const reply = { status: 200 as const, body: runView(run), version: stored.version + 1 }
  return commit(ports.runs.table, call, reply, [
    runWrite(run, stored, changeBy(call, 'redrive-report-run'), notFailed),
  ])
}

const notFailed = () =>
  new ConflictError({
    en: 'Only a failed run can be made again; this one is finished or being made.',
    ru: 'Повторить можно только неудавшийся выпуск; этот готов или составляется.',
  })
