import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { S3Error } from './error.ts'

/** The fields of a form, names in lower case. */
export type FormFields = Readonly<Record<string, string>>

/** Reads an upload by form: the fields before the file, and the file. As on AWS, what follows the file is ignored.
 *  @throws S3Error for a body that is no such form, or has no file */
export const readForm = async (
  request: IncomingMessage,
): Promise<{ readonly fields: FormFields; readonly file: Buffer }> => {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) {
    throw new S3Error(
      412,
      'PreconditionFailed',
      'Bucket POST must be of the enclosure-type multipart/form-data',
    )
  }
  const form = await parse(type, await buffer(request))
  const fields: Record<string, string> = {}
  for (const [name, value] of form) {
    if (name === 'file') return { fields, file: await bytesOf(value) }
    if (typeof value === 'string') fields[name.toLowerCase()] = value
  }
  throw new S3Error(400, 'InvalidArgument', 'POST requires exactly one file upload per request.')
}

const parse = async (type: string, body: Buffer) => {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  } catch {
    throw new S3Error(
      400,
      'MalformedPOSTRequest',
      'The body of your POST request is not well-formed multipart/form-data.',
    )
  }
}

const bytesOf = async (value: string | Blob): Promise<Buffer> =>
  typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer())
