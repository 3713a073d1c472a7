import type * as z from 'zod'
import { faultsOf } from '#kernel/http/faults'

/** Something to correct: where, as a pointer from the content's root (RFC 6901), and what. */
export interface Fault {
  readonly pointer: string
  readonly detail: string
}

/** What a schema finds wrong with values: what is not there yet is asked for, all else is said in the words of the API.
 *  @param missing asks for a value */
export const faultsIn = (
  error: z.ZodError,
  values: unknown,
  { language, missing }: { readonly language: 'en' | 'ru'; readonly missing: string },
): readonly Fault[] => {
  // What a schema says in words of its own is more than that something is missing.
  const inOwnWords = new Set(
    error.issues.flatMap(({ code, path }) => (code === 'custom' ? [`/${path.join('/')}`] : [])),
  )
  return faultsOf(error).map(({ pointer, detail }) => ({
    pointer,
    detail: !inOwnWords.has(pointer) && isMissing(values, pointer) ? missing : detail[language],
  }))
}

/** Whether nothing stands where a pointer leads. */
const isMissing = (values: unknown, pointer: string): boolean => {
  const value = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (branch, name) =>
        typeof branch === 'object' && branch !== null ? new Map(Object.entries(branch)).get(name) : undefined,
      values,
    )
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
}
