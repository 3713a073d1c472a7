import * as z from 'zod'
import { Decimal } from '../../model.ts'

/** An enterprise that a cluster's value stems from, with its part if it is known. */
export const NamedEnterprise = z
  .object({
    enterprise: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .register(z.globalRegistry, { description: 'Id of the organisation' }),
    group: z.string().trim().min(1).max(60).exactOptional().register(z.globalRegistry, {
      description: 'The group of companies it belongs to: all of one group count as one',
    }),
    value: Decimal.nullable(),
    waived: z.boolean().default(false).register(z.globalRegistry, {
      description: 'Whether it agreed in writing that its value becomes public',
    }),
  })
  .register(z.globalRegistry, { id: 'NamedEnterprise' })
export type NamedEnterprise = z.output<typeof NamedEnterprise>
