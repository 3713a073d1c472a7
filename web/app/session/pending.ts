/** A sign-in that is under way: what was sent to the service and has to come back, and where the person was. */
export interface Pending {
  readonly verifier: string
  readonly nonce: string
  /** The address within the portal to come back to. */
  readonly back: string
  /** In a window of its own, while the page stays. */
  readonly beside: boolean
  /** Milliseconds since 1970. */
  readonly startedAt: number
}

/** Kept where a window beside this one finds it too. */
const PREFIX = 'agglomera.sign-in.'
const LASTS_MILLISECONDS = 15 * 60_000

export const keepPending = (state: string, pending: Pending): void =>
  localStorage.setItem(PREFIX + state, JSON.stringify(pending))

/** The sign-in that a state belongs to; undefined for none, or one of long ago. */
export const pendingOf = (state: string): Pending | undefined => {
  const text = localStorage.getItem(PREFIX + state)
  if (text === null) return undefined
  const pending: Pending = JSON.parse(text)
  return Date.now() - pending.startedAt < LASTS_MILLISECONDS ? pending : undefined
}

/** Forgets a sign-in, and all that nobody came back from. */
export const forgetPending = (state: string): void => {
  localStorage.removeItem(PREFIX + state)
  for (const key of Object.keys(localStorage))
    if (key.startsWith(PREFIX) && pendingOf(key.slice(PREFIX.length)) === undefined)
      localStorage.removeItem(key)
}

/** Over which a window beside the page tells it with which answer the sign-in service sent it back. */
export const CHANNEL = 'agglomera.signed-in'
