import type { Outbox } from '#delivery/readers'
import type { Clock } from '#kernel/clock'
import { sha256 } from '#kernel/digest'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { fromItem, type LastChange, type Stored } from '#kernel/entity'
import { DomainError } from '#kernel/errors'
import type { FileStore } from '#kernel/file-store'
import { loggable, logger } from '#kernel/logger'
import { isItem, type Write } from '#kernel/table'
import { reportRunEntity } from './keys.ts'
import {
  fileKey,
  fileNameOf,
  ReportDocument,
  type ReportFormat,
  type ReportLanguage,
  type ReportRun,
  type RunFile,
  type WantedFile,
  wantedFiles,
} from './model.ts'
import { type ReportRunStore, runWrite } from './run-store.ts'
import { messagesOf } from './tell-recipients.ts'

/** Makes a report in one form and language. */
export type Render = (document: ReportDocument, file: WantedFile) => Promise<Uint8Array>

/** What making a run takes. */
interface MakerPorts {
  readonly runs: ReportRunStore
  readonly compose: (run: ReportRun, at: Date) => Promise<ReportDocument>
  readonly render: Render
  readonly files: FileStore
  readonly outbox: Outbox
  readonly apiUrl: string
  readonly clock: Clock
}

const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Works off a change of a run: makes one that is queued, and tells the recipients of one that is finished. Whatever stops
 *  in between, the same change again goes on: what the report says is kept first, and what another attempt reads later
 *  counts no more; a file that is kept stays; a message put twice is sent once. What fails is said in the run.
 *  @throws StaleVersionError when somebody else makes it at the same moment */
export const makeReport =
  (ports: MakerPorts) =>
  async ({ name, after }: RecordChange): Promise<void> => {
    if (after === undefined || !isItem(after) || after['entity'] !== reportRunEntity.name) return
    const id = fromItem(reportRunEntity, after)?.value.id
    const stored = id === undefined ? undefined : await ports.runs.find(id)
    if (stored === undefined) return
    const { value: run } = stored
    if (run.state === 'finished') await ports.outbox.put(messagesOf(run, ports.apiUrl))
    if (run.state !== 'queued') return
    await ports.runs.table.write([await outcome(ports, stored, name)])
  }

const outcome = async (ports: MakerPorts, stored: Stored<ReportRun>, requestId: string): Promise<Write> => {
  const { value: run } = stored
  const change = (action: string): LastChange => ({
    actor: 'platform',
    action,
    requestId,
    at: ports.clock().toISOString(),
  })
  try {
    const { document, files } = await make(ports, run)
    logger.info('report made', { run: run.id, files: files.length })
    const { failure: _failure, ...rest } = run
    const finished: ReportRun = {
      ...rest,
      state: 'finished',
      attempts: run.attempts + 1,
      inputHash: document.inputHash,
      files: [...files],
      finishedAt: ports.clock().toISOString(),
    }
    return runWrite(finished, stored, change('finish-report-run'))
  } catch (error) {
    logger.error('report not made', { run: run.id, error: loggable(error) })
    const failed: ReportRun = {
      ...run,
      state: 'failed',
      attempts: run.attempts + 1,
      failure: reasonOf(error),
    }
    return runWrite(failed, stored, change('fail-report-run'))
  }
}

const make = async (
  { compose, render, files, clock }: MakerPorts,
  run: ReportRun,
): Promise<{ readonly document: ReportDocument; readonly files: readonly RunFile[] }> => {
  const keep = async (
    bytes: Uint8Array,
    format: ReportFormat,
    language?: ReportLanguage,
  ): Promise<{ readonly kept: Uint8Array; readonly file: RunFile }> => {
    const name = fileNameOf(format, language)
    const kept = await files.keep(fileKey(run.id, name), bytes, MEDIA_TYPES[format])
    const file = { name, format, ...(language && { language }), sha256: sha256(kept), bytes: kept.length }
    return { kept, file }
  }
  const json = await keep(Buffer.from(JSON.stringify(await compose(run, clock()))), 'json')
  const document = ReportDocument.parse(JSON.parse(new TextDecoder().decode(json.kept)))
  const made: RunFile[] = [json.file]
  for (const { format, language } of wantedFiles(run)) {
    try {
      made.push((await keep(await render(document, { format, language }), format, language)).file)
    } catch (cause) {
      throw new RenderingError(fileNameOf(format, language), cause)
    }
  }
  return { document, files: made }
}

/** A file of a report could not be made or kept. */
class RenderingError extends Error {
  override readonly name = 'RenderingError'
  constructor(file: string, cause: unknown) {
    super(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

/** As much of a reason as a record should hold. */
const MOST_REASON = 1000

const reasonOf = (error: unknown): string =>
  (error instanceof DomainError ? error.detail.en : error instanceof Error ? error.message : String(error))
    .toWellFormed()
    .slice(0, MOST_REASON)
