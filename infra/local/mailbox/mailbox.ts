import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import PostalMime, { type Email } from 'postal-mime'
import { languageOf } from '../identity/sign-in-page.ts'
import type { MailFolder } from './mail-folder.ts'
import { type ListedMail, listPage, mailPage, STYLE } from './pages.ts'

/** Mails that the list shows. */
const LISTED = 100

/** A file that a request asks for, or a page. */
interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** Shows the mail that this machine kept: a list, each mail as text and as HTML, its files, and the mail itself.
 *  @param mount the path below which it is */
export const createMailbox = (
  mount: string,
  mails: MailFolder,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  return async (request, response) => {
    request.resume()
    const { status, headers, body } = await answerTo(request, mount, mails)
    response.writeHead(status, { ...HEADERS, ...headers }).end(request.method === 'HEAD' ? undefined : body)
  }
}

const answerTo = async (request: IncomingMessage, mount: string, mails: MailFolder): Promise<Answer> => {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD' }, body: '' }
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const language = languageOf(searchParams.get('lang'), request.headers['accept-language'])
  const [name = '', part, index] = pathname.slice(mount.length + 1).split('/')
  if (name === '') {
    const names = mails.names()
    const listed = await Promise.all(names.slice(0, LISTED).map((one) => listedMail(mails, one)))
    return htmlPage(listPage(language, mount, listed, names.length))
  }
  const bytes = mails.read(name)
  if (bytes === undefined) return NOT_FOUND
  if (part === 'source') return file(`${name}.eml`, 'message/rfc822', bytes)
  const email = await PostalMime.parse(bytes)
  if (part === undefined) return htmlPage(mailPage(language, mount, shownMail(name, email)))
  if (part === 'html' && email.html !== undefined) return htmlOfMail(email.html)
  const attached = part === 'files' ? email.attachments[Number(index)] : undefined
  if (attached === undefined) return NOT_FOUND
  return file(attached.filename ?? 'file', attached.mimeType, bytesOf(attached.content))
}

const listedMail = async (mails: MailFolder, name: string): Promise<ListedMail> =>
  summary(name, await PostalMime.parse(mails.header(name)))

const summary = (name: string, { subject, to, date }: Email): ListedMail => ({
  name,
  subject: subject || '–',
  to: (to ?? []).map((one) => one.address ?? '').join(', '),
  date: new Date(date ?? timeIn(name)),
})

/** The time in a mail's name: `2026-01-01T09.30.00.000Z-1b4e28ba`. */
const timeIn = (name: string): string =>
  name.slice(0, 24).replace(/T(\d\d)\.(\d\d)\./, (_whole, hours, minutes) => `T${hours}:${minutes}:`)

const shownMail = (name: string, email: Email) => ({
  ...summary(name, email),
  from: [email.from?.name, email.from?.address && `<${email.from.address}>`].filter(Boolean).join(' '),
  text: email.text ?? '',
  hasHtml: email.html !== undefined,
  files: email.attachments.map(({ filename, content }) => ({
    name: filename ?? 'file',
    bytes: bytesOf(content).byteLength,
  })),
})

const bytesOf = (content: Email['attachments'][number]['content']): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)

const STYLE_DIGEST = createHash('sha256').update(STYLE).digest('base64')

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_DIGEST}'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
}

const htmlPage = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
})

/** What a mail brings is shown as mail programs do: its own styles and pictures inside it, nothing from elsewhere, no
 *  scripts, in an origin of its own. */
const htmlOfMail = (body: string): Answer => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  },
  body,
})

const file = (name: string, type: string, body: Uint8Array): Answer => ({
  status: 200,
  headers: {
    'content-type': type,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  },
  body,
})

const NOT_FOUND: Answer = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'There is no such mail.\n',
}
