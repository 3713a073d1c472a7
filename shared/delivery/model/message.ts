import * as z from 'zod'
import { LANGUAGES } from '#kernel/localised-text'
import { wording } from '#kernel/wording'

/** The buckets whose files may be attached. */
export const AttachmentBucket = z.enum(['reports'])
export type AttachmentBucket = z.output<typeof AttachmentBucket>

/** A file that goes with a message; it is read when the message is sent. */
export const Attachment = z.object({
  bucket: AttachmentBucket,
  key: z.string().min(1).max(1024),
  /** As the reader saves it. Line ends would end the header in which it stands. */
  fileName: z
    .string()
    .regex(
      /^[^\r\n/\\]{1,200}$/,
      wording({ en: 'is one line without slashes', ru: 'ожидается одна строка без косых черт' }),
    ),
  contentType: z
    .string()
    .regex(
      /^[\w.+-]+\/[\w.+-]+$/,
      wording({ en: 'is a media type without parameters', ru: 'ожидается медиатип без параметров' }),
    ),
})
export type Attachment = z.output<typeof Attachment>

/** Attachments one message has at most. */
const MOST_ATTACHMENTS = 10

/** One e-mail to one person. Whom it reaches is known by the person's random id alone: the address is read from the
 *  personal data by whoever sends it. */
export const Message = z.object({
  /** The same message queued twice is sent once: the id follows from what the message is about and whom it is for. */
  id: z.string().min(1).max(300),
  /** A person's id. */
  to: z.string().min(1).max(100),
  language: z.enum(LANGUAGES),
  subject: z.string().regex(
    /^[^\r\n]{1,200}$/,
    wording({
      en: 'is one line of at most 200 characters',
      ru: 'ожидается одна строка не длиннее 200 символов',
    }),
  ),
  text: z.string().min(1).max(60_000),
  html: z.string().max(120_000).exactOptional(),
  attachments: z.array(Attachment).max(MOST_ATTACHMENTS).exactOptional(),
})
export type Message = z.output<typeof Message>
