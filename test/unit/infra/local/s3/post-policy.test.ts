import { describe, expect, test } from 'vitest'
import { checkPolicy, type FormUpload } from '../../../../../infra/local/s3/post-policy.ts'

const now = new Date('2026-01-01T12:00:00Z')
const policy = (conditions: unknown[], expiration = '2026-01-01T12:05:00Z') =>
  Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64')
const conditions = [
  { bucket: 'documents' },
  { key: 'incoming/doc_1' },
  { 'Content-Type': 'application/pdf' },
  ['starts-with', '$x-amz-meta-name', 'Bericht'],
  ['content-length-range', 5, 10],
]
const upload = (change: Partial<FormUpload> = {}, fields: Record<string, string> = {}): FormUpload => ({
  bucket: 'documents',
  fileBytes: 7,
  ...change,
  fields: {
    key: 'incoming/doc_1',
    'content-type': 'application/pdf',
    'x-amz-meta-name': 'Bericht 2025',
    policy: 'p',
    'x-amz-signature': 's',
    ...fields,
  },
})
const check =
  (given: FormUpload, document = policy(conditions)) =>
  () =>
    checkPolicy(document, given, now)

describe('the policy of a form upload', () => {
  test('lets in what meets every condition', () => {
    expect(check(upload())).not.toThrow()
  })

  test.each([
    ['another key', upload({}, { key: 'incoming/doc_2' }), 'AccessDenied', '$key'],
    ['another bucket', upload({ bucket: 'others' }), 'AccessDenied', '$bucket'],
    ['another type', upload({}, { 'content-type': 'text/html' }), 'AccessDenied', '$content-type'],
    ['another beginning', upload({}, { 'x-amz-meta-name': 'Report' }), 'AccessDenied', '$x-amz-meta-name'],
    [
      'a field that is not named',
      upload({}, { acl: 'public-read' }),
      'AccessDenied',
      'Extra input fields: acl',
    ],
    ['too few bytes', upload({ fileBytes: 4 }), 'EntityTooSmall', 'smaller'],
    ['too many bytes', upload({ fileBytes: 11 }), 'EntityTooLarge', 'exceeds'],
  ])('refuses %s', (_what, given, code, message) => {
    expect(check(given)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }))
  })

  test('refuses an expired or unreadable one', () => {
    expect(check(upload(), policy(conditions, '2026-01-01T11:59:59Z'))).toThrow('Policy expired')
    expect(check(upload(), 'nonsense')).toThrow('not well-formed')
  })
})
