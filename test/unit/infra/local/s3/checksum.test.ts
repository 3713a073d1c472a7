import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decodeChunks, verifyChecksums } from '../../../../../infra/local/s3/checksum.ts'

const bytes = Buffer.from('Агломерация')
const sha256 = createHash('sha256').update(bytes).digest('base64')

describe('checksums', () => {
  test('those that fit are given back', () => {
    const fields = { 'x-amz-checksum-sha256': sha256, 'x-amz-checksum-algorithm': 'SHA256', other: 'x' }
    expect(verifyChecksums(fields, bytes)).toEqual({ 'x-amz-checksum-sha256': sha256 })
  })

  test('one that differs is refused', () => {
    expect(() => verifyChecksums({ 'x-amz-checksum-sha256': sha256 }, Buffer.from('other'))).toThrow(
      'did not match',
    )
  })

  test('one that cannot be calculated is refused', () => {
    expect(() => verifyChecksums({ 'x-amz-checksum-md99': 'x' }, bytes)).toThrow('not implemented')
  })
})

describe('chunked bodies', () => {
  test('are put together, with what trails them', () => {
    const body = Buffer.from(
      '5;chunk-signature=x\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32:abc=\r\n\r\n',
    )
    const { bytes: whole, trailers } = decodeChunks(body)
    expect([whole.toString(), trailers]).toEqual(['hello!', { 'x-amz-checksum-crc32': 'abc=' }])
  })

  test.each(['5\r\nhel', 'xyz\r\n', ''])('%j is incomplete', (body) => {
    expect(() => decodeChunks(Buffer.from(body))).toThrow('terminated unexpectedly')
  })
})
