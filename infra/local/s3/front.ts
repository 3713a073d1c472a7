import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { accessDeniedMessage, type Caller, type Iam } from '../iam.ts'
import { decodeChunks, verifyChecksums, verifyPayload } from './checksum.ts'
import { corsHeaders } from './cors.ts'
import { accessDenied, errorDocument, S3Error } from './error.ts'
import { type FormFields, readForm } from './form.ts'
import { bucketArn, checkKey, objectArn, operationOf, requirementsOf, type S3Operation } from './operation.ts'
import { checkPolicy } from './post-policy.ts'
import { verifySignature, verifyText } from './signature.ts'
import { describe, OBJECT_HEADERS, type ObjectStore } from './store.ts'
import { escapeXml, sendXml, unescapeXml } from './xml.ts'

/** What deciding about a request takes. */
export interface S3FrontOptions {
  readonly iam: Pick<Iam, 'byAccessKey'>
  readonly now?: () => Date
}

/** Longest body that is taken at once; S3's own limit is 5 GB. */
const LARGEST_BODY = 512 * 1024 * 1024

/** Answers requests to S3: verifies who asks and what the role allows, then hands them to the store behind. */
export class S3Front {
  readonly #options: S3FrontOptions
  readonly #store: ObjectStore

  constructor(options: S3FrontOptions, store: ObjectStore) {
    this.#options = options
    this.#store = store
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID().slice(0, 16).toUpperCase()
    response.setHeader('x-amz-request-id', requestId)
    try {
      await this.#answer(request, response)
    } catch (error) {
      request.resume()
      if (response.headersSent) return void response.destroy()
      const s3Error = error instanceof S3Error ? error : new S3Error(500, 'InternalError', String(error))
      const document = request.method === 'HEAD' ? undefined : errorDocument(s3Error, requestId)
      response.writeHead(s3Error.status, { 'content-type': 'application/xml' }).end(document)
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', search = ''] = (request.url ?? '/').split('?')
    const query = new URLSearchParams(search)
    const { headers, method = 'GET' } = request
    if (Number(headers['content-length'] ?? 0) > LARGEST_BODY) {
      throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size')
    }
    const bucket = this.#store.bucket(decodeURIComponent(path.split('/')[1] ?? ''))
    const cors = corsHeaders(bucket.cors, request)
    for (const [name, value] of Object.entries(cors)) response.setHeader(name, value)
    if (method === 'OPTIONS') {
      if (Object.keys(cors).length === 0)
        throw accessDenied('CORSResponse: This CORS request is not allowed.')
      response.writeHead(200).end()
      return
    }
    const operation = operationOf(method, path, query, single(headers['x-amz-copy-source']))
    if (operation.kind === 'post-object') return this.#postObject(request, response, bucket.name)
    const signed = { method, path, query, headers }
    const caller = verifySignature(signed, this.#options.iam.byAccessKey, this.#now())
    if (!caller) throw accessDenied()
    for (const { action, resource } of requirementsOf(operation)) require(caller, action, resource)
    await this.#perform(operation, caller, request, response, query)
  }

  async #perform(
    operation: S3Operation,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> {
    const { bucket, key } = operation
    switch (operation.kind) {
      case 'get-object':
      case 'head-object':
        return this.#getObject(bucket, key, caller, request, response, query)
      case 'put-object':
        return this.#putObject(bucket, key, request, response)
      case 'copy-object': {
        const etag = await this.#store.copy(operation.source, bucket, key)
        const result = `<CopyObjectResult><ETag>${escapeXml(etag)}</ETag><LastModified>${this.#now().toISOString()}</LastModified></CopyObjectResult>`
        return sendXml(response, result)
      }
      case 'delete-object':
        await this.#store.delete(bucket, key)
        response.writeHead(204).end()
        return
      case 'delete-objects':
        return this.#deleteObjects(bucket, caller, request, response)
      case 'head-bucket':
        response.writeHead(200).end()
        return
      case 'list-objects': {
        const document = await this.#store.list(bucket, query)
        response.writeHead(200, { 'content-type': 'application/xml' }).end(document)
        return
      }
      case 'post-object':
        return
      default:
        return operation satisfies never
    }
  }

  async #getObject(
    bucket: string,
    key: string,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
    query: URLSearchParams,
  ): Promise<void> {
    const wanted = Object.fromEntries(
      ['range', 'if-none-match', 'if-modified-since'].flatMap((name) => {
        const value = request.headers[name]
        return value === undefined ? [] : [[name, value]]
      }),
    )
    const answer = await this.#store.get(bucket, key, wanted, request.method)
    if (answer.statusCode === 404) {
      answer.resume()
      // Without the right to list, S3 does not tell that an object is missing.
      require(caller, 's3:ListBucket', bucketArn(bucket))
      throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.')
    }
    const { headers, checksums } = describe(answer)
    for (const name of ['content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified']) {
      const value = answer.headers[name]
      if (value !== undefined) headers[name] = String(value)
    }
    for (const [name, value] of query) {
      const header = name.replace(/^response-/, '')
      if (name.startsWith('response-') && OBJECT_HEADERS.has(header)) headers[header] = value
    }
    const withChecksums =
      single(request.headers['x-amz-checksum-mode']) === 'ENABLED' && answer.statusCode === 200
    response.writeHead(answer.statusCode ?? 500, { ...headers, ...(withChecksums && checksums) })
    await pipeline(answer, response)
  }

  async #putObject(
    bucket: string,
    key: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { headers } = request
    const raw = await buffer(request)
    const declared = single(headers['x-amz-content-sha256'])
    verifyPayload(declared, raw)
    const { bytes, trailers } = declared?.startsWith('STREAMING-')
      ? decodeChunks(raw)
      : { bytes: raw, trailers: {} }
    const checksums = verifyChecksums({ ...headers, ...trailers }, bytes)
    const kept = keptOf(headers)
    const encoding = String(kept['content-encoding'] ?? '').replace(/^aws-chunked,?\s*/, '')
    const { 'content-encoding': _, ...others } = kept
    const etag = await this.#store.put(
      bucket,
      key,
      bytes,
      { ...others, ...(encoding !== '' && { 'content-encoding': encoding }) },
      checksums,
      { reason: 'PutObject', onlyIfAbsent: headers['if-none-match'] === '*' },
    )
    response.writeHead(200, { etag, ...checksums }).end()
  }

  async #deleteObjects(
    bucket: string,
    caller: Caller,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const document = await text(request)
    const keys = [...document.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) =>
      checkKey(unescapeXml(key)),
    )
    const results: string[] = []
    for (const key of keys) {
      if (caller.allows('s3:DeleteObject', objectArn(bucket, key))) {
        await this.#store.delete(bucket, key)
        results.push(`<Deleted><Key>${escapeXml(key)}</Key></Deleted>`)
      } else {
        results.push(
          `<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`,
        )
      }
    }
    sendXml(
      response,
      `<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${results.join('')}</DeleteResult>`,
    )
  }

  async #postObject(request: IncomingMessage, response: ServerResponse, bucket: string): Promise<void> {
    const { fields, file } = await readForm(request)
    const caller = this.#formCaller(fields)
    const policy = fields['policy'] ?? ''
    checkPolicy(policy, { bucket, fields, fileBytes: file.length }, this.#now())
    const key = checkKey(fields['key'] ?? '')
    if (key === '') throw new S3Error(400, 'InvalidArgument', "Bucket POST must contain a field named 'key'.")
    require(caller, 's3:PutObject', objectArn(bucket, key))
    const checksums = verifyChecksums(fields, file)
    const etag = await this.#store.put(bucket, key, file, keptOf(fields), checksums, {
      reason: 'POST Object',
    })
    const location = `http://${request.headers.host}/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`
    response.setHeader('etag', etag)
    response.setHeader('location', location)
    if (fields['success_action_status'] !== '201') {
      response.writeHead(fields['success_action_status'] === '200' ? 200 : 204).end()
      return
    }
    response.statusCode = 201
    sendXml(
      response,
      `<PostResponse><Location>${escapeXml(location)}</Location><Bucket>${bucket}</Bucket><Key>${escapeXml(key)}</Key><ETag>${escapeXml(etag)}</ETag></PostResponse>`,
    )
  }

  #formCaller(fields: FormFields): Caller {
    const policy = fields['policy']
    if (policy === undefined) throw accessDenied('Bucket POST must contain a policy')
    if (fields['x-amz-algorithm'] !== 'AWS4-HMAC-SHA256') {
      throw new S3Error(400, 'InvalidRequest', 'The x-amz-algorithm of the form must be AWS4-HMAC-SHA256')
    }
    return verifyText(
      policy,
      {
        credential: fields['x-amz-credential'] ?? '',
        signature: fields['x-amz-signature'] ?? '',
        token: fields['x-amz-security-token'],
      },
      this.#options.iam.byAccessKey,
    )
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date()
  }
}

/** What is kept with an object of what was said when it was written. */
const keptOf = <V>(said: Readonly<Record<string, V>>): Record<string, V> =>
  Object.fromEntries(
    Object.entries(said).filter(([name]) => OBJECT_HEADERS.has(name) || name.startsWith('x-amz-meta-')),
  )

/** @throws S3Error as S3 answers a caller whose role does not allow the action */
const require = (caller: Caller, action: string, resource: string): void => {
  if (!caller.allows(action, resource)) throw accessDenied(accessDeniedMessage(caller, action, resource))
}

const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value
