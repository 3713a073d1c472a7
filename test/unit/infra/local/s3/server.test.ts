import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Caller } from '../../../../../infra/local/iam.ts'
import { type LocalS3, startS3 } from '../../../../../infra/local/s3/server.ts'
import { SESSION_TOKEN } from '../../../../../infra/local/s3/signature.ts'
import type { CreatedObject } from '../../../../../infra/local/s3/store.ts'
import { presignGet, presignPost } from '../../../../../shared/kernel/presign.ts'

const BUCKET = 'documents'
const caller = (name: string, allowed: (action: string, resource: string) => boolean): Caller => ({
  name,
  arn: `arn:aws:sts::000000000000:assumed-role/${name}/${name}`,
  credentials: { accessKeyId: `AKIA${name.toUpperCase()}`, secretAccessKey: `secret of ${name}` },
  allows: allowed,
})
const callers = [
  caller('operator', () => true),
  caller(
    'uploader',
    (action, resource) =>
      action === 's3:PutObject' && resource.startsWith(`arn:aws:s3:::${BUCKET}/incoming/`),
  ),
  caller('reader', (action) => action === 's3:GetObject'),
]
const [operator, uploader, reader] = callers

let s3: LocalS3
let created: CreatedObject[] = []
const keyOf = (one: Caller | undefined) => {
  if (!one) throw new Error('no such caller')
  return { ...one.credentials, ...(one.name !== 'operator' && { sessionToken: SESSION_TOKEN }) }
}
const clientOf = (one: Caller | undefined): S3Client =>
  new S3Client({ endpoint: s3.endpoint, region: 'eu-central-1', credentials: keyOf(one), maxAttempts: 1 })
const bytesOf = (text: string) => Buffer.from(text)

beforeAll(async () => {
  const cors = [
    {
      AllowedOrigins: ['http://127.0.0.1:4000'],
      AllowedMethods: ['POST', 'GET'],
      AllowedHeaders: ['content-type'],
      ExposedHeaders: [],
      MaxAge: 60,
    },
  ]
  s3 = await startS3({
    folder: mkdtempSync(join(tmpdir(), 's3-')),
    buckets: [
      { name: BUCKET, locked: false, publishesEvents: true, cors },
      { name: 'archive', locked: true, publishesEvents: false, cors: [] },
    ],
    iam: { byAccessKey: (id) => callers.find(({ credentials }) => credentials.accessKeyId === id) },
    onCreated: (object) => created.push(object),
  })
})
afterAll(() => s3.stop())
beforeEach(() => {
  created = []
})

