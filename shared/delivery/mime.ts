import MailComposer from 'nodemailer/lib/mail-composer'
import { type Delivery, type MessageContent, PermanentFault } from './model.ts'
import type { Letter, Sender } from './ports.ts'

/** What the mail service takes at most, encoded: SES allows 40 MB, many who receive it 25 MB or less. */
const MOST_BYTES = 20 * 1024 * 1024

/** A file as it is attached. */
export interface AttachedFile {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

/** Writes a message as e-mail (RFC 5322, MIME): text and, if there is one, HTML as alternatives, then the files.
 *  It says that a machine sent it, so that no absence note answers (RFC 3834).
 *  @throws PermanentFault when it is larger than mail services take */
export const composed = async (
  { id, language, subject, queuedAt }: Delivery,
  { text, html }: MessageContent,
  files: readonly AttachedFile[],
  parties: { readonly sender: Sender; readonly address: string },
): Promise<Letter> => {
  const { sender, address } = parties
  const composer = new MailComposer({
    from: sender,
    to: { name: '', address },
    subject,
    text,
    ...(html !== undefined && { html }),
    attachments: files.map(({ fileName, contentType, bytes }) => ({
      filename: fileName,
      contentType,
      content: Buffer.from(bytes),
    })),
    date: new Date(queuedAt),
    messageId: `<${id.slice(0, 32)}@${sender.address.split('@')[1] ?? 'localhost'}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    textEncoding: 'base64',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const bytes = await composer.compile().build()
  if (bytes.byteLength > MOST_BYTES) throw new PermanentFault('attachment-unusable')
  return { delivery: id, address, bytes }
}
