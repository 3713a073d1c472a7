import type { Outbox } from '#delivery/readers'
import { API_BASE } from '#kernel/api-base'
import { S3FileStore } from '#kernel/aws-files'
import { systemClock } from '#kernel/clock'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import type { Table } from '#kernel/table'
import { type TypesetterFiles, typesetterFiles } from '#typesetting/typesetter'
import { composeReport } from './compose-report.ts'
import type { MakingEnvironment } from './environment.ts'
import { makeReport, type Render } from './make-report.ts'
import type { MakingPorts } from './ports.ts'
import { presented } from './present/presented.ts'
import { htmlOf } from './print/html.ts'
import { pdfBy } from './print/pdf.ts'
import { xlsxOf } from './print/xlsx.ts'
import { ReportRunStore } from './run-store.ts'

/** Makes the forms of reports. */
export const renderer = (typesetting: () => Promise<TypesetterFiles>): Render => {
  const pdfOf = pdfBy(typesetting)
  return async (document, { format, language }) => {
    const report = presented(document, language)
    switch (format) {
      case 'html':
        return Buffer.from(htmlOf(report))
      case 'pdf':
        return pdfOf(report)
      case 'xlsx':
        return xlsxOf(report)
    }
  }
}

/** Builds what makes reports that were asked for or due. It stands apart from the other use cases because what they are
 *  served by must not load the typesetter. */
export const createMaking = (
  environment: Pick<MakingEnvironment, 'REPORTS_BUCKET' | 'PORTAL_URL' | 'LAMBDA_TASK_ROOT' | 'TRAINING'>,
  options: Omit<MakingPorts, 'training'> & { readonly table: Table; readonly outbox: Outbox },
): ((change: RecordChange) => Promise<void>) =>
  makeReport({
    runs: new ReportRunStore(options.table),
    compose: composeReport({ ...options, training: environment.TRAINING }),
    render: renderer(() => typesetterFiles(environment.LAMBDA_TASK_ROOT)),
    files: new S3FileStore(environment.REPORTS_BUCKET),
    outbox: options.outbox,
    clock: systemClock,
    apiUrl: `${environment.PORTAL_URL}${API_BASE}`,
  })
