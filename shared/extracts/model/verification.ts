import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { Sha256 } from '#kernel/sha256'
import { ExtractChange, ExtractContent } from '#registry/model'
import { ExtractCode } from './code.ts'
import { Extract, ExtractFormat, TrainingMark } from './extract.ts'

/** What is said of every genuine extract. The content is shown so that a paper can be held against it. */
const genuine = { extract: Extract, content: ExtractContent, training: TrainingMark }

/** What the register answers about a code. */
export const Verification = z
  .discriminatedUnion('result', [
    z.object({ result: z.literal('current'), ...genuine }).register(z.globalRegistry, {
      description: 'Genuine; an extract of today would say the same',
    }),
    z
      .object({
        result: z.literal('changed'),
        ...genuine,
        changedSince: CalendarDate.meta({ description: 'The day of the first change' }),
        changes: z.array(ExtractChange),
      })
      .register(z.globalRegistry, { description: 'Genuine; an extract of today would say something else' }),
    z
      .object({
        result: z.literal('annulled'),
        ...genuine,
        changedSince: CalendarDate.meta({ description: 'The day from which that is known' }),
        changes: z.array(ExtractChange),
      })
      .register(z.globalRegistry, { description: 'The entry is void from its first day' }),
    z.object({ result: z.literal('unknown'), code: ExtractCode }).register(z.globalRegistry, {
      description: 'No extract was issued under this code',
    }),
  ])
  .register(z.globalRegistry, { id: 'Verification' })
export type Verification = z.output<typeof Verification>

/** A file by its digest, and the code that is written on it where it is known. */
export const FileInQuestion = z
  .object({
    sha256: Sha256.meta({
      description: 'SHA-256 of the file, as sha256sum writes it: the file itself stays where it is',
    }),
    code: ExtractCode.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'FileInQuestion' })

/** What the register answers about a file: whether its bytes are the issued ones, and what it says of the code. */
export const FileVerification = z
  .object({
    file: z.enum(['issued', 'refuted', 'unknown']).register(z.globalRegistry, {
      description:
        'issued: these very bytes were issued (under the code, where one is given); refuted: the extract of the code was issued with other bytes; unknown: neither the bytes nor the code were issued',
    }),
    format: ExtractFormat.exactOptional(),
    verification: Verification.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'FileVerification' })
export type FileVerification = z.output<typeof FileVerification>

/** What the register answers about an extract that it issued.
 *  @param changes in what an extract of now differs */
export const verificationOf = (
  extract: Extract,
  content: ExtractContent,
  changes: readonly ExtractChange[],
): Verification => {
  const [first] = changes.map(({ since }) => since).toSorted()
  const status = changes.find(({ field }) => field === '/entry/status')
  if (content.entry.status === 'annulled' && status === undefined)
    return {
      result: 'annulled',
      extract,
      content,
      changedSince: content.entry.statusSince,
      changes: [...changes],
    }
  if (first === undefined) return { result: 'current', extract, content }
  if (status?.after === 'annulled')
    return { result: 'annulled', extract, content, changedSince: status.since, changes: [...changes] }
  return { result: 'changed', extract, content, changedSince: first, changes: [...changes] }
}
