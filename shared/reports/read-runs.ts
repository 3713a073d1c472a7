import { type Actor, actorId, covers, mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Stored } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import type { reportsContract } from './contract.ts'
import { atomFeed } from './feed.ts'
import { downloadName, fileKey, type ReportRun, runView } from './model.ts'
import type { Ports } from './ports.ts'
import { noSuchRun } from './run-store.ts'

type Routes = typeof reportsContract.routes

/** Entries that the feed has at most. */
const MOST_IN_FEED = 50

/** Whether somebody may know of a run: of a finished one for everybody, everybody; else who may have it made and, where
 *  it is for authorities, whose rights it was made with or who verifies figures there. */
const mayRead = (actor: Actor, { state, content, place, owner }: ReportRun): boolean => {
  const isPublic = content.audience === 'public'
  if (isPublic && state === 'finished') return true
  return (
    mayUse(actor, 'report.schedule', place) &&
    (isPublic || actorId(actor) === owner || mayUse(actor, 'kpi.verify', place))
  )
}

const readable = async (
  { runs }: Pick<Ports, 'runs'>,
  actor: Actor,
  id: string,
): Promise<Stored<ReportRun>> => {
  const stored = await runs.find(id)
  if (stored === undefined || !mayRead(actor, stored.value)) throw noSuchRun(id)
  return stored
}

/** A run. @throws NotFoundError also for who may not know of it */
export const getReportRun = (ports: Ports) => async (call: Call<Routes['getReportRun']>) => {
  const { value, version } = await readable(ports, call.actor, call.params.runId)
  return { status: 200 as const, body: runView(value), version }
}

export const listReportRuns = (ports: Ports) => async (call: Call<Routes['listReportRuns']>) => {
  const { items, next } = await ports.runs.public(call.page.limit, call.page.after)
  return { status: 200 as const, body: { items: items.map(runView), next } }
}

/** The runs of a report. Those that the caller may not read are left out, so a page may be short.
 *  @throws NotFoundError @throws ForbiddenError */
export const listRunsOfReport = (ports: Ports) => async (call: Call<Routes['listRunsOfReport']>) => {
  const { reportId } = call.params
  const { value } = await ports.reports.get(reportId)
  covers(call.actor, 'report.schedule', value.place)
  const { items, next } = await ports.runs.ofReport(reportId, call.page.limit, call.page.after)
  const own = items.filter((run) => mayRead(call.actor, run))
  return { status: 200 as const, body: { items: own.map(runView), next } }
}

/** The address of a file of a report.
 *  @throws NotFoundError for what is not there, not yet there, or not for the caller */
export const downloadReport = (ports: Ports) => async (call: Call<Routes['downloadReport']>) => {
  const { runId, name } = call.params
  const { value: run } = await readable(ports, call.actor, runId)
  const file = run.files.find((one) => one.name === name)
  if (file === undefined) throw noSuchFile(run, name)
  const fileName = downloadName(run, file)
  const { url, expiresAt } = await ports.addressOf(
    { key: fileKey(run.id, file.name), fileName, disposition: call.query.disposition },
    call.at,
  )
  return {
    status: 200 as const,
    body: { url, fileName, sha256: file.sha256, expiresAt: expiresAt.toISOString() },
  }
}

const noSuchFile = ({ state, files }: ReportRun, name: string) => {
  const names = files.map((file) => file.name).join(', ')
  return state === 'finished'
    ? new NotFoundError({
        en: `The report has no file ${name}; it has ${names}.`,
        ru: `Файла ${name} в отчёте нет; есть ${names}.`,
      })
    : new NotFoundError({
        en: 'The files of this report are not there: ask for the run whether they are being made.',
        ru: 'Файлов этого отчёта ещё нет: состояние показывает сам выпуск.',
      })
}

/** The feed of finished reports for everybody, in the language of the request. */
export const reportFeed = (ports: Ports) => async (call: Call<Routes['reportFeed']>) => {
  const { items } = await ports.runs.public(MOST_IN_FEED, undefined)
  return { status: 200 as const, body: atomFeed(items, { language: call.language, apiUrl: ports.apiUrl }) }
}
