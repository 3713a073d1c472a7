import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Caller } from '../iam.ts'
import { accessDenied, S3Error } from './error.ts'

/** The token that functions get with their keys, as on AWS, where temporary keys are void without theirs. */
export const SESSION_TOKEN = 'local-session'

/** A request as far as its signature covers it. */
export interface SignedRequest {
  readonly method: string
  /** As sent, still percent-encoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
}

/** Finds out who sent a request by its AWS Signature Version 4, in the `Authorization` header or in the query of a
 *  presigned address.
 *  @param find a caller by its access key id
 *  @returns undefined for a request without any signature
 *  @throws S3Error for one that is malformed, expired or wrong */
export const verifySignature = (
  request: SignedRequest,
  find: (accessKeyId: string) => Caller | undefined,
  now: Date,
): Caller | undefined => {
  const header = request.headers.authorization
  if (header !== undefined) return verifyHeader(request, header, find, now)
  if (request.query.has('X-Amz-Signature')) return verifyQuery(request, find, now)
  return undefined
}

/** Verifies a signature over a text that is not a request: the policy of a form upload.
 *  @throws S3Error when it is wrong */
export const verifyText = (
  text: string,
  parts: { readonly credential: string; readonly signature: string; readonly token: string | undefined },
  find: (accessKeyId: string) => Caller | undefined,
): Caller => {
  const scope = scopeOf(parts.credential)
  const caller = callerOf(scope.accessKeyId, parts.token, find)
  compare(hmac(signingKey(caller, scope), text).toString('hex'), parts.signature)
  return caller
}

const SKEW_MILLISECONDS = 15 * 60_000
const LONGEST_SECONDS = 7 * 24 * 3600

const verifyHeader = (
  request: SignedRequest,
  header: string,
  find: (accessKeyId: string) => Caller | undefined,
  now: Date,
): Caller => {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      header,
    )
  const [, credential = '', signedHeaders = '', signature = ''] = parts ?? []
  if (!parts) throw new S3Error(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.')
  const date = single(request.headers['x-amz-date'])
  if (Math.abs(instantOf(date) - now.getTime()) > SKEW_MILLISECONDS) {
    throw new S3Error(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    )
  }
  const payload = single(request.headers['x-amz-content-sha256'])
  if (payload === '') throw new S3Error(400, 'MissingSecurityHeader', 'x-amz-content-sha256 is missing')
  const token = single(request.headers['x-amz-security-token'])
  return verify(request, { credential, signedHeaders, signature, date, payload, token }, find)
}

const verifyQuery = (
  request: SignedRequest,
  find: (accessKeyId: string) => Caller | undefined,
  now: Date,
): Caller => {
  const { query } = request
  const value = (name: string) => query.get(name) ?? ''
  const date = value('X-Amz-Date')
  const seconds = Number(value('X-Amz-Expires'))
  const start = instantOf(date)
  if (value('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256' || !(seconds >= 1 && seconds <= LONGEST_SECONDS)) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', 'The presigned address is malformed.')
  }
  if (start - now.getTime() > SKEW_MILLISECONDS) throw accessDenied('Request is not yet valid')
  if (now.getTime() > start + seconds * 1000) throw accessDenied('Request has expired')
  const unsigned = new URLSearchParams([...query].filter(([name]) => name !== 'X-Amz-Signature'))
  return verify(
    { ...request, query: unsigned },
    {
      credential: value('X-Amz-Credential'),
      signedHeaders: value('X-Amz-SignedHeaders'),
      signature: value('X-Amz-Signature'),
      date,
      payload: single(request.headers['x-amz-content-sha256']) || 'UNSIGNED-PAYLOAD',
      token: value('X-Amz-Security-Token'),
    },
    find,
  )
}

interface SignatureParts {
  readonly credential: string
  readonly signedHeaders: string
  readonly signature: string
  readonly date: string
  readonly payload: string
  readonly token: string
}

const verify = (
  request: SignedRequest,
  parts: SignatureParts,
  find: (accessKeyId: string) => Caller | undefined,
): Caller => {
  const scope = scopeOf(parts.credential)
  const caller = callerOf(scope.accessKeyId, parts.token, find)
  const names = parts.signedHeaders.split(';')
  if (!names.includes('host')) throw accessDenied('The host must be signed')
  const canonical = [
    request.method,
    request.path
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/'),
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${single(request.headers[name]).trim().replaceAll(/\s+/g, ' ')}`),
    '',
    parts.signedHeaders,
    parts.payload,
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', parts.date, scope.text, sha256(canonical)].join('\n')
  compare(hmac(signingKey(caller, scope), text).toString('hex'), parts.signature)
  return caller
}

const scopeOf = (credential: string) => {
  const [accessKeyId = '', date = '', region = '', service = '', end = ''] = credential.split('/')
  if (service !== 's3' || end !== 'aws4_request') {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', `"${credential}" is not a credential of S3`)
  }
  return { accessKeyId, date, region, service, text: [date, region, service, end].join('/') }
}

/** A function's key is temporary: it is void without its token. The operator's is not. */
const callerOf = (
  accessKeyId: string,
  token: string | undefined,
  find: (accessKeyId: string) => Caller | undefined,
): Caller => {
  const caller = find(accessKeyId)
  if (!caller)
    throw new S3Error(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    )
  if (caller.name !== 'operator' && token !== SESSION_TOKEN) {
    throw new S3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.')
  }
  return caller
}

const signingKey = (
  caller: Caller,
  { date, region, service }: { date: string; region: string; service: string },
): Buffer => {
  const dated = hmac(Buffer.from(`AWS4${caller.credentials.secretAccessKey}`), date)
  return hmac(hmac(hmac(dated, region), service), 'aws4_request')
}

const compare = (expected: string, given: string): void => {
  const equal = expected.length === given.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given))
  if (equal) return
  throw new S3Error(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  )
}

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a === b ? order(x, y) : order(a, b)))
    .map((pair) => pair.join('='))
    .join('&')

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** `20260131T235959Z` → milliseconds since the epoch */
const instantOf = (date: string): number => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (!parts) throw accessDenied('AWS authentication requires a valid Date or x-amz-date header')
  const [, year, month, day, hour, minute, second] = parts
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? value.join(',') : (value ?? '')

/** RFC 3986, as AWS wants it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
