import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrivedAt, attachment, DocumentId, incomingKey, NewDocument, nameFits } from '#knowledge/model'

const document = DocumentId.parse('doc_01JD3Z5V9QK8M2N4P6R8S0T2V4')

describe('the name under which a file is saved', () => {
  it('is given in ASCII and whole (RFC 6266, RFC 8187)', () => {
    expect(attachment('Отчёт (1).pdf')).toBe(
      `attachment; filename="_____ (1).pdf"; filename*=UTF-8''%D0%9E%D1%82%D1%87%D1%91%D1%82%20%281%29.pdf`,
    )
  })

  it('cannot leave its place in the header, whatever it is, and is read back as it was', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (name) => {
        const header = attachment(name)
        const [, plain, whole = ''] =
          /^attachment; filename="([^"\\]*)"; filename\*=UTF-8''([\w.!#$&+^`|~%-]*)$/.exec(header) ?? []
        expect(plain).toMatch(/^[\x20-\x7E]*$/)
        expect(decodeURIComponent(whole)).toBe(name)
      }),
    )
  })
})

describe('a file that arrived', () => {
  it('is known by its key', () => {
    expect(arrivedAt(incomingKey(document, 12))).toEqual({ document, version: 12 })
  })

  it.each([
    `documents/${document}/1`,
    `incoming/${document}/0`,
    `incoming/${document}/01`,
    `incoming/${document}/1/2`,
    `incoming/${document}`,
    'incoming/other/1',
    '',
  ])('under the key "%s" belongs to nothing', (key) => {
    expect(arrivedAt(key)).toBeUndefined()
  })
})

describe('a name', () => {
  it.each([
    ['Report.PDF', 'application/pdf', true],
    ['photo.jpeg', 'image/jpeg', true],
    ['pdf', 'application/pdf', false],
    ['report.pdf.exe', 'application/pdf', false],
  ] as const)('%s of the type %s fits: %s', (name, type, fits) => {
    expect(nameFits(name, type)).toBe(fits)
  })
})

describe('what is announced', () => {
  const announced = {
    titles: { en: 'A report' },
    language: 'en',
    visibility: 'public',
    fileName: 'a.txt',
    mediaType: 'text/plain',
    size: 5,
    sha256: '0'.repeat(64),
  }
  it.each([
    [{ titles: { en: 'x'.repeat(301) } }],
    [{ categories: ['optics', 'optics'] }],
    [{ tags: Array.from({ length: 21 }, (_, number) => `tag ${number}`) }],
    [{ fileName: 'a\u0000.txt' }],
    [{ fileName: ' a.txt' }],
    [{ language: 'eng' }],
    [{ visibility: 'secret' }],
  ])('cannot hold %j', (wrong) => {
    expect(NewDocument.safeParse(announced).success).toBe(true)
    expect(NewDocument.safeParse({ ...announced, ...wrong }).success).toBe(false)
  })
})
