import type { Field, Form } from './field.ts'

/** A field and its column, which bears its name unless a path is given. */
export const field = (
  column: string,
  form: Form = 'text',
  path: string | readonly string[] = column,
): Field => ({
  column,
  path: typeof path === 'string' ? [path] : path,
  form,
})
export const needed = (
  column: string,
  form: Form = 'text',
  path: string | readonly string[] = column,
): Field => ({
  ...field(column, form, path),
  required: true,
})
export const alias = (of: Field, ...aliases: string[]): Field => ({ ...of, aliases })

export const ID = field('id')
export const NAMES = needed('name', 'languages', 'names')
export const VALIDITY = [field('validFrom'), field('validTo')]
export const INTERVAL = [needed('from'), field('to')]
export const act = (path: string, column = 'act') => [
  field(column, 'text', [path, 'kind']),
  field(`${column}_number`, 'text', [path, 'number']),
  field(`${column}_date`, 'text', [path, 'date']),
]
/** Of a kind that needs it: the kind of the act at least. */
export const neededAct = (path: string) =>
  act(path).map((part) => (part.column === 'act' ? { ...part, required: true as const } : part))
