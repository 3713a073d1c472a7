import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { Sha256 } from '#kernel/sha256'
import { Period } from '#monitoring/model'
import { ReportContent, ReportFormat, ReportLanguage } from './definition.ts'
import { ReportId, ReportRunId } from './ids.ts'
import { Place } from './scope.ts'

/** A file of a run; the JSON has no language. */
export const RunFile = z
  .object({
    name: z
      .string()
      .register(z.globalRegistry, { description: 'In addresses: `ru.pdf`, `en.xlsx`, `report.json`' }),
    format: ReportFormat,
    language: ReportLanguage.exactOptional(),
    sha256: Sha256,
    bytes: z.int(),
  })
  .register(z.globalRegistry, { id: 'ReportFile' })
export type RunFile = z.output<typeof RunFile>

/** How often a run is tried by itself before it waits for somebody. */
export const MOST_ATTEMPTS = 3

/** A run of a report as it is kept. Once finished it never changes. */
export const ReportRun = z.object({
  id: ReportRunId,
  report: ReportId,
  /** The definition as it was when the run began, with whose rights count. */
  content: ReportContent,
  owner: z.string(),
  place: Place,
  period: Period,
  startedAt: Instant,
  /** Of a run by schedule: when it was due, whether it began late, and how many due times besides it were missed. */
  due: z.object({ at: Instant, late: z.boolean(), skipped: z.int() }).nullable(),
  /** Who asked for it; null for a run by schedule. */
  requestedBy: z.string().nullable(),
  state: z.enum(['queued', 'finished', 'failed']),
  attempts: z.int(),
  /** When it was last handed to who makes it. */
  queuedAt: Instant,
  /** Why the last attempt failed. */
  failure: z.string().exactOptional(),
  /** SHA-256 of what the report says, apart from when it was made: equal inputs, equal hash. */
  inputHash: Sha256.exactOptional(),
  files: z.array(RunFile),
  finishedAt: Instant.exactOptional(),
})
export type ReportRun = z.output<typeof ReportRun>

/** A run as it is shown: without whom it was sent to and who owns it. */
export const ReportRunView = ReportRun.omit({
  content: true,
  owner: true,
  place: true,
  queuedAt: true,
  requestedBy: true,
})
  .extend({
    names: ReportContent.shape.names,
    scope: ReportContent.shape.scope,
    audience: ReportContent.shape.audience,
    languages: ReportContent.shape.languages,
  })
  .register(z.globalRegistry, { id: 'ReportRun' })
export type ReportRunView = z.output<typeof ReportRunView>

export const runView = ({
  content: { names, scope, audience, languages },
  owner: _owner,
  place: _place,
  queuedAt: _queued,
  requestedBy: _by,
  ...shown
}: ReportRun): ReportRunView => ({ ...shown, names, scope, audience, languages: [...languages] })

/** The name of a file within its run. */
export const fileNameOf = (format: ReportFormat, language?: ReportLanguage): string =>
  language === undefined ? `report.${format}` : `${language}.${format}`

/** Where a file of a run lies in the bucket. */
export const fileKey = (run: ReportRunId, name: string): string => `reports/${run}/${name}`

/** The name under which a file is saved: `report-2025-Q4-ru.pdf`. */
export const downloadName = ({ period }: Pick<ReportRun, 'period'>, { format, language }: RunFile): string =>
  `report-${period}${language === undefined ? '' : `-${language}`}.${format}`

/** A file that is made from the JSON. */
export interface WantedFile {
  readonly format: Exclude<ReportFormat, 'json'>
  readonly language: ReportLanguage
}

/** Every file that a run is to have besides its JSON. */
export const wantedFiles = ({
  content: { languages, formats },
}: Pick<ReportRun, 'content'>): readonly WantedFile[] =>
  languages.flatMap((language) => formats.map((format) => ({ format, language })))
