import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { Instant } from '#kernel/clock'
import { type Contract, pageOf, route } from '#kernel/contract'
import { MovedRecord } from '#kernel/moved-record'
import { FileOfReportRun, MovedKindName } from './model.ts'

const access = { power: 'register.restore' } as const
const OneKind = z.object({ kind: MovedKindName })

/** The routes by which records move from one platform to another as they are. */
export const recordsContract = {
  name: 'records',
  routes: {
    listRecords: route({
      method: 'GET',
      path: '/records/{kind}',
      access,
      summary: 'List records of a kind as they are kept, to bring them to another platform',
      params: OneKind,
      query: z.object({ of: MovedRecord.shape.of }),
      responses: { 200: pageOf(MovedRecord) },
      problems: ['rule-failed'],
      paged: true,
    }),
    importRecords: route({
      method: 'POST',
      path: '/records/{kind}/import',
      access,
      summary: 'Bring in up to 100 records as another platform kept them, each answered on its own',
      params: OneKind,
      body: rowsOf(MovedRecord, 100),
      responses: { 200: BulkResult },
    }),
    getReportRunFile: route({
      method: 'GET',
      path: '/records/report-run-files/{runId}/{name}',
      access,
      summary: 'Get an address that gives a file of a report, whoever may read it, for five minutes',
      params: FileOfReportRun,
      responses: {
        200: z
          .object({ url: z.url(), expiresAt: Instant })
          .register(z.globalRegistry, { id: 'FileOfReportRun' }),
      },
      problems: ['not-found'],
    }),
    sendReportRunFile: route({
      method: 'POST',
      path: '/records/report-run-files/{runId}/{name}',
      access,
      summary: 'Get an address that takes a file of a report that was brought in: the very bytes, once',
      params: FileOfReportRun,
      responses: {
        200: z
          .object({
            url: z.url(),
            headers: z
              .record(z.string(), z.string())
              .register(z.globalRegistry, { description: 'To be sent with PUT' }),
            expiresAt: Instant,
          })
          .register(z.globalRegistry, { id: 'PlaceForReportRunFile' }),
      },
      problems: ['not-found'],
    }),
  },
} as const satisfies Contract
