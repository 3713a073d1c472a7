import type { PlatformText } from '#kernel/localised-text'
import { CellError, type Field, joinList, parseCell, splitList } from './field.ts'
import { type RecordOf, valueAt, withValue } from './record.ts'
import { findField } from './targets.ts'

/** How a table's columns become fields, as asked on the command line. */
export interface Wishes {
  /** Column → field. */
  readonly map: ReadonlyMap<string, string>
  /** Field → the value of every row. */
  readonly set: ReadonlyMap<string, string>
  /** Field → text in the table → text meant. */
  readonly recode: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Column → the values of the rows that are taken; several columns must all fit. */
  readonly where: ReadonlyMap<string, ReadonlySet<string>>
  /** Columns that are left out. */
  readonly ignore: ReadonlySet<string>
}

/** The column that a file of rejected rows carries besides its own. */
export const REASON_COLUMN = 'rejected_reason'

/** What does not fit in a mapping that somebody puts together on a screen; all else is told by the message. */
export type MappingFault =
  | { readonly kind: 'filled-twice'; readonly field: string }
  | { readonly kind: 'unfilled'; readonly fields: readonly string[] }

/** The wishes do not fit the table or the kind; nothing was sent. */
export class MappingError extends Error {
  override readonly name = 'MappingError'
  readonly fault: MappingFault | undefined

  constructor(message: string, fault?: MappingFault) {
    super(message)
    this.fault = fault
  }
}

/** A column or constant and the field that it fills. */
interface Source {
  readonly field: Field
  /** Of texts in several languages. */
  readonly language?: string
  /** Cell of the row, or the same text for all. */
  readonly from: { readonly column: string } | { readonly constant: string }
  readonly recode: ReadonlyMap<string, string>
}

/** A row of a table: texts by column. */
export type Row = Readonly<Record<string, string>>

/** Turns rows of one table into records. */
export interface Mapping {
  /** Whether the row is asked for. */
  wants(row: Row): boolean
  /** The record of a row, or what is wrong with it. */
  record(row: Row): { readonly record: RecordOf } | { readonly reason: PlatformText }
}

/** Prepares the mapping of a table.
 *  @param fields what the kind of record has
 *  @param columns the table's header
 *  @throws MappingError for an unknown or twice filled field, a column that is no field and not named in `ignore`,
 *    a column that is not there, and a required field that nothing fills */
export const mappingOf = (
  kind: { readonly name: string; readonly fields: readonly Field[] },
  columns: readonly string[],
  wishes: Wishes,
): Mapping => {
  refuseAbsent(columns, wishes)
  const sources = [...columnSources(kind, columns, wishes), ...constantSources(kind, wishes)]
  refuseTwice(sources)
  refuseUnfilled(kind, sources)
  for (const field of wishes.recode.keys()) known(kind, field, '--recode')
  return {
    wants: (row) => [...wishes.where].every(([column, values]) => values.has(row[column] ?? '')),
    record: (row) => recordOf(kind.fields, sources, row),
  }
}

const names = (fields: readonly Field[]) =>
  fields
    .map(({ column, form }) => (form === 'languages' ? `${column}_en, ${column}_ru, …` : column))
    .join(', ')

const known = (
  kind: { readonly name: string; readonly fields: readonly Field[] },
  name: string,
  option: string,
) => {
  const found = findField(kind.fields, name)
  if (found === undefined)
    throw new MappingError(
      `${option}: ${kind.name} have no field "${name}" (they have ${names(kind.fields)})`,
    )
  return found
}

const columnSources = (
  kind: { readonly name: string; readonly fields: readonly Field[] },
  columns: readonly string[],
  { map, recode, ignore }: Wishes,
): Source[] => {
  const taken = columns.filter((column) => column !== REASON_COLUMN && !ignore.has(column))
  const unknown = taken.filter((column) => !map.has(column) && findField(kind.fields, column) === undefined)
  if (unknown.length > 0)
    throw new MappingError(
      [
        `${kind.name} have no field for ${unknown.map((column) => `"${column}"`).join(', ')}.`,
        `Name the field with --map ${unknown[0]}=<field>, or leave columns out with --ignore ${unknown.join(',')}.`,
        `Columns of the file: ${columns.join(', ')}`,
        `Fields of ${kind.name}: ${names(kind.fields)}`,
      ].join('\n'),
    )
  return taken.map((column): Source => {
    const found = known(kind, map.get(column) ?? column, '--map')
    return { ...found, from: { column }, recode: recodeOf(kind.fields, recode, found) }
  })
}

