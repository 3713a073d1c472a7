import { createHash } from 'node:crypto'
import * as fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { FileCheck } from '#knowledge/file-check'
import type { MediaType } from '#knowledge/model'

const OFFICE = 'application/vnd.openxmlformats-officedocument'

/** Checks a file as declared, in pieces of so many bytes. */
const check = (
  mediaType: MediaType,
  content: Uint8Array,
  declared: { readonly size?: number; readonly sha256?: string } = {},
  piece = 7,
) => {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const checking = new FileCheck({ mediaType, size: content.length, sha256, ...declared })
  for (let at = 0; at < content.length; at += piece)
    if (!checking.take(content.subarray(at, at + piece))) break
  return checking.refusal()?.code
}

const text = (content: string) => Buffer.from(content)
const zip = (...names: readonly string[]) =>
  zipSync(Object.fromEntries(names.map((name) => [name, text(`<part name="${name.length}"/>`.repeat(20))])))

describe('a file', () => {
  it.each<[MediaType, Uint8Array]>([
    ['application/pdf', text('%PDF-1.7\n…')],
    ['application/pdf', Buffer.concat([Buffer.alloc(1019), text('%PDF-1.4')])],
    [`${OFFICE}.wordprocessingml.document`, zip('[Content_Types].xml', 'word/document.xml')],
    [`${OFFICE}.spreadsheetml.sheet`, zip('[Content_Types].xml', 'xl/workbook.xml')],
    [`${OFFICE}.presentationml.presentation`, zip('[Content_Types].xml', 'ppt/presentation.xml')],
    ['image/png', Buffer.from('\x89PNG\r\n\x1A\n....', 'latin1')],
    ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2])],
    ['text/plain', text('Кластер')],
    ['text/csv', text('\uFEFFcode;name\n01;Бавария\n')],
    ['text/html', text('<!doctype html><p>Ä')],
  ])('of the type %s is taken', (mediaType, content) => {
    expect(check(mediaType, content)).toBeUndefined()
  })

  it.each<[string, MediaType, Uint8Array]>([
    ['text', 'application/pdf', text('Not a PDF')],
    ['a PDF that begins too late', 'application/pdf', Buffer.concat([Buffer.alloc(1020), text('%PDF-1.4')])],
    ['a spreadsheet', `${OFFICE}.wordprocessingml.document`, zip('xl/workbook.xml')],
    ['any other zip', `${OFFICE}.spreadsheetml.sheet`, zip('readme.txt')],
    ['the name of a part without a zip', `${OFFICE}.spreadsheetml.sheet`, text('xl/workbook.xml')],
    ['a JPEG', 'image/png', Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ['a PNG', 'image/jpeg', Buffer.from('\x89PNG\r\n\x1A\n', 'latin1')],
    ['Windows-1251', 'text/csv', Buffer.from([0xca, 0xeb, 0xe0, 0xf1, 0xf2, 0xe5, 0xf0])],
    ['text with a NUL', 'text/plain', text('a\0b')],
    ['text that ends within a character', 'text/plain', text('я').subarray(0, 1)],
    ['an executable', 'text/html', Buffer.from([0x4d, 0x5a, 0x90, 0x00])],
  ])('that is %s is not a %s', (_what, mediaType, content) => {
    expect(check(mediaType, content)).toBe('type')
  })

  it('has the declared size', () => {
    expect(check('text/plain', text('Hello'), { size: 4 })).toBe('size')
    expect(check('text/plain', text('Hello'), { size: 6 })).toBe('size')
  })

  it('is not read beyond the declared size', () => {
    const checking = new FileCheck({ mediaType: 'text/plain', size: 4, sha256: '' })
    expect([checking.take(text('abc')), checking.take(text('de'))]).toEqual([true, false])
  })

  it('has the declared hash', () => {
    expect(check('text/plain', text('Hello'), { sha256: '0'.repeat(64) })).toBe('checksum')
  })

  it('is judged the same in whatever pieces it comes', () => {
    const document = zip('[Content_Types].xml', 'word/document.xml')
    const cyrillic = text('Реестр кластеров — 2025')
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (piece) => {
        expect(check(`${OFFICE}.wordprocessingml.document`, document, {}, piece)).toBeUndefined()
        expect(check(`${OFFICE}.spreadsheetml.sheet`, document, {}, piece)).toBe('type')
        expect(check('text/plain', cyrillic, {}, piece)).toBeUndefined()
      }),
    )
  })
})
