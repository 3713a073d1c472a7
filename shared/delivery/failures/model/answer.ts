import * as z from 'zod'

/** The error of a function as Lambda tells it. */
export const FunctionFault = z.object({
  errorType: z.string().default('Error'),
  errorMessage: z.string().default(''),
})
export type FunctionFault = z.output<typeof FunctionFault>

/** What a function answered, or the error that it ended with. */
export type FunctionAnswer =
  | { readonly payload: unknown; readonly error?: undefined }
  | { readonly payload?: undefined; readonly error: FunctionFault }

/** What became of a failure that was given to its function again: all of it was handled, the function threw, or it named
 *  records that it could not handle. */
export type ReplayOutcome =
  | { readonly kind: 'handled' }
  | { readonly kind: 'threw'; readonly error: FunctionFault }
  | { readonly kind: 'records-refused'; readonly refused: number }

const Batch = z.object({ batchItemFailures: z.array(z.unknown()) })

/** What a function's answer says of what it was given. Only consumers of streams name records. */
export const outcomeOf = ({ payload, error }: FunctionAnswer): ReplayOutcome => {
  if (error !== undefined) return { kind: 'threw', error }
  const refused = Batch.safeParse(payload).data?.batchItemFailures.length ?? 0
  return refused === 0 ? { kind: 'handled' } : { kind: 'records-refused', refused }
}
