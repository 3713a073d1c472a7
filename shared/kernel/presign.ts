import { createHash, createHmac } from 'node:crypto'

/** Who signs: keys as the runtime gives them, and the region of the bucket. */
export interface SigningIdentity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
  readonly region: string
}

/** A form by which a browser sends one file straight to the bucket: `multipart/form-data` with these fields and, as
 *  the last one, `file`. */
export interface SignedForm {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  /** The instant from which it is refused. */
  readonly expiresAt: Date
}

/** Signs a form that lets exactly one file in: under this key, with exactly these fields and this number of bytes.
 *  The signature covers the Base64 of the policy (AWS Signature Version 4, "Browser-based uploads using POST").
 *  @param url the bucket's address
 *  @param fields what S3 is to hold the upload against or to keep with it, e.g. `Content-Type`
 *  @param seconds for how long it is good */
export const presignPost = (
  identity: SigningIdentity,
  upload: {
    readonly url: string
    readonly bucket: string
    readonly key: string
    readonly bytes: number
    readonly fields: Readonly<Record<string, string>>
    readonly seconds: number
    readonly now: Date
  },
): SignedForm => {
  const { url, bucket, key, bytes, seconds, now } = upload
  const expiresAt = new Date(now.getTime() + seconds * 1000)
  const fields = { ...upload.fields, key, ...signingFields(identity, now, 'x-amz') }
  const policy = {
    expiration: expiresAt.toISOString(),
    conditions: [
      { bucket },
      ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', bytes, bytes],
    ],
  }
  const document = Buffer.from(JSON.stringify(policy)).toString('base64')
  const signature = hmac(signingKey(identity, now), document).toString('hex')
  return { url, fields: { ...fields, policy: document, 'x-amz-signature': signature }, expiresAt }
}

/** Signs the address of an object for reading it without any other credential (AWS Signature Version 4, "Using query
 *  parameters").
 *  @param url the object's address, without a query
 *  @param query what S3 is told besides, e.g. `response-content-disposition`
 *  @param seconds for how long it is good, at most a week */
export const presignGet = (
  identity: SigningIdentity,
  object: {
    readonly url: string
    readonly query?: Readonly<Record<string, string>>
    readonly seconds: number
    readonly now: Date
  },
): string => presigned(identity, { ...object, method: 'GET', headers: {} })

/** Signs the address of an object for writing it once, with exactly these headers.
 *  @param headers by names in small letters, e.g. `if-none-match` */
export const presignPut = (
  identity: SigningIdentity,
  object: {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly seconds: number
    readonly now: Date
  },
): string => presigned(identity, { ...object, method: 'PUT' })

const presigned = (
  identity: SigningIdentity,
  object: {
    readonly method: 'GET' | 'PUT'
    readonly url: string
    readonly query?: Readonly<Record<string, string>>
    readonly headers: Readonly<Record<string, string>>
    readonly seconds: number
    readonly now: Date
  },
): string => {
  const { host, pathname } = new URL(object.url)
  const { method, now } = object
  const headers = Object.entries({ ...object.headers, host }).sort(([a], [b]) => (a < b ? -1 : 1))
  const names = headers.map(([name]) => name).join(';')
  const query = canonicalQuery({
    ...object.query,
    ...signingFields(identity, now, 'X-Amz'),
    'X-Amz-Expires': String(object.seconds),
    'X-Amz-SignedHeaders': names,
  })
  const lines = headers.map(([name, value]) => `${name}:${value}`)
  const request = [method, pathname, query, ...lines, '', names, 'UNSIGNED-PAYLOAD'].join('\n')
  const text = [ALGORITHM, stampOf(now), scopeOf(identity, now), sha256(request)].join('\n')
  const signature = hmac(signingKey(identity, now), text).toString('hex')
  return `${object.url}?${query}&X-Amz-Signature=${signature}`
}

/** Where a bucket is, with a slash behind it.
 *  @param endpoint where S3 is; left out: where AWS has it */
export const bucketUrl = (bucket: string, endpoint: string | undefined, region: string): string =>
  endpoint === undefined
    ? `https://${bucket}.s3.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}/`
    : `${endpoint.replace(/\/$/, '')}/${bucket}/`

const ALGORITHM = 'AWS4-HMAC-SHA256'

/** What says who signed and when: form fields are written in small letters, query parameters are not. */
const signingFields = (identity: SigningIdentity, now: Date, prefix: 'x-amz' | 'X-Amz') => {
  const name = (text: string) => (prefix === 'x-amz' ? text.toLowerCase() : text)
  return {
    [`${prefix}-${name('Algorithm')}`]: ALGORITHM,
    [`${prefix}-${name('Credential')}`]: `${identity.accessKeyId}/${scopeOf(identity, now)}`,
    [`${prefix}-${name('Date')}`]: stampOf(now),
    ...(identity.sessionToken !== undefined && {
      [`${prefix}-${name('Security-Token')}`]: identity.sessionToken,
    }),
  }
}

/** `20260131T235959Z` */
const stampOf = (now: Date): string => now.toISOString().replaceAll(/[:-]|\.\d{3}/g, '')
const dayOf = (now: Date): string => stampOf(now).slice(0, 8)

const scopeOf = ({ region }: SigningIdentity, now: Date): string => `${dayOf(now)}/${region}/s3/aws4_request`

const signingKey = ({ secretAccessKey, region }: SigningIdentity, now: Date): Buffer =>
  [dayOf(now), region, 's3', 'aws4_request'].reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`))

/** Sorted by name in binary order. */
const canonicalQuery = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`)
    .sort()
    .join('&')

/** RFC 3986: everything but letters, digits and `-._~`. */
const percentEncoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
