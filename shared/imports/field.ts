import { canonicalJson } from '#kernel/digest'
import type { PlatformText } from '#kernel/localised-text'

/** How one field of a record stands in the cells of a table. */
export type Form =
  /** The text as it is. */
  | 'text'
  /** A JSON number. */
  | 'number'
  /** `true` or `false`. */
  | 'flag'
  /** Texts separated by `|`; a `|` or `\` inside one is written `\|` or `\\`. */
  | 'list'
  /** `scheme:value`. */
  | 'identifier'
  /** Several of them, separated by `|`. */
  | 'identifiers'
  /** One column a language, `name_en`, `name_ru`; `name` alone is English. */
  | 'languages'
  /** Whatever has no plainer form. */
  | 'json'
  /** A text as it is, unless it could be read as JSON; all else, and such a text, as JSON. */
  | 'value'

/** One field: its column and where it stands in the record that the API takes. */
export interface Field {
  readonly column: string
  readonly path: readonly string[]
  readonly form: Form
  readonly required?: true
  /** Other names of the column. */
  readonly aliases?: readonly string[]
}

/** A cell does not hold what its field takes. */
export class CellError extends Error {
  override readonly name = 'CellError'
  readonly detail: PlatformText

  constructor(detail: PlatformText) {
    super(detail.en)
    this.detail = detail
  }
}

const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  1: true,
  0: false,
}

/** Writes a list into one cell. */
export const joinList = (items: readonly string[]): string =>
  items.map((item) => item.replaceAll(/[\\|]/g, (sign) => `\\${sign}`)).join('|')

/** The items of a list in a cell; none in an empty one. */
export const splitList = (text: string): string[] => {
  if (text === '') return []
  const items: string[] = []
  let item = ''
  for (let index = 0; index < text.length; index += 1) {
    const sign = text[index] ?? ''
    const following = text[index + 1]
    if (sign === '\\' && (following === '|' || following === '\\')) {
      item += following
      index += 1
    } else if (sign === '|') {
      items.push(item)
      item = ''
    } else item += sign
  }
  return [...items, item]
}

/** The value of a cell that is not empty. @throws CellError saying what is expected */
export const parseCell = (form: Exclude<Form, 'languages'>, text: string): unknown => {
  switch (form) {
    case 'text':
      return text
    case 'number':
      return numberIn(text)
    case 'flag': {
      const flag = FLAGS[text.trim().toLowerCase()]
      if (flag === undefined)
        throw new CellError({
          en: `"${text}" is neither true nor false`,
          ru: `«${text}» — ни true, ни false`,
        })
      return flag
    }
    case 'list':
      return splitList(text)
        .map((item) => item.trim())
        .filter((item) => item !== '')
    case 'identifier':
      return identifierIn(text)
    case 'identifiers':
      return splitList(text).map(identifierIn)
    case 'json':
      return jsonIn(text)
    case 'value':
      return isJson(text) ? jsonIn(text) : text
    default:
      return form satisfies never
  }
}

/** The cell of a value, such that `parseCell` gives it back. */
export const formatCell = (form: Exclude<Form, 'languages'>, value: unknown): string => {
  switch (form) {
    case 'list':
      return joinList(asArray(value).map(String))
    case 'identifier':
      return identifierText(value)
    case 'identifiers':
      return joinList(asArray(value).map(identifierText))
    case 'json':
      return canonicalJson(value)
    case 'value':
      return typeof value === 'string' && isPlain(value) ? value : canonicalJson(value)
    default:
      return String(value)
  }
}

const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const numberIn = (text: string): number => {
  const number = Number(text.trim())
  if (text.trim() === '' || !Number.isFinite(number))
    throw new CellError({
      en: `"${text}" is not a number (expected digits with a decimal point, such as 12.5)`,
      ru: `«${text}» — не число (ожидаются цифры с десятичной точкой, например 12.5)`,
    })
  return number
}

const identifierIn = (text: string): { scheme: string; value: string } => {
  const [, scheme, value] = /^\s*([^:\s]+)\s*:\s*(.+?)\s*$/s.exec(text) ?? []
  if (scheme === undefined || value === undefined)
    throw new CellError({
      en: `"${text}" is not an identifier (expected scheme:value, such as LEI:5493001KJTIIGC8Y1R12)`,
      ru: `«${text}» — не идентификатор (ожидается схема:значение, например LEI:5493001KJTIIGC8Y1R12)`,
    })
  return { scheme, value }
}

const identifierText = (value: unknown): string => {
  if (typeof value !== 'object' || value === null || !('scheme' in value) || !('value' in value)) return ''
  return `${String(value.scheme)}:${String(value.value)}`
}

/** Whether a text stays itself in a cell: blanks alone are an empty cell. */
const isPlain = (text: string): boolean => text.trim() !== '' && !isJson(text)

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new CellError({ en: `"${text.slice(0, 60)}" is not JSON`, ru: `«${text.slice(0, 60)}» — не JSON` })
  }
}
