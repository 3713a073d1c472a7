import type * as z from 'zod'
import type { Instant } from '#kernel/clock'
import type { ApiKey, ApiKeyView } from '../model/api-key.ts'

/** A key as it is shown: its secrets by their times alone. */
export const shown = (
  { secrets, ...key }: ApiKey,
  lastUsedAt: Instant | undefined,
): z.output<typeof ApiKeyView> => ({
  ...key,
  secrets: secrets.map(({ from, until }) => ({ from, until })),
  lastUsedAt: lastUsedAt ?? null,
})
