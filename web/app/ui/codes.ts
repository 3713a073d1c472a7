import { useSuspenseQuery } from '@tanstack/react-query'
import { codesOf } from '../data.ts'
import { collator } from '../format.ts'
import { say } from '../language.ts'
import type { Code } from '../types.ts'

/** What a code is called; one without a name is called by itself. */
export const codeName = ({ code, names }: Pick<Code, 'code' | 'names'>): string =>
  names === undefined ? code : say(names)

/** A code list as a page uses it. */
export interface Codes {
  readonly all: readonly Code[]
  readonly nameOf: (code: string) => string
  /** Codes and names in the order of the names, for a choice. */
  readonly options: readonly (readonly [code: string, name: string])[]
}

export const useCodes = (list: 'regions' | 'categories' | 'industries'): Codes => {
  const { data: all } = useSuspenseQuery(codesOf(list))
  const names = new Map(all.map((code) => [code.code, codeName(code)]))
  return {
    all,
    nameOf: (code) => names.get(code) ?? code,
    options: [...names].sort(([, a], [, b]) => collator.compare(a, b)),
  }
}
