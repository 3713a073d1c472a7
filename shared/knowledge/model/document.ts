import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { idOf } from '#kernel/ids'
import { LocalisedText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { CodeText } from '#reference/model'
import { ClusterId } from '#registry/model'
import { MEDIA_TYPES, MediaType, MOST_BYTES, nameFits } from './media-types.ts'

export const DocumentId = idOf('doc').meta({ id: 'DocumentId' })
export type DocumentId = z.output<typeof DocumentId>

/** The most versions of a document. */
export const MOST_VERSIONS = 100
/** The most categories, and the most clusters: bounded so that all lists where a document stands change with it. */
const MOST_CODES = 10

/** Who may read a document: everybody; the members of its clusters; the authority. */
const Visibility = z
  .enum(['public', 'members', 'authority'])
  .register(z.globalRegistry, { id: 'DocumentVisibility' })

const unique = (values: readonly string[]) => new Set(values).size === values.length
const onceEach = { error: 'each one once', params: { ru: 'каждое значение — один раз' } }
const listOf = <S extends z.ZodType<string>>(value: S, most: number) =>
  z.array(value).max(most).refine(unique, onceEach).default([])

const Title = LocalisedText.refine((text) => Object.values(text).every((title) => title.length <= 300), {
  error: 'a title has at most 300 characters',
  params: { ru: 'заголовок — не более 300 символов' },
})

export const Language = z
  .string()
  .regex(/^[a-z]{2}$/, wording({ en: 'a two-letter language code', ru: 'двухбуквенный код языка' }))
  .register(z.globalRegistry, { example: 'ru' })

const content = {
  titles: Title,
  descriptions: LocalisedText.exactOptional(),
  language: Language.meta({ description: 'In which language the document is written', example: 'ru' }),
  categories: listOf(CodeText, MOST_CODES),
  clusters: listOf(ClusterId, MOST_CODES),
  tags: listOf(z.string().trim().min(1).max(60), 20),
  visibility: Visibility,
  region: CodeText.exactOptional().register(z.globalRegistry, {
    description:
      'The one region concerned, where the publisher needs the power; else all regions of its clusters, and without clusters the whole deployment',
  }),
}

/** What is said of a document. */
export const DocumentContent = z.object(content).register(z.globalRegistry, { id: 'DocumentContent' })
export type DocumentContent = z.output<typeof DocumentContent>

const file = {
  fileName: z
    .string()
    .min(3)
    .max(200)
    .refine((name) => !/[\p{Cc}/\\]/u.test(name) && name === name.trim(), {
      error: 'a file name without a path and without control characters',
      params: { ru: 'имя файла без пути и управляющих символов' },
    })
    .register(z.globalRegistry, { example: 'Отчёт 2025.pdf' }),
  mediaType: MediaType,
  size: z.int().min(1).max(MOST_BYTES).register(z.globalRegistry, { description: 'In bytes; at most 50 MB' }),
  sha256: z
    .string()
    .regex(
      /^[0-9a-f]{64}$/,
      wording({
        en: '64 hexadecimal digits in small letters',
        ru: '64 шестнадцатеричные цифры строчными буквами',
      }),
    )
    .register(z.globalRegistry, { description: 'SHA-256 of the file' }),
}

const fits = ({ fileName, mediaType }: { readonly fileName: string; readonly mediaType: MediaType }) =>
  nameFits(fileName, mediaType)
const fitting = {
  error: `the name ends otherwise than files of its type do (${Object.values(MEDIA_TYPES).flat().join(', ')})`,
  params: { ru: 'расширение файла не соответствует его типу' },
  path: ['fileName'],
}

/** What is declared of a file before it is sent. */
const FileShape = z.object(file)
export type FileContent = z.output<typeof FileShape>
export const FileContent = FileShape.refine(fits, fitting).register(z.globalRegistry, { id: 'FileContent' })

/** A document as it is announced, with its first file. */
export const NewDocument = z
  .object({
    id: DocumentId.exactOptional().register(z.globalRegistry, {
      description: 'The id that it had elsewhere; a new one unless given',
    }),
    ...content,
    ...file,
  })
  .refine(fits, fitting)
  .register(z.globalRegistry, { id: 'NewDocument' })

/** Why a file was not taken. */
export const Refusal = z.object({ code: z.enum(['size', 'checksum', 'type']), detail: LocalisedText })
export type Refusal = z.output<typeof Refusal>

/** One file of a document: it is announced, then sent, then checked. */
const state = {
  status: z.enum(['awaiting-upload', 'available', 'refused']),
  refusal: Refusal.exactOptional(),
  createdAt: Instant,
  /** When it was checked. */
  checkedAt: Instant.exactOptional(),
}
const DocumentVersion = z
  .object({ number: z.int().min(1), ...file, ...state })
  .register(z.globalRegistry, { id: 'DocumentVersion' })
/** A version as it is kept. */
export const VersionRecord = z.object({ document: DocumentId, number: z.int().min(1), ...file, ...state })
export type VersionRecord = z.output<typeof VersionRecord>

/** A document without a good file is awaited; one that was withdrawn stays known to the authority. */
export const DocumentStatus = z
  .enum(['awaiting-upload', 'available', 'withdrawn'])
  .register(z.globalRegistry, { id: 'DocumentStatus' })

const known = {
  id: DocumentId,
  status: DocumentStatus,
  /** The newest version that can be read. */
  current: z.int().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  withdrawal: z.object({ reason: z.string(), at: Instant }).exactOptional(),
}

/** A document as readers get it. */
export const Document = z
  .object({ ...content, ...known, versions: z.array(DocumentVersion) })
  .register(z.globalRegistry, { id: 'Document' })
export type Document = z.output<typeof Document>

/** A document as it is kept. */
export const DocumentRecord = z.object({
  ...content,
  ...known,
  /** Number of the newest version, whatever became of it. */
  latest: z.int().min(1),
  /** The regions concerned, each with its path from the root. */
  regionPaths: z.array(z.array(CodeText)),
  createdBy: z.string(),
})
export type DocumentRecord = z.output<typeof DocumentRecord>

const { descriptions: _, ...listed } = content

/** A document in a list, with its newest file. */
export const DocumentSummary = z
  .object({
    id: DocumentId,
    ...listed,
    status: DocumentStatus,
    current: z.int().nullable(),
    updatedAt: Instant,
    ...FileShape.pick({ fileName: true, mediaType: true, size: true, sha256: true }).shape,
  })
  .register(z.globalRegistry, { id: 'DocumentSummary' })
export type DocumentSummary = z.output<typeof DocumentSummary>

/** The document as a list shows it: with the file that is read, or the one that is awaited.
 *  @param file the current version, else the latest */
export const summaryOf = (record: DocumentRecord, file: FileContent): DocumentSummary =>
  DocumentSummary.parse({
    ...record,
    fileName: file.fileName,
    mediaType: file.mediaType,
    size: file.size,
    sha256: file.sha256,
  })

/** The document after one of its files was checked. A withdrawn one stays withdrawn. */
export const afterCheck = (record: DocumentRecord, checked: VersionRecord, at: Instant): DocumentRecord => {
  const current =
    checked.status === 'available' ? Math.max(record.current ?? 0, checked.number) : record.current
  const status =
    record.status === 'withdrawn' ? 'withdrawn' : current === null ? 'awaiting-upload' : 'available'
  return { ...record, current, status, updatedAt: at }
}

/** Where a file lies until it was checked, and after. */
export const incomingKey = (document: DocumentId, version: number) => `incoming/${document}/${version}`
export const documentKey = (document: DocumentId, version: number) => `documents/${document}/${version}`

/** The file that arrived under a key. */
export const arrivedAt = (key: string): { document: DocumentId; version: number } | undefined => {
  const [folder, document, version, ...rest] = key.split('/')
  const id = DocumentId.safeParse(document)
  const wellFormed = folder === 'incoming' && /^[1-9]\d{0,2}$/.test(version ?? '') && rest.length === 0
  return id.success && wellFormed ? { document: id.data, version: Number(version) } : undefined
}

/** How a browser is told under which name to save a file: in ASCII for old ones, and as it is (RFC 6266, RFC 8187). */
export const attachment = (fileName: string): string => {
  const plain = fileName.replaceAll(/[^\x20-\x7E]|["\\%]/g, '_')
  const whole = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`
}
