import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { type Contract, pageOf, route } from '#kernel/contract'
import { wording } from '#kernel/wording'
import { CodeText } from '#reference/model'
import { ClusterId } from '#registry/model'
import {
  Document,
  DocumentContent,
  DocumentId,
  DocumentStatus,
  DocumentSummary,
  FileContent,
  Language,
  NewDocument,
} from './model.ts'

const access = { power: 'document.publish' } as const
const OneDocument = z.object({ documentId: DocumentId })
const VersionNumber = z.coerce.number().int().min(1).max(999)

/** A form that lets one file in: sent as `multipart/form-data` with these fields and, last, `file`. */
const Upload = z
  .object({
    url: z.url(),
    method: z.literal('POST'),
    fields: z.record(z.string(), z.string()),
    expiresAt: Instant,
  })
  .register(z.globalRegistry, { id: 'Upload' })

const AwaitedVersion = z
  .object({ document: Document, version: z.int(), upload: Upload })
  .register(z.globalRegistry, { id: 'AwaitedVersion' })

/** The routes of documents. Their files go straight to the store and come straight from it. */
export const knowledgeContract = {
  name: 'knowledge',
  routes: {
    listDocuments: route({
      method: 'GET',
      path: '/documents',
      access: 'public',
      summary: 'List the documents that you may see',
      query: z.object({
        category: CodeText.exactOptional(),
        cluster: ClusterId.exactOptional(),
        language: Language.exactOptional(),
        sha256: z
          .string()
          .regex(
            /^[0-9a-f]{64}$/,
            wording({
              en: '64 hex digits, as sha256sum writes them',
              ru: '64 шестнадцатеричные цифры, как их пишет sha256sum',
            }),
          )
          .exactOptional()
          .register(z.globalRegistry, { description: 'Documents whose newest file has this SHA-256' }),
        tag: z.string().min(1).max(60).exactOptional(),
        status: DocumentStatus.exactOptional(),
        sort: z.enum(['title', 'date']).default('title').register(z.globalRegistry, {
          description: 'By title in the language of the request, or by last change',
        }),
        order: z.enum(['asc', 'desc']).default('asc'),
      }),
      responses: { 200: pageOf(DocumentSummary) },
      paged: true,
    }),
    createDocument: route({
      method: 'POST',
      path: '/documents',
      access,
      summary: 'Announce a document and get the form that lets its file in',
      body: NewDocument,
      responses: { 201: AwaitedVersion },
      problems: ['conflict', 'rule-failed'],
      idempotent: true,
    }),
    getDocument: route({
      method: 'GET',
      path: '/documents/{documentId}',
      access: 'public',
      summary: 'Read about a document',
      params: OneDocument,
      responses: { 200: Document },
      problems: ['not-found'],
    }),
    changeDocument: route({
      method: 'PUT',
      path: '/documents/{documentId}',
      access,
      summary: 'Change what is said of a document',
      params: OneDocument,
      body: DocumentContent,
      responses: { 200: Document },
      problems: ['not-found', 'conflict', 'rule-failed'],
      concurrency: 'if-match',
    }),
    addVersion: route({
      method: 'POST',
      path: '/documents/{documentId}/versions',
      access,
      summary: 'Announce a new version and get the form that lets its file in',
      params: OneDocument,
      body: FileContent,
      responses: { 201: AwaitedVersion },
      problems: ['not-found', 'conflict'],
      idempotent: true,
    }),
    getUpload: route({
      method: 'GET',
      path: '/documents/{documentId}/versions/{version}/upload',
      access,
      summary: 'Get a new form for a file that is still awaited',
      params: OneDocument.extend({ version: VersionNumber }),
      responses: { 200: Upload },
      problems: ['not-found', 'conflict'],
    }),
    downloadDocument: route({
      method: 'GET',
      path: '/documents/{documentId}/download',
      access: 'public',
      summary: 'Get the address from which the file can be read for a short time',
      params: OneDocument,
      query: z.object({
        version: VersionNumber.exactOptional().register(z.globalRegistry, {
          description: 'The newest unless given',
        }),
      }),
      responses: {
        200: z
          .object({
            url: z.url(),
            version: z.int(),
            fileName: z.string(),
            sha256: z.string(),
            expiresAt: Instant,
          })
          .register(z.globalRegistry, { id: 'Download' }),
      },
      problems: ['not-found'],
    }),
    withdrawDocument: route({
      method: 'POST',
      path: '/documents/{documentId}/withdrawal',
      access,
      summary: 'Take a document back; the authority still finds it',
      params: OneDocument,
      body: z.object({ reason: z.string().trim().min(1).max(2000) }),
      responses: { 200: Document },
      problems: ['not-found', 'conflict'],
      concurrency: 'if-match',
      idempotent: true,
    }),
  },
} as const satisfies Contract
