import * as z from 'zod'
import { AskedInstant, CalendarDate, Instant } from '#kernel/clock'
import { LANGUAGES, LocalisedText } from '#kernel/localised-text'
import { Sha256 } from '#kernel/sha256'
import { ClusterId, EntryNumber, ExtractContent, RegisterId } from '#registry/model'
import { ExtractCode } from './code.ts'

const Language = z.enum(LANGUAGES)

/** Of an extract that was issued where people learn: it proves nothing. */
export const TrainingMark = z
  .literal(true)
  .exactOptional()
  .meta({ description: 'Issued for training: it proves nothing' })

/** The forms in which an extract is issued. */
export const ExtractFormat = z.enum(['json', 'pdf'])
export type ExtractFormat = z.output<typeof ExtractFormat>

/** How every PDF begins (`%PDF-`), in base64. */
const PDF_BEGINS = 'JVBERi'

/** By what a file is known. */
const FileDigest = z.object({ sha256: Sha256, bytes: z.int() })
export type FileDigest = z.output<typeof FileDigest>

/** What is asked of an extract. */
export const NewExtract = z
  .object({
    asOf: CalendarDate.exactOptional().register(z.globalRegistry, {
      description: 'What was in force on this day; today in the time zone of the register unless given',
    }),
    knownAt: AskedInstant.exactOptional().register(z.globalRegistry, {
      description: 'What the register knew at this instant; now unless given',
    }),
    language: Language.exactOptional().register(z.globalRegistry, {
      description: 'Of the PDF; that of the request unless given',
    }),
  })
  .register(z.globalRegistry, { id: 'NewExtract' })

/** The names of the codes of one list. */
const Names = z.record(z.string(), LocalisedText)

/** The file that is issued as JSON: the content with what makes it a document. Its bytes are the canonical JSON. */
export const IssuedExtract = z
  .object({
    code: ExtractCode,
    training: TrainingMark,
    issuedAt: Instant,
    language: Language,
    /** The page on which anyone checks it. */
    verifyAt: z.url(),
    content: ExtractContent,
    /** What its codes were called when it was issued. */
    names: z.object({ regions: Names, categories: Names, industries: Names }),
  })
  .register(z.globalRegistry, { id: 'IssuedExtract' })
export type IssuedExtract = z.output<typeof IssuedExtract>

/** An extract as it is kept. It changes once, when its files are there. */
export const ExtractRecord = z.object({
  code: ExtractCode,
  register: RegisterId,
  number: EntryNumber,
  cluster: ClusterId,
  asOf: CalendarDate,
  knownAt: Instant,
  language: Language,
  issuedAt: Instant,
  issuedBy: z.string(),
  /** The bytes of the JSON file. */
  document: z.string(),
  json: FileDigest,
  /** Absent until the files are kept. */
  pdf: FileDigest.exactOptional(),
  /** The bytes of the PDF, base64, of one that was issued elsewhere, until they are kept. */
  given: z.string().exactOptional(),
})
export type ExtractRecord = z.output<typeof ExtractRecord>

/** An extract as it is brought in from another platform: the bytes of its files. Both stand in one record for a moment,
 *  which holds 400 KB. */
export const ExtractRow = z
  .object({
    document: z.string().min(2).max(60_000).register(z.globalRegistry, { description: 'The JSON file' }),
    pdf: z
      .base64()
      .max(300_000)
      .refine((text) => text.startsWith(PDF_BEGINS), { error: 'not a PDF', params: { ru: 'это не PDF' } })
      .register(z.globalRegistry, { description: 'The PDF, base64' }),
  })
  .register(z.globalRegistry, { id: 'ExtractRow' })
export type ExtractRow = z.output<typeof ExtractRow>

/** Whose bytes have this digest. */
export const ExtractFile = z.object({ sha256: Sha256, code: ExtractCode, format: ExtractFormat })
export type ExtractFile = z.output<typeof ExtractFile>

/** An extract as it is shown. */
export const Extract = ExtractRecord.omit({ document: true, issuedBy: true, cluster: true, given: true })
  .extend({
    state: z
      .enum(['issuing', 'issued'])
      .register(z.globalRegistry, { description: 'Whether its files can be downloaded yet' }),
  })
  .register(z.globalRegistry, { id: 'Extract' })
export type Extract = z.output<typeof Extract>

/** An extract as it is shown to anyone who has its code. */
export const extractView = (record: ExtractRecord): Extract => {
  const { document: _document, issuedBy: _issuedBy, cluster: _cluster, given: _given, ...shown } = record
  return { ...shown, state: record.pdf === undefined ? 'issuing' : 'issued' }
}

/** Where a file of an extract lies in its bucket. */
export const fileKey = (code: ExtractCode, format: ExtractFormat): string => `extracts/${code}.${format}`

/** The name under which a file is downloaded. */
export const fileName = (code: ExtractCode, format: ExtractFormat): string => `extract-${code}.${format}`
