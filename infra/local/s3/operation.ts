import { S3Error } from './error.ts'

/** What a request asks of S3, with what its caller needs to be allowed. */
export type S3Operation =
  | {
      readonly kind: 'get-object' | 'head-object' | 'put-object' | 'delete-object'
      readonly bucket: string
      readonly key: string
    }
  | {
      readonly kind: 'copy-object'
      readonly bucket: string
      readonly key: string
      readonly source: { readonly bucket: string; readonly key: string }
    }
  | {
      readonly kind: 'list-objects' | 'delete-objects' | 'post-object' | 'head-bucket'
      readonly bucket: string
      readonly key: ''
    }

/** Query parameters that change nothing about which operation it is. */
const HARMLESS =
  /^(x-id|list-type|prefix|delimiter|max-keys|continuation-token|start-after|encoding-type|fetch-owner|response-.*|X-Amz-.*|x-amz-checksum-mode)$/

/** Reads the operation from a request in path style.
 *  @throws S3Error for an operation that is not implemented here */
export const operationOf = (
  method: string,
  path: string,
  query: URLSearchParams,
  copySource: string | undefined,
): S3Operation => {
  const { bucket, key } = split(path)
  const other = [...query.keys()].filter((name) => !HARMLESS.test(name))
  if (key === '' && method === 'POST' && other.length === 1 && other[0] === 'delete')
    return { kind: 'delete-objects', bucket, key }
  if (other.length > 0) throw notImplemented(`${method} with ?${other.join('&')}`)
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return { kind: 'list-objects', bucket, key }
    if (method === 'HEAD') return { kind: 'head-bucket', bucket, key }
    if (method === 'POST') return { kind: 'post-object', bucket, key }
    throw notImplemented(`${method} on a bucket`)
  }
  switch (method) {
    case 'GET':
      return { kind: 'get-object', bucket, key }
    case 'HEAD':
      return { kind: 'head-object', bucket, key }
    case 'DELETE':
      return { kind: 'delete-object', bucket, key }
    case 'PUT':
      return copySource === undefined
        ? { kind: 'put-object', bucket, key }
        : {
            kind: 'copy-object',
            bucket,
            key,
            source: split(copySource.startsWith('/') ? copySource : `/${copySource}`),
          }
    default:
      throw notImplemented(`${method} on an object`)
  }
}

/** The actions that an operation needs, each with the ARN it needs it on. */
export const requirementsOf = (
  operation: S3Operation,
): readonly { readonly action: string; readonly resource: string }[] => {
  const object = objectArn(operation.bucket, operation.key)
  const bucket = bucketArn(operation.bucket)
  switch (operation.kind) {
    case 'get-object':
    case 'head-object':
      return [{ action: 's3:GetObject', resource: object }]
    case 'put-object':
      return [{ action: 's3:PutObject', resource: object }]
    case 'delete-object':
      return [{ action: 's3:DeleteObject', resource: object }]
    case 'copy-object':
      return [
        { action: 's3:GetObject', resource: objectArn(operation.source.bucket, operation.source.key) },
        { action: 's3:PutObject', resource: object },
      ]
    case 'list-objects':
    case 'head-bucket':
      return [{ action: 's3:ListBucket', resource: bucket }]
    case 'delete-objects':
    case 'post-object':
      // Decided per object, once the body is read.
      return []
    default:
      return operation satisfies never
  }
}

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`
export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`

/** @throws S3Error for a key that would leave its folder */
export const checkKey = (key: string): string => {
  const wrong =
    key.includes('\0') || key.includes('\\') || key.split('/').some((part) => part === '.' || part === '..')
  if (wrong) throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.")
  return key
}

const split = (path: string): { bucket: string; key: string } => {
  const [, bucket = '', ...rest] = path.split('?')[0]?.split('/') ?? []
  try {
    return { bucket: decodeURIComponent(bucket), key: checkKey(decodeURIComponent(rest.join('/'))) }
  } catch (error) {
    throw error instanceof S3Error
      ? error
      : new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.")
  }
}

const notImplemented = (what: string): S3Error =>
  new S3Error(501, 'NotImplemented', `${what} is not implemented by the local cloud`)
