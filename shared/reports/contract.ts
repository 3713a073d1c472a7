import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { type Contract, pageOf, route } from '#kernel/contract'
import { Sha256 } from '#kernel/sha256'
import { Period } from '#monitoring/model'
import { ReportContent, ReportId, ReportPreview, ReportRunId, ReportRunView, ReportView } from './model.ts'

const access = { power: 'report.schedule' } as const
const OneReport = z.object({ reportId: ReportId })
const OneRun = z.object({ runId: ReportRunId })

/** The routes of reports: defined, scheduled, run, listed and read. */
export const reportsContract = {
  name: 'reports',
  routes: {
    listReports: route({
      method: 'GET',
      path: '/reports',
      access,
      summary: 'List the reports that you may have made',
      responses: { 200: pageOf(ReportView) },
      paged: true,
    }),
    createReport: route({
      method: 'POST',
      path: '/reports',
      access,
      summary: 'Define a report, and when it is made by itself',
      body: ReportContent,
      responses: { 201: ReportView },
      problems: ['rule-failed'],
      idempotent: true,
    }),
    getReport: route({
      method: 'GET',
      path: '/reports/{reportId}',
      access,
      summary: 'Read how a report is defined and when it is due next',
      params: OneReport,
      responses: { 200: ReportView },
      problems: ['not-found'],
    }),
    changeReport: route({
      method: 'PUT',
      path: '/reports/{reportId}',
      access,
      summary: 'Define a report anew; without a schedule it is made on request only',
      params: OneReport,
      body: ReportContent,
      responses: { 200: ReportView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
    runReport: route({
      method: 'POST',
      path: '/reports/{reportId}/runs',
      access,
      summary: 'Have a report made now; its files are ready a moment later',
      params: OneReport,
      body: z.object({
        period: Period.exactOptional().register(z.globalRegistry, {
          description: 'Default: the last one that is over',
        }),
      }),
      responses: { 201: ReportRunView },
      problems: ['not-found', 'rule-failed'],
      idempotent: true,
    }),
    listRunsOfReport: route({
      method: 'GET',
      path: '/reports/{reportId}/runs',
      access,
      summary: 'List the runs of a report, the newest first, failed ones too',
      params: OneReport,
      responses: { 200: pageOf(ReportRunView) },
      problems: ['not-found'],
      paged: true,
    }),
    listReportRuns: route({
      method: 'GET',
      path: '/report-runs',
      access: 'public',
      summary: 'List the finished reports for everybody, the newest first',
      responses: { 200: pageOf(ReportRunView) },
      paged: true,
    }),
    getReportRun: route({
      method: 'GET',
      path: '/report-runs/{runId}',
      access: 'public',
      summary: 'Read whether a run of a report is finished, its files and their digests',
      params: OneRun,
      responses: { 200: ReportRunView },
      problems: ['not-found'],
    }),
    downloadReport: route({
      method: 'GET',
      path: '/report-runs/{runId}/files/{name}',
      access: 'public',
      summary: 'Get the address from which a file of a report can be read for a short time',
      params: OneRun.extend({ name: z.string().max(40).register(z.globalRegistry, { example: 'ru.pdf' }) }),
      query: z.object({
        disposition: z.enum(['attachment', 'inline']).default('attachment').register(z.globalRegistry, {
          description: 'Whether a browser saves the file or shows it',
        }),
      }),
      responses: {
        200: z
          .object({ url: z.url(), fileName: z.string(), sha256: Sha256, expiresAt: Instant })
          .register(z.globalRegistry, { id: 'ReportDownload' }),
      },
      problems: ['not-found'],
    }),
    redriveReportRun: route({
      method: 'POST',
      path: '/report-runs/{runId}/redrive',
      access,
      summary: 'Have a failed run made again, from what it has kept',
      params: OneRun,
      responses: { 200: ReportRunView },
      problems: ['not-found', 'conflict'],
      idempotent: true,
    }),
    reportFeed: route({
      method: 'GET',
      path: '/report-feed',
      access: 'public',
      summary: 'Follow the finished reports for everybody as an Atom feed',
      responses: { 200: z.string() },
      mediaType: 'application/atom+xml; charset=utf-8',
    }),
  },
} as const satisfies Contract

/** What reads figures for it has a function of its own. */
export const reportPreviewsContract = {
  name: 'report-previews',
  routes: {
    previewReport: route({
      method: 'POST',
      path: '/reports/preview',
      access,
      summary: 'See what a report would say, before it is defined or changed; nothing is kept',
      query: z.object({
        period: Period.exactOptional().register(z.globalRegistry, {
          description: 'Default: the last one that is over',
        }),
      }),
      body: ReportContent,
      responses: { 200: ReportPreview },
      problems: ['rule-failed'],
    }),
  },
} as const satisfies Contract
