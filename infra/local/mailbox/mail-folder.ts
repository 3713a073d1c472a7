import { randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** `2026-01-01T09.30.00.000Z-1b4e28ba`: sorts by time, and is no way out of the folder. */
const NAME = /^\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d\.\d{3}Z-[\da-f]{8}$/

/** Enough for the header of any mail that the platform writes. */
const HEADER_BYTES = 16 * 1024

/** The mail that would have left this machine, a file each (`.eml`, which mail programs open). */
export class MailFolder {
  readonly path: string
  readonly #now: () => number

  constructor(path: string, now: () => number) {
    this.path = path
    this.#now = now
  }

  /** Keeps a mail. @returns its name */
  keep(bytes: Uint8Array): string {
    mkdirSync(this.path, { recursive: true })
    const time = new Date(this.#now()).toISOString().replaceAll(':', '.')
    const name = `${time}-${randomUUID().slice(0, 8)}`
    const file = this.#fileOf(name)
    writeFileSync(`${file}.part`, bytes, { flush: true })
    renameSync(`${file}.part`, file)
    return name
  }

  /** The names of all, newest first. */
  names(): readonly string[] {
    if (!existsSync(this.path)) return []
    return readdirSync(this.path)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => file.slice(0, -'.eml'.length))
      .filter((name) => NAME.test(name))
      .sort()
      .reverse()
  }

  /** A mail as it was sent; undefined for a name that none has. */
  read(name: string): Uint8Array | undefined {
    return this.#has(name) ? readFileSync(this.#fileOf(name)) : undefined
  }

  /** The beginning of a mail that `names` has named, with its whole header. */
  header(name: string): Uint8Array {
    const file = openSync(this.#fileOf(name), 'r')
    try {
      const start = Buffer.alloc(HEADER_BYTES)
      const bytes = start.subarray(0, readSync(file, start))
      const end = bytes.indexOf('\r\n\r\n')
      return end < 0 ? bytes : bytes.subarray(0, end + 4)
    } finally {
      closeSync(file)
    }
  }

  #has(name: string): boolean {
    return NAME.test(name) && existsSync(this.#fileOf(name))
  }

  #fileOf(name: string): string {
    return join(this.path, `${name}.eml`)
  }
}
