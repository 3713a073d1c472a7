import { TooManyRequestsError } from './errors.ts'

/** How many requests a caller has left. */
export interface Quota {
  /** Requests a window allows. */
  readonly limit: number
  /** What is left of this window, as this instance knows: its own lease, and what others had not yet leased when it
   *  looked last. At most too high by what others leased since. */
  readonly remaining: number
  /** Seconds until the next window begins. */
  readonly reset: number
}

/** Counts one request of a caller, or finds that it is one too many. */
export type RateLimiter = (
  caller: string,
  limit: number,
  at: Date,
) => Promise<{ readonly admitted: boolean; readonly quota: Quota }>

/** Length of a window in seconds; windows begin at full minutes. */
export const WINDOW_SECONDS = 60

/** The headers in which a caller reads its quota (draft-ietf-httpapi-ratelimit-headers-10). */
export const quotaHeaders = ({ limit, remaining, reset }: Quota): Record<string, string> => ({
  'ratelimit-policy': `"default";q=${limit};w=${WINDOW_SECONDS}`,
  ratelimit: `"default";r=${remaining};t=${reset}`,
})

export const tooManyRequests = ({ limit, reset }: Quota): TooManyRequestsError =>
  new TooManyRequestsError(
    {
      en: `This API key may send ${limit} requests a minute and has sent them; go on in ${reset} s.`,
      ru: `Этому ключу API разрешено ${limit} запросов в минуту, они исчерпаны; продолжайте через ${reset} с.`,
    },
    { retryAfter: reset },
  )
