import type * as z from 'zod'
import type { Fault } from '../errors.ts'
import { inRussian } from '../wording.ts'

type Issue = z.core.$ZodIssue

/** The schema's own Russian words for a custom check, given as `params: { ru }`. */
const customRussian = (issue: z.core.$ZodIssueCustom): string | undefined =>
  typeof issue.params?.['ru'] === 'string' ? issue.params['ru'] : undefined

const TYPES: Readonly<Record<string, string>> = {
  string: 'строка',
  number: 'число',
  int: 'целое число',
  boolean: 'логическое значение',
  object: 'объект',
  record: 'объект',
  array: 'список',
  null: 'null',
  date: 'дата',
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'ожидается дата ГГГГ-ММ-ДД',
  datetime: 'ожидается момент времени UTC вида 2026-03-01T09:30:00.000Z',
  email: 'ожидается адрес электронной почты',
  url: 'ожидается адрес URL',
  uuid: 'ожидается UUID',
}

/** The form of a noun after a number in the genitive: `не менее 1 символа`, `не менее 5 символов`. */
const counted = (count: number | bigint, one: string, many: string): string =>
  `${count} ${Number(count) % 10 === 1 && Number(count) % 100 !== 11 ? one : many}`

const amount = (origin: string, limit: number | bigint): string => {
  if (origin === 'string') return counted(limit, 'символа', 'символов')
  if (origin === 'array' || origin === 'set') return counted(limit, 'элемента', 'элементов')
  return String(limit)
}

const tooBig = ({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig): string => {
  const what = origin === 'string' ? 'слишком длинно' : 'слишком много'
  return `${what}: ${inclusive === false ? 'меньше' : 'не более'} ${amount(origin, maximum)}`
}

const tooSmall = ({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string => {
  const what = origin === 'string' ? 'слишком коротко' : 'слишком мало'
  return `${what}: ${inclusive === false ? 'больше' : 'не менее'} ${amount(origin, minimum)}`
}

const badFormat = (issue: z.core.$ZodIssueInvalidStringFormat): string => {
  const known = FORMATS[issue.format] ?? inRussian(issue.message)
  if (known !== undefined) return known
  return typeof issue.pattern === 'string'
    ? `не соответствует шаблону ${issue.pattern}`
    : `неверный формат (${issue.format})`
}

const russian = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `неверный тип или нет значения: ожидается ${TYPES[issue.expected] ?? issue.expected}`
    case 'too_big':
      return tooBig(issue)
    case 'too_small':
      return tooSmall(issue)
    case 'invalid_format':
      return badFormat(issue)
    case 'not_multiple_of':
      return `должно делиться на ${String(issue.divisor)}`
    case 'unrecognized_keys':
      return `неизвестные поля: ${issue.keys.join(', ')}`
    case 'invalid_value':
      return `допустимо только: ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return 'значение не подходит ни под один допустимый вид'
    case 'custom':
      return customRussian(issue) ?? issue.message
  }
}

/** Into a body by RFC 6901 (`~` and `/` inside a name are escaped), at a parameter by its name behind `mark`. */
export const pointerOf = (path: readonly PropertyKey[], mark: string): string =>
  mark === ''
    ? path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
    : `${mark}${path.map(String).join('.')}`

/** The faults behind a failed parse, each with where it is and what it is in the platform's languages. `mark` tells
 *  parameters (`:`, `?`) from the body. */
export const faultsOf = (error: z.ZodError, mark = ''): readonly Fault[] =>
  error.issues.map((issue) => ({
    pointer: pointerOf(issue.path, mark),
    detail: { en: issue.message, ru: russian(issue) },
  }))
