import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import type { ObjectBackend } from './backend.ts'
import type { LocalBucket } from './buckets.ts'
import { accessDenied, S3Error } from './error.ts'
import { firstVersionOf, secondVersionOf } from './listing.ts'

/** An object that has just been written. */
export interface CreatedObject {
  readonly bucket: string
  readonly key: string
  readonly size: number
  readonly etag: string
  /** `PutObject`, `POST Object` or `CopyObject` */
  readonly reason: string
}

/** Header under which the backend keeps what it does not know itself. */
const KEPT_CHECKSUM = 'x-amz-meta-local-'

/** Objects with the rules of their buckets: locks, conditions, checksums that are kept, and an event for each write. */
export class ObjectStore {
  readonly #backend: ObjectBackend
  readonly #buckets: ReadonlyMap<string, LocalBucket>
  readonly #onCreated: (object: CreatedObject) => void

  constructor(
    backend: ObjectBackend,
    buckets: readonly LocalBucket[],
    onCreated: (object: CreatedObject) => void,
  ) {
    this.#backend = backend
    this.#buckets = new Map(buckets.map((bucket) => [bucket.name, bucket]))
    this.#onCreated = onCreated
  }

  /** @throws S3Error for a bucket that the template does not hold */
  bucket(name: string): LocalBucket {
    const bucket = this.#buckets.get(name)
    if (bucket) return bucket
    throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist')
  }

  /** Writes an object; its event is published before this resolves.
   *  @throws S3Error for an object that is locked, or exists and must not */
  async put(
    bucket: string,
    key: string,
    bytes: Buffer,
    headers: OutgoingHttpHeaders,
    checksums: Readonly<Record<string, string>>,
    options: { readonly reason: string; readonly onlyIfAbsent?: boolean },
  ): Promise<string> {
    if (this.bucket(bucket).locked || options.onlyIfAbsent) {
      const exists = await this.#exists(bucket, key)
      if (exists && options.onlyIfAbsent) {
        throw new S3Error(
          412,
          'PreconditionFailed',
          'At least one of the pre-conditions you specified did not hold',
        )
      }
      if (exists) throw accessDenied('Access Denied because object protected by object lock.')
    }
    const kept = Object.fromEntries(
      Object.entries(checksums).map(([name, value]) => [`${KEPT_CHECKSUM}${name}`, value]),
    )
    const answer = await this.#backend.send(
      'PUT',
      pathOf(bucket, key),
      { ...headers, ...kept, 'content-length': bytes.length },
      bytes,
    )
    await succeed(answer)
    const etag = String(answer.headers.etag ?? '')
    this.#publish({ bucket, key, size: bytes.length, etag: etag.replaceAll('"', ''), reason: options.reason })
    return etag
  }

  /** Copies inside the store, with the source's headers.
   *  @returns the copy's ETag */
  async copy(source: { bucket: string; key: string }, bucket: string, key: string): Promise<string> {
    const original = await this.get(source.bucket, source.key, {})
    const bytes = await buffer(original)
    if (original.statusCode !== 200) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.')
    const { headers, checksums } = describe(original)
    return this.put(bucket, key, bytes, headers, checksums, { reason: 'CopyObject' })
  }

  /** The backend's answer to a GET or HEAD, whatever its status; its body is still to be read. */
  get(bucket: string, key: string, headers: OutgoingHttpHeaders, method = 'GET'): Promise<IncomingMessage> {
    this.bucket(bucket)
    return this.#backend.send(method, pathOf(bucket, key), headers)
  }

  /** @throws S3Error in a locked bucket */
  async delete(bucket: string, key: string): Promise<void> {
    if (this.bucket(bucket).locked)
      throw accessDenied('Access Denied because object protected by object lock.')
    await succeed(await this.#backend.send('DELETE', pathOf(bucket, key), {}))
  }

  /** @returns the document of a listing of the second version */
  async list(bucket: string, query: URLSearchParams): Promise<string> {
    this.bucket(bucket)
    const path = `/${encodeURIComponent(bucket)}?${firstVersionOf(query)}`
    const answer = await this.#backend.send('GET', path, {})
    const document = await text(answer)
    if (answer.statusCode === 200) return secondVersionOf(document)
    throw new S3Error(answer.statusCode ?? 500, 'InternalError', `The object store cannot list ${bucket}`)
  }

  async #exists(bucket: string, key: string): Promise<boolean> {
    const answer = await this.#backend.send('HEAD', pathOf(bucket, key), {})
    answer.resume()
    return answer.statusCode === 200
  }

  #publish(object: CreatedObject): void {
    if (this.bucket(object.bucket).publishesEvents) this.#onCreated(object)
  }
}

/** Splits the backend's headers into those of the object and the checksums that were kept with it. */
export const describe = (answer: IncomingMessage) => {
  const headers: Record<string, string> = {}
  const checksums: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name.startsWith(KEPT_CHECKSUM)) checksums[name.slice(KEPT_CHECKSUM.length)] = String(value)
    else if (name.startsWith('x-amz-meta-') || OBJECT_HEADERS.has(name)) headers[name] = String(value)
  }
  return { headers, checksums }
}

/** Headers that an object keeps. */
export const OBJECT_HEADERS = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
])

const pathOf = (bucket: string, key: string): string =>
  `/${encodeURIComponent(bucket)}/${key.split('/').map(encodeURIComponent).join('/')}`

const succeed = async (answer: IncomingMessage): Promise<void> => {
  const body = await buffer(answer)
  const status = answer.statusCode ?? 500
  if (status < 300) return
  const text = body.toString('utf8')
  const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1] ?? 'InternalError'
  throw new S3Error(status, code, /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? 'The object store failed')
}
