import { createHash, type Hash } from 'node:crypto'
import type { FileContent, MediaType, Refusal } from './model.ts'

/** Looks at a file piece by piece, holding no more than a few of its bytes: is it what was declared? */
export class FileCheck {
  readonly #declared: Pick<FileContent, 'size' | 'sha256' | 'mediaType'>
  readonly #hash: Hash = createHash('sha256')
  readonly #kind: KindCheck
  #bytes = 0

  constructor(declared: Pick<FileContent, 'size' | 'sha256' | 'mediaType'>) {
    this.#declared = declared
    this.#kind = KINDS[declared.mediaType]()
  }

  /** Takes the next piece.
   *  @returns false when nothing that follows can make the file good */
  take(piece: Uint8Array): boolean {
    this.#bytes += piece.length
    if (this.#bytes > this.#declared.size) return false
    this.#hash.update(piece)
    this.#kind.take(piece)
    return true
  }

  /** What is wrong with the file as far as it was taken; undefined when it is what was declared. */
  refusal(): Refusal | undefined {
    const { size, sha256, mediaType } = this.#declared
    if (this.#bytes !== size)
      return {
        code: 'size',
        detail: {
          en: `The file does not have the ${size} bytes that were declared.`,
          ru: `Размер файла отличается от заявленных ${size} байт.`,
        },
      }
    if (this.#hash.digest('hex') !== sha256)
      return {
        code: 'checksum',
        detail: {
          en: 'The SHA-256 of the file is not the one that was declared.',
          ru: 'Контрольная сумма SHA-256 файла отличается от заявленной.',
        },
      }
    if (!this.#kind.holds())
      return {
        code: 'type',
        detail: {
          en: `The content is not of the type ${mediaType}.`,
          ru: `Содержимое файла не соответствует типу ${mediaType}.`,
        },
      }
    return undefined
  }
}

/** Recognises one kind of content. */
interface KindCheck {
  take(piece: Uint8Array): void
  holds(): boolean
}

/** Every file of the kind has these bytes at its beginning, or within its first so many. */
class Beginning implements KindCheck {
  readonly #mark: Buffer
  readonly #within: number
  #head = Buffer.alloc(0)

  constructor(mark: Buffer, within = mark.length) {
    this.#mark = mark
    this.#within = within
  }

  take(piece: Uint8Array): void {
    const missing = this.#within - this.#head.length
    if (missing > 0) this.#head = Buffer.concat([this.#head, piece.subarray(0, missing)])
  }

  holds(): boolean {
    return this.#head.includes(this.#mark)
  }
}

const ZIP = Buffer.from('PK\x03\x04')

/** An Office file is a zip that holds a part of this name; names stand uncompressed in a zip. */
class OfficeFile implements KindCheck {
  readonly #zip = new Beginning(ZIP)
  readonly #part: Buffer
  #tail = Buffer.alloc(0)
  #found = false

  constructor(part: string) {
    this.#part = Buffer.from(part)
  }

  take(piece: Uint8Array): void {
    this.#zip.take(piece)
    if (this.#found) return
    const window = Buffer.concat([this.#tail, piece])
    this.#found = window.includes(this.#part)
    // The name may stand across the border of two pieces.
    this.#tail = Buffer.from(window.subarray(Math.max(0, window.length - this.#part.length + 1)))
  }

  holds(): boolean {
    return this.#zip.holds() && this.#found
  }
}

/** Text is UTF-8 without a NUL. */
class Utf8Text implements KindCheck {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #good = true

  take(piece: Uint8Array): void {
    if (!this.#good) return
    this.#good = !piece.includes(0) && this.#decodes(piece)
  }

  holds(): boolean {
    // What is left over is the beginning of a character that never ends.
    return this.#good && this.#decodes()
  }

  #decodes(piece?: Uint8Array): boolean {
    try {
      this.#decoder.decode(piece, { stream: piece !== undefined })
      return true
    } catch {
      return false
    }
  }
}

const KINDS: Readonly<Record<MediaType, () => KindCheck>> = {
  // Adobe's readers accept the mark anywhere in the first 1,024 bytes (PDF Reference 1.7, H.3, note 13).
  'application/pdf': () => new Beginning(Buffer.from('%PDF-'), 1024),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': () =>
    new OfficeFile('word/document.xml'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': () =>
    new OfficeFile('xl/workbook.xml'),
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': () =>
    new OfficeFile('ppt/presentation.xml'),
  'image/png': () => new Beginning(Buffer.from('\x89PNG\r\n\x1A\n', 'latin1')),
  'image/jpeg': () => new Beginning(Buffer.from([0xff, 0xd8, 0xff])),
  'text/plain': () => new Utf8Text(),
  'text/csv': () => new Utf8Text(),
  'text/html': () => new Utf8Text(),
}
