import { day, moment } from '../../../format.ts'
import { language, wordFor } from '../../../language.ts'
import { t as words } from '../../../words/index.ts'
import { t } from './texts/index.ts'

/** A field of a value, however deep; undefined where there is none. */
export const fieldOf = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  )

/** What a field of an extract is called: the pointer to it, where it has no name. */
export const fieldName = (pointer: string): string => wordFor(t.names, pointer)

/** A value of any field of an extract, in the language of this visit.
 *  @param nameOf what a code is called */
export const inWords = (value: unknown, nameOf: (code: string) => string): string => {
  if (value === null) return t.noTerm
  if (value === undefined || value === '') return t.nothing
  if (typeof value === 'string') return textInWords(value, nameOf)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((one) => inWords(one, nameOf)).join('; ') || t.nothing
  const text = fieldOf(value, language) ?? fieldOf(value, 'en') ?? fieldOf(value, 'ru')
  if (typeof text === 'string') return text
  const inside = fieldOf(value, 'names') ?? fieldOf(value, 'number') ?? fieldOf(value, 'name')
  if (inside !== undefined) return inWords(inside, nameOf)
  return Object.values(value)
    .map((one) => inWords(one, nameOf))
    .join(', ')
}

const textInWords = (text: string, nameOf: (code: string) => string): string => {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return day(text)
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return moment(text)
  const status = wordFor(words.statuses, text)
  return status === text ? nameOf(text) : status
}

/** The same of a list of decisions, of which the last says what is in force. */
export const lastInWords = (value: unknown, nameOf: (code: string) => string): string => {
  const decision: unknown = Array.isArray(value) ? value.at(-1) : undefined
  const inForce = fieldOf(decision, 'inForce')
  if (inForce === undefined) return inWords(value, nameOf)
  return `${inWords(fieldOf(decision, 'status'), nameOf)}, ${inWords(inForce, nameOf)}`
}
