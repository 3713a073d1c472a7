import * as z from 'zod'
import { type Contract, route } from '#kernel/contract'

/** The routes by which the platform speaks of itself. */
export const platformContract = {
  name: 'platform',
  routes: {
    health: route({
      method: 'GET',
      path: '/health',
      access: 'public',
      summary: 'Tell whether the platform answers',
      responses: {
        200: z.object({
          status: z.literal('ok'),
          version: z.string(),
          training: z.boolean().meta({ description: 'Whether people learn here and nothing is real' }),
        }),
      },
    }),
    openApi: route({
      method: 'GET',
      path: '/openapi.json',
      access: 'public',
      summary: 'Describe this API (OpenAPI 3.1)',
      responses: { 200: z.record(z.string(), z.unknown()) },
    }),
  },
} as const satisfies Contract
