import * as z from 'zod'
import { wording } from './wording.ts'

/** An amount in whole minor units of its currency (cents, kopecks), so that sums and comparisons are exact. */
export const Money = z
  .object({
    minorUnits: z.int().register(z.globalRegistry, { description: 'Whole minor units: 15000 is 150.00 EUR' }),
    currency: z
      .string()
      .regex(
        /^[A-Z]{3}$/,
        wording({ en: 'a currency by its ISO 4217 code', ru: 'валюта по её коду ISO 4217' }),
      ),
  })
  .register(z.globalRegistry, { id: 'Money', example: { minorUnits: 15_000_000, currency: 'EUR' } })
export type Money = z.output<typeof Money>