describe('objects', () => {
  test('are listed page by page, by a token or from a key on', async () => {
    const client = clientOf(operator)
    const keys = ['pages/a b', 'pages/c', 'pages/д']
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }))
    const page = async (given: { readonly ContinuationToken?: string; readonly StartAfter?: string }) =>
      client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'pages/', MaxKeys: 2, ...given }))
    const first = await page({})
    expect([first.Contents?.map(({ Key }) => Key), first.IsTruncated, first.KeyCount]).toEqual([
      keys.slice(0, 2),
      true,
      2,
    ])
    const second = await page({ ContinuationToken: first.NextContinuationToken ?? '' })
    expect([second.Contents?.map(({ Key }) => Key), second.IsTruncated]).toEqual([keys.slice(2), false])
    expect(second.NextContinuationToken).toBeUndefined()
    expect((await page({ StartAfter: 'pages/c' })).Contents?.map(({ Key }) => Key)).toEqual(keys.slice(2))
    const Objects = keys.map((Key) => ({ Key }))
    await client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }))
  })

  test('are written, read, listed, copied and deleted with the SDK', async () => {
    const client = clientOf(operator)
    const Key = 'incoming/Отчёт 2025 (1).txt'
    await client.send(
      new PutObjectCommand({
        Bucket: BUCKET,
        Key,
        Body: 'привет',
        ContentType: 'text/plain',
        Metadata: { name: 'a' },
        ChecksumAlgorithm: 'SHA256',
      }),
    )
    const object = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key, ChecksumMode: 'ENABLED' }))
    expect(await object.Body?.transformToString()).toBe('привет')
    expect(object).toMatchObject({
      ContentType: 'text/plain',
      Metadata: { name: 'a' },
      ChecksumSHA256: createHash('sha256').update('привет').digest('base64'),
    })
    const part = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key, Range: 'bytes=0-3' }))
    expect(await part.Body?.transformToString()).toBe('пр')
    await client.send(
      new CopyObjectCommand({ Bucket: BUCKET, Key: 'copy.txt', CopySource: encodeURI(`${BUCKET}/${Key}`) }),
    )
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
    expect(Contents.map((one) => [one.Key, one.Size])).toEqual([
      ['copy.txt', 12],
      [Key, 12],
    ])
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }))
    await client.send(
      new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects: [{ Key: 'copy.txt' }] } }),
    )
    await expect(client.send(new HeadObjectCommand({ Bucket: BUCKET, Key }))).rejects.toMatchObject({
      name: 'NotFound',
    })
    expect(created.map(({ key, size, reason }) => [key, size, reason])).toEqual([
      [Key, 12, 'PutObject'],
      ['copy.txt', 12, 'CopyObject'],
    ])
  })

  test('a stream of unknown hash is put together and checked', async () => {
    const client = clientOf(operator)
    const body = Buffer.alloc(200_000, 'ab')
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'big', Body: body }))
    const object = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'big' }))
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true)
  })

  test('If-None-Match: * does not replace', async () => {
    const put = () =>
      clientOf(operator).send(
        new PutObjectCommand({ Bucket: BUCKET, Key: 'once', Body: 'x', IfNoneMatch: '*' }),
      )
    await put()
    await expect(put()).rejects.toMatchObject({ name: 'PreconditionFailed' })
  })

  test('a locked bucket neither replaces nor deletes', async () => {
    const client = clientOf(operator)
    const object = { Bucket: 'archive', Key: 'extract' }
    await client.send(new PutObjectCommand({ ...object, Body: 'first' }))
    await expect(client.send(new PutObjectCommand({ ...object, Body: 'second' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
    await expect(client.send(new DeleteObjectCommand(object))).rejects.toMatchObject({ name: 'AccessDenied' })
    const kept = await client.send(new GetObjectCommand(object))
    expect(await kept.Body?.transformToString()).toBe('first')
  })
})

describe('callers', () => {
  test('are held to their role, in the words of AWS', async () => {
    const put = (Key: string) =>
      clientOf(uploader).send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: 'x' }))
    await put('incoming/allowed')
    await expect(put('elsewhere')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'assumed-role/uploader/uploader is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::documents/elsewhere',
      ),
    })
    await expect(
      clientOf(uploader).send(new GetObjectCommand({ Bucket: BUCKET, Key: 'incoming/allowed' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  test('who may not list are not told that an object is missing', async () => {
    await expect(
      clientOf(reader).send(new GetObjectCommand({ Bucket: BUCKET, Key: 'gone' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(
      clientOf(operator).send(new GetObjectCommand({ Bucket: BUCKET, Key: 'gone' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('with a wrong secret, an unknown key, a missing token or none at all are refused', async () => {
    const attempt = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
      new S3Client({ endpoint: s3.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 }).send(
        new GetObjectCommand({ Bucket: BUCKET, Key: 'x' }),
      )
    await expect(attempt({ ...keyOf(operator), secretAccessKey: 'wrong' })).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    })
    await expect(attempt({ accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' })).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    })
    const { sessionToken: _, ...withoutToken } = { sessionToken: '', ...keyOf(reader) }
    await expect(attempt(withoutToken)).rejects.toMatchObject({ name: 'InvalidToken' })
    expect((await fetch(`${s3.endpoint}/${BUCKET}/x`)).status).toBe(403)
  })

  test('cannot leave the bucket by a clever key', async () => {
    const response = await fetch(`${s3.endpoint}/${BUCKET}/%2e%2e%2f%2e%2e%2fetc`, {
      headers: { authorization: 'x' },
    })
    expect(response.status).toBe(400)
  })
})

describe('presigned addresses', () => {
  const now = new Date()
  const signed = (query: Record<string, string>, at: Date = now, seconds = 60) =>
    presignGet(
      { ...keyOf(operator), region: 'eu-central-1' },
      { url: `${s3.endpoint}/${BUCKET}/report`, query, seconds, now: at },
    )
  beforeAll(async () => {
    await clientOf(operator).send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'report', Body: 'report', ContentType: 'application/pdf' }),
    )
  })

  test('give the object under its Cyrillic name', async () => {
    const name = encodeURIComponent('Отчёт (1).pdf').replaceAll('(', '%28').replaceAll(')', '%29')
    const disposition = `attachment; filename="report.pdf"; filename*=UTF-8''${name}`
    const response = await fetch(signed({ 'response-content-disposition': disposition }))
    expect([response.status, await response.text()]).toEqual([200, 'report'])
    expect(response.headers.get('content-disposition')).toBe(disposition)
    expect(response.headers.get('content-type')).toBe('application/pdf')
  })

  test('are void when changed or expired', async () => {
    const changed = signed({ 'response-content-disposition': 'attachment' }).replace('=attachment', '=inline')
    const expired = signed({}, new Date(now.getTime() - 61_000))
    expect([(await fetch(changed)).status, (await fetch(expired)).status]).toEqual([403, 403])
  })
})

describe('uploads by form', () => {
  const content = 'Клaстер'
  const checksum = createHash('sha256').update(content).digest('base64')
  const form = (change: { seconds?: number; as?: Caller | undefined; key?: string } = {}) =>
    presignPost(
      { ...keyOf(change.as ?? uploader), region: 'eu-central-1' },
      {
        url: `${s3.endpoint}/${BUCKET}`,
        bucket: BUCKET,
        key: change.key ?? 'incoming/doc_1',
        bytes: bytesOf(content).length,
        fields: {
          'Content-Type': 'text/plain',
          'x-amz-checksum-algorithm': 'SHA256',
          'x-amz-checksum-sha256': checksum,
        },
        seconds: change.seconds ?? 60,
        now: new Date(),
      },
    )
  const post = async (fields: Readonly<Record<string, string>>, file = content) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    body.append('file', new Blob([file]), 'Отчёт.txt')
    const response = await fetch(`${s3.endpoint}/${BUCKET}`, {
      method: 'POST',
      body,
      headers: { origin: 'http://127.0.0.1:4000' },
    })
    return {
      status: response.status,
      text: await response.text(),
      cors: response.headers.get('access-control-allow-origin'),
    }
  }

  test('arrive as the policy says and publish their event', async () => {
    expect(await post(form().fields)).toEqual({ status: 204, text: '', cors: 'http://127.0.0.1:4000' })
    expect(created).toMatchObject([
      { bucket: BUCKET, key: 'incoming/doc_1', size: bytesOf(content).length, reason: 'POST Object' },
    ])
    const head = await clientOf(operator).send(
      new HeadObjectCommand({ Bucket: BUCKET, Key: 'incoming/doc_1', ChecksumMode: 'ENABLED' }),
    )
    expect(head).toMatchObject({ ContentType: 'text/plain', ChecksumSHA256: checksum })
  })

  test.each([
    ['another key', { key: 'incoming/doc_2' }, content, 403, 'AccessDenied'],
    ['another type', { 'Content-Type': 'text/html' }, content, 403, 'AccessDenied'],
    ['another signature', { 'x-amz-signature': '0'.repeat(64) }, content, 403, 'SignatureDoesNotMatch'],
    ['a field more', { 'x-amz-meta-x': 'y' }, content, 403, 'AccessDenied'],
    ['more bytes', {}, `${content}!`, 400, 'EntityTooLarge'],
    ['other bytes of the same length', {}, content.replace('К', 'Х'), 400, 'BadDigest'],
  ])('with %s are refused', async (_what, change, file, status, code) => {
    const answer = await post({ ...form().fields, ...change }, file)
    expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.text)?.[1]]).toEqual([status, code])
    expect(created).toEqual([])
  })

  test('are refused after their time, without a policy, and where the role does not allow the key', async () => {
    expect((await post(form({ seconds: -1 }).fields)).text).toContain('Policy expired')
    expect((await post({ key: 'incoming/doc_1' })).status).toBe(403)
    expect((await post(form({ key: 'elsewhere/doc' }).fields)).text).toContain('s3:PutObject')
    expect((await post(form({ as: reader }).fields)).text).toContain('s3:PutObject')
  })

  test('pass the preflight of the portal and of nobody else', async () => {
    const preflight = (origin: string) =>
      fetch(`${s3.endpoint}/${BUCKET}`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      })
    const portal = await preflight('http://127.0.0.1:4000')
    expect([portal.status, portal.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://127.0.0.1:4000',
    ])
    expect((await preflight('http://evil.example')).status).toBe(403)
  })
})
