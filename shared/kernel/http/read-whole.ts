import type * as z from 'zod'
import type { Fault } from '../errors.ts'
import type { Language } from '../localised-text.ts'
import { faultsOf, pointerOf } from './faults.ts'
import { type Stranger, strangersIn } from './strangers.ts'

/** What was read, or what is wrong with it. */
export type Reading<T> = { readonly data: T } | { readonly faults: readonly Fault[] }

/** Nobody reads more of them, and an answer has its limits. */
const MOST_FAULTS = 20

/** Reads what somebody sent, so that nothing of it is lost: a member that the schema does not know is a fault, wherever it
 *  stands; it may be a misspelt one.
 *  @param mark tells parameters (`:` of the path, `?` of the query) from the body */
export const readWhole = <S extends z.ZodType>(
  schema: S,
  value: unknown,
  mark: ':' | '?' | '' = '',
): Reading<z.output<S>> => {
  const parsed = schema.safeParse(value)
  const strangers = strangersIn(schema, value)
  if (parsed.success && strangers.length === 0) return { data: parsed.data }
  const faults = [
    ...strangers.map(({ path, known }) => ({ pointer: pointerOf(path, mark), detail: isStrange(known) })),
    ...(parsed.success ? [] : faultsOf(parsed.error, mark)),
  ]
  const rest = faults.length - MOST_FAULTS
  return { faults: rest > 0 ? [...faults.slice(0, MOST_FAULTS), andMore(rest)] : faults }
}

/** Faults in one line, for rows of tables. */
export const lineOf = (faults: readonly Fault[], language: Language): string =>
  faults.map(({ pointer, detail }) => `${pointer === '' ? '' : `${pointer}: `}${detail[language]}`).join('; ')

const isStrange = (known: Stranger['known']): Fault['detail'] =>
  known.length === 0
    ? { en: 'is not known here (nothing is)', ru: 'здесь ничего не указывают' }
    : {
        en: `is not known here (known: ${known.join(', ')})`,
        ru: `здесь такого нет (есть: ${known.join(', ')})`,
      }

const andMore = (count: number): Fault => ({
  pointer: '',
  detail: { en: `and ${count} more`, ru: `и ещё ${count}` },
})
