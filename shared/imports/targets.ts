import type { Field } from './field.ts'

const camel = (name: string) => name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())

/** The field of a name, and of which language: `name_de`, `registeredOn`, `registered_on`. */
export const findField = (
  fields: readonly Field[],
  name: string,
): { readonly field: Field; readonly language?: string } | undefined => {
  const [, base = '', language] = /^(.+)_([a-z]{2})$/.exec(name) ?? []
  const byName = (wanted: string) =>
    fields.find(({ column, aliases }) => column === wanted || aliases?.includes(wanted))
  const field = byName(name) ?? byName(camel(name))
  if (field !== undefined) return field.form === 'languages' ? { field, language: 'en' } : { field }
  const localised = byName(base) ?? byName(camel(base))
  return localised?.form === 'languages' && language !== undefined
    ? { field: localised, language }
    : undefined
}

/** The languages that are offered where nothing names one; texts in others are filled by columns that do. */
const OFFERED = ['en', 'ru'] as const

/** All that columns can fill, by the names that mappings take: `code`, `name_en`, `name_ru`. */
export const targetsOf = (fields: readonly Field[]): readonly string[] =>
  fields.flatMap(({ column, form }) =>
    form === 'languages' ? OFFERED.map((language) => `${column}_${language}`) : [column],
  )

/** What a column of this name fills by itself; undefined for nothing. */
export const targetNamed = (fields: readonly Field[], column: string): string | undefined => {
  const found = findField(fields, column)
  if (found === undefined) return undefined
  const { field, language } = found
  return language === undefined ? field.column : `${field.column}_${language}`
}
