import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { S3Error } from './error.ts'

const ALGORITHMS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  sha1: (bytes) => createHash('sha1').update(bytes).digest(),
  crc32: (bytes) => {
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(bytes))
    return sum
  },
}

const PREFIX = 'x-amz-checksum-'

/** Compares every `x-amz-checksum-…` with the bytes.
 *  @param fields headers or form fields, names in lower case
 *  @returns those that were given, by header name
 *  @throws S3Error where one differs or is of an algorithm that is not known */
export const verifyChecksums = (
  fields: Readonly<Record<string, unknown>>,
  bytes: Buffer,
): Readonly<Record<string, string>> => {
  const verified: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) {
    const algorithm = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : 'algorithm'
    if (algorithm === 'algorithm' || algorithm === 'mode' || algorithm === 'type') continue
    const calculate = ALGORITHMS[algorithm]
    if (!calculate)
      throw new S3Error(501, 'NotImplemented', `The checksum algorithm ${algorithm} is not implemented here`)
    if (calculate(bytes).toString('base64') !== value) {
      throw new S3Error(
        400,
        'BadDigest',
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      )
    }
    verified[name] = String(value)
  }
  return verified
}

/** Compares a body with the SHA-256 that its signature covers.
 *  @throws S3Error where it differs */
export const verifyPayload = (declared: string | undefined, bytes: Buffer): void => {
  if (declared === undefined || !/^[0-9a-f]{64}$/.test(declared)) return
  if (createHash('sha256').update(bytes).digest('hex') === declared) return
  throw new S3Error(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  )
}

/** Takes the chunks of an `aws-chunked` body apart: `<hex size>[;extension]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`.
 *  @throws S3Error where it is not of this form */
export const decodeChunks = (
  body: Buffer,
): { readonly bytes: Buffer; readonly trailers: Readonly<Record<string, string>> } => {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const end = body.indexOf('\r\n', at)
    const size = end < 0 ? Number.NaN : Number.parseInt(body.toString('latin1', at, end), 16)
    if (Number.isNaN(size) || end + 2 + size > body.length) {
      throw new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly')
    }
    at = end + 2
    if (size === 0) break
    chunks.push(body.subarray(at, at + size))
    at += size + 2
  }
  const trailers: Record<string, string> = {}
  for (const line of body.toString('latin1', at).split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  return { bytes: Buffer.concat(chunks), trailers }
}
