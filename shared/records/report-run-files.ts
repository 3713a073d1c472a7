import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { FileOfRun } from '#reports/readers/moved-records'
import type { recordsContract } from './contract.ts'
import type { Ports } from './ports.ts'

type Routes = typeof recordsContract.routes
type OfFile = Pick<Call<Routes['getReportRunFile']>, 'actor' | 'params'>

/** The address of a file of a report. @throws ForbiddenError @throws NotFoundError */
export const getReportRunFile = (ports: Ports) => async (call: Call<Routes['getReportRunFile']>) => {
  const { key } = await fileOf(ports, call)
  const { url, expiresAt } = await ports.gate.address(key, call.at)
  return { status: 200 as const, body: { url, expiresAt: expiresAt.toISOString() } }
}

/** An address that takes the file of a run that was brought in: what does not have the SHA-256 that the run states is
 *  refused by the store, and so is a second one. @throws ForbiddenError @throws NotFoundError */
export const sendReportRunFile = (ports: Ports) => async (call: Call<Routes['sendReportRunFile']>) => {
  const { key, sha256 } = await fileOf(ports, call)
  const { url, headers, expiresAt } = await ports.gate.writing(key, sha256, call.at)
  return { status: 200 as const, body: { url, headers: { ...headers }, expiresAt: expiresAt.toISOString() } }
}

const fileOf = async ({ filesOfRuns }: Ports, { actor, params }: OfFile): Promise<FileOfRun> => {
  covers(actor, 'register.restore', WHOLE_DEPLOYMENT)
  const { runId, name } = params
  const file = await filesOfRuns(runId, name)
  if (file !== undefined) return file
  throw new NotFoundError({
    en: `There is no file ${name} in a run ${runId} of a report.`,
    ru: `Файла ${name} в выпуске отчёта ${runId} нет.`,
  })
}
