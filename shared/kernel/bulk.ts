import * as z from 'zod'

/** The rows of a bulk route. The documentation shows what a row is; a row that does not fit it is rejected by
 *  itself instead of spoiling the others, so anything is let through here, untouched: `unknown` stands first. */
export const rowsOf = <S extends z.ZodType>(row: S, most: number) =>
  z.object({
    rows: z
      .array(z.union([z.unknown(), row]))
      .min(1)
      .max(most),
  })

/** What became of one row. */
export const RowResult = z
  .object({
    row: z.int().register(z.globalRegistry, { description: 'Its place in the request, from 0' }),
    outcome: z.enum(['created', 'updated', 'unchanged', 'rejected']),
    id: z
      .string()
      .exactOptional()
      .register(z.globalRegistry, { description: 'What it is known by: its id or its natural key' }),
    code: z
      .string()
      .exactOptional()
      .register(z.globalRegistry, { description: 'Why it was rejected, for programs' }),
    reason: z
      .string()
      .exactOptional()
      .register(z.globalRegistry, { description: 'Why it was rejected, for people' }),
  })
  .register(z.globalRegistry, { id: 'RowResult' })
export type RowResult = z.output<typeof RowResult>

/** What a bulk route answers: every row on its own, in the order of the request, and the count of each outcome. */
export const BulkResult = z
  .object({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    rows: z.array(RowResult),
  })
  .register(z.globalRegistry, { id: 'BulkResult' })
export type BulkResult = z.output<typeof BulkResult>
