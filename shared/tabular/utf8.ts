import { unreadable } from './table.ts'

const LINE_FEED = 10

/** The text of a file in UTF-8, without its byte order mark.
 *  @throws InvalidBodyError when it is in another encoding, or in several: the message says which, as far as can be
 *  told, and what to do */
export const utf8TextOf = (bytes: Uint8Array): string => {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw unreadable({
      en: 'The file is in UTF-16; save it as "CSV UTF-8" or send the XLSX file.',
      ru: 'Файл в кодировке UTF-16; сохраните его как «CSV UTF-8» или отправьте файл XLSX.',
    })
  if (bytes.includes(0))
    throw unreadable({
      en: 'The file is neither text nor XLSX; send CSV in UTF-8, or XLSX.',
      ru: 'Файл — не текст и не XLSX; отправьте CSV в кодировке UTF-8 или XLSX.',
    })
  const decoded = decode(bytes)
  if (decoded !== undefined) return decoded
  const lines = linesOf(bytes)
  const foreign = lines.flatMap((line, index) => (decode(line) === undefined ? [index + 1] : []))
  const utf8 = lines.findIndex((line) => !isAscii(line) && decode(line) !== undefined)
  const shown = foreign.slice(0, 5).join(', ') + (foreign.length > 5 ? ' …' : '')
  if (utf8 >= 0)
    throw unreadable({
      en: `The file mixes encodings: line ${utf8 + 1} is in UTF-8, lines ${shown} are not. Save the whole file as "CSV UTF-8".`,
      ru: `В файле смешаны кодировки: строка ${utf8 + 1} в UTF-8, строки ${shown} — нет. Сохраните весь файл как «CSV UTF-8».`,
    })
  const cyrillic = lines.some((line) => decode(line) === undefined && isWindows1251(line))
  throw unreadable(
    cyrillic
      ? {
          en: `The file seems to be in Windows-1251 (lines ${shown}); save it as "CSV UTF-8" or send the XLSX file.`,
          ru: `Файл, по-видимому, в кодировке Windows-1251 (строки ${shown}); сохраните его как «CSV UTF-8» или отправьте файл XLSX.`,
        }
      : {
          en: `The file is not in UTF-8 (lines ${shown}); save it as "CSV UTF-8" or send the XLSX file.`,
          ru: `Файл не в кодировке UTF-8 (строки ${shown}); сохраните его как «CSV UTF-8» или отправьте файл XLSX.`,
        },
  )
}

const decoder = new TextDecoder('utf-8', { fatal: true })

const decode = (bytes: Uint8Array): string | undefined => {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

const linesOf = (bytes: Uint8Array): Uint8Array[] => {
  const lines: Uint8Array[] = []
  let start = 0
  for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
    lines.push(bytes.subarray(start, end))
    start = end + 1
  }
  return [...lines, bytes.subarray(start)]
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80)

/** Whether most of what is not ASCII would be Cyrillic letters in Windows-1251: А–я and Ё, ё. */
const isWindows1251 = (bytes: Uint8Array): boolean => {
  const high = bytes.filter((byte) => byte >= 0x80)
  const letters = high.filter((byte) => byte >= 0xc0 || byte === 0xa8 || byte === 0xb8)
  return letters.length >= 2 && letters.length * 10 >= high.length * 8
}
