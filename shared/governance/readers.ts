import type * as z from 'zod'
import { tableNamed } from '#kernel/aws'
import type { ApiEnvironment } from '#kernel/env'
import type { Authenticate } from '#kernel/http/authenticate'
import { keyUsage } from '#kernel/key-usage'
import type { RateLimiter } from '#kernel/quota'

/** How every function finds out who is calling and whether they still may: an access token's subject or an API key, with
 *  its capability from a few records; and the count of a key's requests. What reads credentials is loaded with the first
 *  one: who shows none does not wait for it. */
export const admission = (
  environment: z.output<typeof ApiEnvironment>,
): { readonly authenticate: Authenticate; readonly limit: RateLimiter } => {
  let loading: Promise<Authenticate> | undefined
  const load = async (): Promise<Authenticate> => (await import('./credentials.ts')).credentials(environment)
  return {
    authenticate: async (authorization, at) => {
      if (authorization === undefined) return { kind: 'anonymous' }
      loading ??= load()
      return (await loading)(authorization, at)
    },
    limit: keyUsage(tableNamed(environment.USAGE_TABLE)),
  }
}
