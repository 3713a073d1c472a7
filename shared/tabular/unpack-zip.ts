import { inflateRawSync } from 'node:zlib'
import { unreadable } from './table.ts'

/** Bytes and entries of an archive beyond which it is refused: a spreadsheet of some thousand rows stays far below. */
const MOST_BYTES = 20 * 1024 * 1024
const MOST_ENTRIES = 200

const END = 0x06054b50
const ENTRY = 0x02014b50
const STORED = 0
const DEFLATED = 8

/** The files of a ZIP archive (APPNOTE 6.3.10, without ZIP64) by name. What the directory says is checked before
 *  anything is unpacked, and no file unpacks to more than its entry says: a zip bomb costs neither memory nor time.
 *  @throws InvalidBodyError when it is no such archive, or too large */
export const unpackZip = (bytes: Uint8Array): ReadonlyMap<string, Uint8Array> => {
  try {
    const entries = directoryOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const total = entries.reduce((sum, { size }) => sum + size, 0)
    if (entries.length > MOST_ENTRIES || total > MOST_BYTES)
      throw unreadable({
        en: `The file unpacks to ${entries.length} parts of ${total} bytes; at most ${MOST_ENTRIES} parts of ${MOST_BYTES} bytes are taken.`,
        ru: `Файл распаковывается в ${entries.length} частей, ${total} байт; принимается не более ${MOST_ENTRIES} частей, ${MOST_BYTES} байт.`,
      })
    return new Map(entries.map((entry) => [entry.name, contentOf(entry)]))
  } catch (error) {
    if (!isBroken(error)) throw error
    throw unreadable({
      en: 'The file is a damaged archive, or unpacks to more than it says.',
      ru: 'Файл — повреждённый архив или распаковывается в больший объём, чем указано.',
    })
  }
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: Buffer
  readonly size: number
}

const directoryOf = (archive: Buffer): Entry[] => {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new RangeError('no end of the directory')
  const count = archive.readUInt16LE(end + 10)
  const entries: Entry[] = []
  let at = archive.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== ENTRY) throw new RangeError('no entry of the directory')
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      archive.readUInt16LE(at + offset),
    )
    const local = archive.readUInt32LE(at + 42)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    entries.push({
      name: archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)),
      method: archive.readUInt16LE(at + 10),
      packed: archive.subarray(start, start + archive.readUInt32LE(at + 20)),
      size: archive.readUInt32LE(at + 24),
    })
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return entries
}

const contentOf = ({ method, packed, size }: Entry): Uint8Array => {
  if (method !== STORED && method !== DEFLATED) throw new RangeError('packed by another method')
  const content = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, size) })
  if (content.length !== size) throw new RangeError('not of the size that the entry says')
  return content
}

/** What reading past the end, or inflating what is no deflate stream, throws. */
const isBroken = (error: unknown): boolean =>
  error instanceof RangeError ||
  (error instanceof Error && 'code' in error && /^(Z_|ERR_)/.test(String(error.code)))
