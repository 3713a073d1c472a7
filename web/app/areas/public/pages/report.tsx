import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { bytes, moment, period as periodText } from '../../../format.ts'
import { say, language as visited } from '../../../language.ts'
import type { ReportRun } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { ReportFrame } from '../../../ui/report-frame.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { reportRun } from '../data.ts'
import { t } from '../texts/index.ts'
import { languageName } from '../ui/document-table.tsx'
import { useDownload } from '../ui/download.ts'
import { ReportSubject } from '../ui/report-subject.tsx'
import '../public.css'

const route = getRouteApi('/reports/$run')

type File = ReportRun['files'][number]

/** A finished report: where its files are, and the report itself to be read. */
export const ReportPage = () => {
  const { run: runId } = route.useParams()
  const { data: run } = useSuspenseQuery(reportRun(runId))
  return (
    <>
      <Heading title={`${say(run.names)}, ${periodText(run.period)}`}>
        <p className="ways">
          <Link to="/reports">{t.reports.all}</Link>
        </p>
      </Heading>
      <Facts
        facts={[
          [t.reports.subject, <ReportSubject key="subject" scope={run.scope} />],
          [t.reports.period, periodText(run.period)],
          [t.reports.made, run.finishedAt && moment(run.finishedAt)],
          [t.reports.inputHash, run.inputHash && <code>{run.inputHash}</code>],
        ]}
      />
      {run.due?.late && (
        <p className="notice">
          {t.reports.late(moment(run.due.at))} {run.due.skipped > 0 && t.reports.skipped(run.due.skipped)}
        </p>
      )}
      {run.state === 'finished' ? (
        <>
          <Files run={run} />
          <Preview run={run} />
        </>
      ) : (
        <p className="notice">{t.reports.notFinished}</p>
      )}
    </>
  )
}

const formOf = ({ format, language }: File): string =>
  language === undefined ? t.reports.forms[format] : `${t.reports.forms[format]}, ${languageName(language)}`

/** Those in the reader's language first, data last. */
const placeOf = ({ language }: File): number => (language === undefined ? 2 : language === visited ? 0 : 1)

const Files = ({ run: { id, files } }: { readonly run: ReportRun }) => {
  const download = useDownload((name: string) =>
    api.reports.downloadReport({ params: { runId: id, name }, query: {} }),
  )
  return (
    <section aria-labelledby="files">
      <h2 id="files">{t.reports.files}</h2>
      {download.error && (
        <TroubleHere
          error={download.error}
          again={() => download.variables !== undefined && download.mutate(download.variables)}
        />
      )}
      <Table
        caption={t.reports.files}
        quietCaption
        rows={files.toSorted((a, b) => placeOf(a) - placeOf(b))}
        rowKey={({ name }) => name}
        columns={[
          { key: 'form', name: t.reports.form, cell: formOf },
          { key: 'size', name: t.documents.size, numeric: true, cell: (file) => bytes(file.bytes) },
          {
            key: 'download',
            name: t.documents.download,
            cell: (file) => (
              <button
                type="button"
                disabled={download.isPending}
                aria-label={`${t.documents.download}: ${formOf(file)}`}
                onClick={() => download.mutate(file.name)}
              >
                {t.documents.download}
              </button>
            ),
          },
          {
            key: 'sha256',
            name: t.documents.checksum,
            cell: ({ sha256 }) => <code className="together">{sha256}</code>,
          },
        ]}
      />
    </section>
  )
}

const Preview = ({ run: { id, files } }: { readonly run: ReportRun }) => {
  const { language } = route.useSearch()
  const navigate = route.useNavigate()
  const pages = files.filter(({ format }) => format === 'html')
  const wanted = language ?? visited
  const page = pages.find((one) => one.language === wanted) ?? pages[0]
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t.reports.preview}</h2>
      {page === undefined ? (
        <p>{t.reports.noPreview}</p>
      ) : (
        <>
          {pages.length > 1 && (
            <Choice
              name={t.reports.language}
              value={page.language ?? visited}
              options={pages.flatMap((one) =>
                one.language === undefined ? [] : [[one.language, languageName(one.language)] as const],
              )}
              onChange={(chosen) =>
                void navigate({
                  search: (before) => ({ ...before, language: chosen }),
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          )}
          <ReportFrame
            key={page.name}
            run={id}
            name={page.name}
            title={t.reports.previewIn(languageName(page.language ?? visited))}
          />
          <p className="on-paper">{t.reports.onPaper}</p>
        </>
      )}
    </section>
  )
}
