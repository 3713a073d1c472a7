import type * as z from 'zod'
import { language } from '../language.ts'
import { type Fault, faultsIn } from './faults.ts'
import { t } from './texts/index.ts'

/** Finds what is wrong with what was typed, else the content that is sent. */
export type Check<C, V = unknown> = (
  values: V,
) => { readonly content: C } | { readonly faults: readonly Fault[] }

/** A check by the schema of a contract. `useForm` asks for it by `import()`: schemas come with the first form. */
export const checkBy =
  <S extends z.ZodType>(schema: S): Check<z.output<S>> =>
  (values) => {
    const parsed = schema.safeParse(values)
    if (parsed.success) return { content: parsed.data }
    return { faults: faultsIn(parsed.error, values, { language, missing: t.missing }) }
  }
