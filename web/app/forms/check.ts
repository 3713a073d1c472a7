import type * as z from 'zod'
import { faultsOf } from '#kernel/http/faults'
import { language } from '../language.ts'

/** Something to correct: where, as a pointer from the content's root (RFC 6901), and what. */
export interface Fault {
  readonly pointer: string
  readonly detail: string
}

/** Finds what is wrong with what was typed, else the content that is sent. */
export type Check<C, V = unknown> = (
  values: V,
) => { readonly content: C } | { readonly faults: readonly Fault[] }

/** A check by the schema of a contract, with the words of the API. `useForm` asks for it by `import()`: schemas come with
 *  the first form. */
export const checkBy =
  <S extends z.ZodType>(schema: S): Check<z.output<S>> =>
  (values) => {
    const parsed = schema.safeParse(values)
    if (parsed.success) return { content: parsed.data }
    const faults = faultsOf(parsed.error).map(({ pointer, detail }) => ({
      pointer,
      detail: detail[language],
    }))
    return { faults }
  }
