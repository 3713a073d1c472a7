import { describe, expect, it } from 'vitest'
import { presignGet, presignPost } from '#kernel/presign'
import { checkPolicy } from '../../../infra/local/s3/post-policy.ts'
import { verifyText } from '../../../infra/local/s3/signature.ts'

/** The identity of the examples in the Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)". */
const example = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  region: 'us-east-1',
}

describe('a presigned address', () => {
  it('is the published one (S3 API reference, "Using query parameters", example)', () => {
    const address = presignGet(example, {
      url: 'https://examplebucket.s3.amazonaws.com/test.txt',
      seconds: 86_400,
      now: new Date('2013-05-24T00:00:00Z'),
    })
    expect(address).toBe(
      'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    )
  })

  it('carries what S3 is told besides, percent-encoded', () => {
    const address = presignGet(
      { ...example, sessionToken: 'a+b' },
      {
        url: 'https://bucket.s3.amazonaws.com/key',
        query: { 'response-content-disposition': "attachment; filename*=UTF-8''%D0%BE(1).pdf" },
        seconds: 60,
        now: new Date('2026-01-31T12:00:00Z'),
      },
    )
    const query = new URL(address).searchParams
    expect(query.get('response-content-disposition')).toBe("attachment; filename*=UTF-8''%D0%BE(1).pdf")
    expect(query.get('X-Amz-Security-Token')).toBe('a+b')
    expect(address).toContain('filename%2A%3DUTF-8%27%27%25D0%25BE%281%29.pdf')
  })
})

describe('a presigned form', () => {
  const now = new Date('2026-01-31T12:00:00Z')
  const form = presignPost(
    { ...example, sessionToken: 'session' },
    {
      url: 'https://bucket.s3.amazonaws.com/',
      bucket: 'bucket',
      key: 'incoming/doc/1',
      bytes: 11,
      fields: { 'Content-Type': 'text/plain', 'x-amz-checksum-sha256': 'abc=' },
      seconds: 900,
      now,
    },
  )
  const caller = {
    name: 'function',
    arn: '',
    credentials: example,
    allows: () => true,
  }
  const small = (fields: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))
  const upload = { bucket: 'bucket', fields: small(form.fields), fileBytes: 11 }
  const policy = form.fields['policy'] ?? ''

  it('is signed as S3 verifies it', () => {
    const parts = {
      credential: form.fields['x-amz-credential'] ?? '',
      signature: form.fields['x-amz-signature'] ?? '',
      token: 'local-session',
    }
    const find = (id: string) => (id === example.accessKeyId ? caller : undefined)
    expect(verifyText(policy, parts, find)).toBe(caller)
    expect(() => verifyText(`${policy}x`, parts, find)).toThrow('does not match')
  })

  it('lets in the file that it was made for', () => {
    expect(() => checkPolicy(policy, upload, now)).not.toThrow()
  })

  it.each([
    ['another key', { ...upload, fields: { ...upload.fields, key: 'incoming/doc/2' } }],
    ['another type', { ...upload, fields: { ...upload.fields, 'content-type': 'text/html' } }],
    ['another hash', { ...upload, fields: { ...upload.fields, 'x-amz-checksum-sha256': 'abd=' } }],
    ['another bucket', { ...upload, bucket: 'other' }],
    ['one byte less', { ...upload, fileBytes: 10 }],
    ['one byte more', { ...upload, fileBytes: 12 }],
    ['a field of its own', { ...upload, fields: { ...upload.fields, acl: 'public-read' } }],
  ])('refuses %s', (_what, wrong) => {
    expect(() => checkPolicy(policy, wrong, now)).toThrow()
  })

  it('is good until it expires', () => {
    expect(form.expiresAt).toEqual(new Date('2026-01-31T12:15:00Z'))
    expect(() => checkPolicy(policy, upload, new Date('2026-01-31T12:14:59Z'))).not.toThrow()
    expect(() => checkPolicy(policy, upload, new Date('2026-01-31T12:15:00Z'))).toThrow('expired')
  })
})
