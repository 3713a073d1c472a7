import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { Instant } from '#kernel/clock'
import { type Contract, pageOf, route } from '#kernel/contract'
import { Sha256 } from '#kernel/sha256'
import { EntryNumberInAddress, ExtractContent, RegisterRef } from '#registry/model'
import {
  Extract,
  ExtractCode,
  ExtractFormat,
  ExtractRow,
  FileInQuestion,
  FileVerification,
  NewExtract,
  Verification,
} from './model.ts'

const OneRegister = z.object({ registerId: RegisterRef })
const OneEntry = OneRegister.extend({ number: EntryNumberInAddress })
const OneExtract = z.object({ code: ExtractCode })

/** The routes of extracts from registers: asked for, issued, downloaded and checked. */
export const extractsContract = {
  name: 'extracts',
  routes: {
    getExtractContent: route({
      method: 'GET',
      path: '/registers/{registerId}/entries/{number}/extract',
      access: 'public',
      summary: 'Read what an extract of an entry would say, without having it issued',
      params: OneEntry,
      query: NewExtract.omit({ language: true }),
      responses: { 200: ExtractContent },
      problems: ['not-found'],
    }),
    issueExtract: route({
      method: 'POST',
      path: '/registers/{registerId}/entries/{number}/extracts',
      access: 'signed-in',
      summary: 'Issue an extract of an entry; its files are ready a moment later',
      params: OneEntry,
      body: NewExtract,
      responses: { 201: Extract },
      problems: ['not-found'],
      idempotent: true,
    }),
    listExtracts: route({
      method: 'GET',
      path: '/registers/{registerId}/extracts',
      access: { power: 'register.restore' },
      summary: 'List the extracts that were issued from a register, with their codes',
      params: OneRegister,
      responses: { 200: pageOf(Extract) },
      problems: ['not-found'],
      paged: true,
    }),
    importExtracts: route({
      method: 'POST',
      path: '/registers/{registerId}/extracts/import',
      access: { power: 'register.restore' },
      summary:
        'Bring in up to 20 extracts that were issued before the register came here, with their very bytes',
      params: OneRegister,
      body: rowsOf(ExtractRow, 20),
      responses: { 200: BulkResult },
      problems: ['not-found'],
    }),
    verifyFile: route({
      method: 'POST',
      path: '/extracts/verification',
      access: 'public',
      summary: 'Check by its SHA-256 whether a file is an extract with the very bytes that were issued',
      body: FileInQuestion,
      responses: { 200: FileVerification },
    }),
    verifyExtract: route({
      method: 'GET',
      path: '/extracts/{code}',
      access: 'public',
      summary: 'Check an extract by its code: genuine and current, changed since, annulled, or unknown',
      params: OneExtract,
      responses: { 200: Verification },
    }),
    downloadExtract: route({
      method: 'GET',
      path: '/extracts/{code}/files/{format}',
      access: 'public',
      summary: 'Get the address from which a file of an extract can be read for a short time',
      params: OneExtract.extend({ format: ExtractFormat }),
      responses: {
        200: z
          .object({ url: z.url(), fileName: z.string(), sha256: Sha256, expiresAt: Instant })
          .register(z.globalRegistry, { id: 'ExtractDownload' }),
      },
      problems: ['not-found'],
    }),
  },
} as const satisfies Contract
