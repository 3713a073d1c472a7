import { covers, mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy } from '#kernel/entity'
import { StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { reportsContract } from './contract.ts'
import { nextRun, type ReportContent, type ReportDefinition, ReportId, reportView } from './model.ts'
import type { Ports } from './ports.ts'
import { definitionWrite, dueWrites } from './report-store.ts'
import { defined } from './subjects.ts'

type Routes = typeof reportsContract.routes

/** Defines a report.
 *  @throws ForbiddenError when the power does not cover where its subject lies
 *  @throws RuleFailedError when it names what does not exist, or its schedule never comes */
export const createReport = (ports: Ports) => async (call: Call<Routes['createReport']>) => {
  const at = call.at.toISOString()
  const definition: ReportDefinition = {
    id: ports.newId(ReportId, 'rep'),
    ...(await defined(ports, call)),
    createdAt: at,
    updatedAt: at,
  }
  const change = changeBy(call, 'create-report')
  const due = firstRun(definition.content, call.at)
  const reply = {
    status: 201 as const,
    body: reportView(definition, due === null ? undefined : { report: definition.id, nextRun: due }),
    version: 1,
    location: `/reports/${definition.id}`,
  }
  return commit(ports.reports.table, call, reply, [
    definitionWrite(definition, undefined, change),
    ...dueWrites(definition.id, due, undefined, { change, now: call.at }),
  ])
}

/** Defines a report anew: from then on it is made with the rights of who does it.
 *  @throws NotFoundError when there is none
 *  @throws ForbiddenError when the power does not cover where its subject lay or lies
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeReport = (ports: Ports) => async (call: Call<Routes['changeReport']>) =>
  untilWon(async () => {
    const { reportId } = call.params
    const [before, due] = await Promise.all([ports.reports.get(reportId), ports.reports.due(reportId)])
    covers(call.actor, 'report.schedule', before.value.place)
    if (before.version !== call.expectedVersion) throw new StaleVersionError()
    const definition: ReportDefinition = {
      ...before.value,
      ...(await defined(ports, call)),
      updatedAt: call.at.toISOString(),
    }
    const change = changeBy(call, 'change-report')
    const next = firstRun(definition.content, call.at)
    const reply = {
      status: 200 as const,
      body: reportView(definition, next === null ? undefined : { report: reportId, nextRun: next }),
      version: before.version + 1,
    }
    const dated = dueWrites(reportId, next, due, { change, now: call.at })
    return commit(ports.reports.table, call, reply, [
      { ...definitionWrite(definition, before, change), otherwise: () => new StaleVersionError() },
      // A run that starts meanwhile moves the due time: both are read again.
      ...dated.map((step) => ({ ...step, otherwise: lostRace })),
    ])
  })

const firstRun = ({ schedule }: ReportContent, now: Date): string | null =>
  schedule === null ? null : (nextRun(schedule, now)?.toISOString() ?? null)

/** How a report is defined. @throws NotFoundError @throws ForbiddenError */
export const getReport = (ports: Ports) => async (call: Call<Routes['getReport']>) => {
  const { reportId } = call.params
  const [{ value, version }, due] = await Promise.all([
    ports.reports.get(reportId),
    ports.reports.due(reportId),
  ])
  covers(call.actor, 'report.schedule', value.place)
  // When it is due next moves with every run, its version does not.
  return { status: 200 as const, body: reportView(value, due?.value), version, unversioned: true as const }
}

/** The reports that the caller may have made; those of others are left out, so a page may be short. */
export const listReports = (ports: Ports) => async (call: Call<Routes['listReports']>) => {
  const { items, next } = await ports.reports.list(call.page.limit, call.page.after)
  const own = items.filter(({ place }) => mayUse(call.actor, 'report.schedule', place))
  const body = await Promise.all(
    own.map(async (report) => reportView(report, (await ports.reports.due(report.id))?.value)),
  )
  return { status: 200 as const, body: { items: body, next } }
}
