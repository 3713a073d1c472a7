import { describe, expect, it } from 'vitest'
import { MOST_BYTES } from '../../../../shared/knowledge/model/media-types.ts'
import { declare, mediaTypeOf } from '../../../../web/app/areas/knowledge/upload/declared.ts'

describe('what is declared of a file', () => {
  it('is its name, its size and the SHA-256 of its content', async () => {
    // The digest of "abc" is the example of FIPS 180-2, B.1.
    expect(await declare(new File(['abc'], 'Отчёт 2025.PDF'))).toEqual({
      fileName: 'Отчёт 2025.PDF',
      mediaType: 'application/pdf',
      size: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    })
  })

  it.each([
    ['guide.htm', 'text/html'],
    ['a.b.jpeg', 'image/jpeg'],
    ['setup.exe', undefined],
    ['pdf', undefined],
    ['guide.pdf.', undefined],
  ])('takes the media type from the end of the name: %s', (name, type) => {
    expect(mediaTypeOf(name)).toBe(type)
  })

  it('reads no file that is too large', async () => {
    const file = new File([], 'film.pdf')
    Object.defineProperty(file, 'size', { value: MOST_BYTES + 1 })
    Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.reject(new RangeError('too large')) })
    expect(await declare(file)).toEqual({
      fileName: 'film.pdf',
      mediaType: 'application/pdf',
      size: MOST_BYTES + 1,
    })
  })
})
