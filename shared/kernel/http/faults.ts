import type * as z from 'zod'
import type { Fault } from '../errors.ts'

/** The schema's own Russian words for a custom check, given as `params: { ru }`. */
const customRussian = (issue: z.core.$ZodIssue): string | undefined =>
  issue.code === 'custom' && typeof issue.params?.['ru'] === 'string' ? issue.params['ru'] : undefined

const russian = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return `неверный тип: ожидается ${issue.expected}`
    case 'too_big':
      return `слишком велико: не более ${String(issue.maximum)}`
    case 'too_small':
      return `слишком мало: не менее ${String(issue.minimum)}`
    case 'invalid_format':
      return `неверный формат (${issue.format})`
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

/** RFC 6901: `~` and `/` inside a name are escaped. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The faults behind a failed parse, each with where it is and what it is in the platform's languages. `prefix`
 *  tells parameters (`:`, `?`) from the body. */
export const faultsOf = (error: z.ZodError, prefix = ''): readonly Fault[] =>
  error.issues.map((issue) => ({
    pointer: `${prefix}${prefix === '' ? pointerOf(issue.path) : issue.path.map(String).join('.')}`,
    detail: { en: issue.message, ru: russian(issue) },
  }))
