import * as z from 'zod'

/** A calendar year for which yearly figures are given. */
export const Year = z.coerce.number().int().min(1900).max(2200).register(z.globalRegistry, { example: 2025 })