const constantSources = (
  kind: { readonly name: string; readonly fields: readonly Field[] },
  { set, recode }: Wishes,
): Source[] =>
  [...set].map(([name, constant]): Source => {
    const found = known(kind, name, '--set')
    return { ...found, from: { constant }, recode: recodeOf(kind.fields, recode, found) }
  })

const sameTarget = (
  a: { readonly field: Field; readonly language?: string },
  b: { readonly field: Field; readonly language?: string },
) => a.field === b.field && a.language === b.language

const recodeOf = (
  fields: readonly Field[],
  recode: Wishes['recode'],
  found: { readonly field: Field; readonly language?: string },
): ReadonlyMap<string, string> =>
  [...recode].find(([name]) => {
    const target = findField(fields, name)
    return target !== undefined && sameTarget(target, found)
  })?.[1] ?? new Map()

const refuseAbsent = (columns: readonly string[], { map, where, ignore }: Wishes): void => {
  const asked = [
    ...[...map.keys()].map((column) => ['--map', column]),
    ...[...where.keys()].map((column) => ['--where', column]),
    ...[...ignore].map((column) => ['--ignore', column]),
  ]
  for (const [option, column = ''] of asked)
    if (!columns.includes(column))
      throw new MappingError(`${option}: the file has no column "${column}" (it has ${columns.join(', ')})`)
}

const nameOf = ({ field, language }: Pick<Source, 'field' | 'language'>) =>
  language === undefined ? field.column : `${field.column}_${language}`

const originOf = ({ from }: Source) =>
  'column' in from ? `the column "${from.column}"` : `--set with "${from.constant}"`

const refuseTwice = (sources: readonly Source[]): void => {
  sources.forEach((source, index) => {
    const first = sources.slice(0, index).find((other) => sameTarget(other, source))
    if (first !== undefined)
      throw new MappingError(
        `The field "${nameOf(source)}" is filled twice: by ${originOf(first)} and by ${originOf(source)}`,
        { kind: 'filled-twice', field: nameOf(source) },
      )
  })
}

const refuseUnfilled = (
  kind: { readonly name: string; readonly fields: readonly Field[] },
  sources: readonly Source[],
): void => {
  const missing = kind.fields
    .filter((field) => field.required && !sources.some((source) => source.field === field))
    .map(({ column, form }) => (form === 'languages' ? `${column}_en` : column))
  if (missing.length > 0)
    throw new MappingError(
      `${kind.name} need ${missing.map((name) => `"${name}"`).join(', ')}: name the column with --map <column>=${missing[0]}, or give one value for all rows with --set ${missing[0]}=<value>`,
      { kind: 'unfilled', fields: missing },
    )
}

const recordOf = (
  fields: readonly Field[],
  sources: readonly Source[],
  row: Row,
): { readonly record: RecordOf } | { readonly reason: PlatformText } => {
  let record: RecordOf = {}
  const reasons: { readonly field: string; readonly what: PlatformText }[] = []
  for (const source of sources) {
    const { field, language, from } = source
    const text = recoded(source, 'column' in from ? (row[from.column] ?? '') : from.constant)
    if (text.trim() === '') continue
    try {
      record =
        field.form === 'languages'
          ? withValue(record, [...field.path, language ?? 'en'], text)
          : withValue(record, field.path, parseCell(field.form, field.form === 'text' ? text.trim() : text))
    } catch (error) {
      if (!(error instanceof CellError)) throw error
      reasons.push({ field: nameOf(source), what: error.detail })
    }
  }
  const empty = fields.filter(({ required, path }) => required && valueAt(record, path) === undefined)
  const failed = new Set(reasons.map(({ field }) => field))
  reasons.push(
    ...empty
      .filter(({ column }) => !failed.has(column))
      .map(({ column }) => ({ field: column, what: { en: 'is empty', ru: 'не заполнено' } })),
  )
  if (reasons.length === 0) return { record }
  const told = (language: 'en' | 'ru') =>
    reasons.map(({ field, what }) => `${field}: ${what[language]}`).join('; ')
  return { reason: { en: told('en'), ru: told('ru') } }
}

/** A list is recoded item by item. */
const recoded = ({ field, recode }: Source, text: string): string => {
  if (recode.size === 0) return text
  const one = (item: string) => recode.get(item.trim()) ?? item
  return field.form === 'list' ? joinList(splitList(text).map(one)) : one(text)
}
