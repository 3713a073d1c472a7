/** A token bucket: `burst` requests at once, refilled by `rate` a second.
 *  @param now milliseconds from any fixed point
 *  @returns whether one more request may pass */
export const throttle = (
  limits: { readonly rate: number; readonly burst: number } | undefined,
  now: () => number = () => performance.now(),
): (() => boolean) => {
  if (!limits) return () => true
  const { rate, burst } = limits
  let tokens = burst
  let last = now()
  return () => {
    const at = now()
    tokens = Math.min(burst, tokens + ((at - last) / 1000) * rate)
    last = at
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
}
