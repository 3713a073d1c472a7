import * as z from 'zod'

/** Several codes in one parameter, separated by commas; said twice they count once. */
export const listOf = <S extends z.ZodType<unknown, string>>(code: S, most: number) =>
  z
    .string()
    .min(1)
    .max(2000)
    .transform((text) => [...new Set(text.split(',').map((one) => one.trim()))])
    .pipe(z.array(code).max(most))
