import * as z from 'zod'
import { Money } from '#kernel/money'

/** What something cost: money, never less than none. */
export const Amount = Money.extend({ minorUnits: z.int().min(0) }).register(z.globalRegistry, {
  id: 'Amount',
  example: { minorUnits: 15_000_000, currency: 'EUR' },
})
