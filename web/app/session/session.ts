import { useSyncExternalStore } from 'react'
import { SESSION_KEY } from './key.ts'

/** A sign-in as this tab keeps it. */
export interface Session {
  /** The account at the sign-in service; under it drafts are kept. */
  readonly subject: string
  /** What the sign-in service calls the person: a name, else an address. */
  readonly name: string
  readonly accessToken: string
  readonly refreshToken?: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** The service renews it no longer: the person has to sign in again, and the page waits for that. */
  readonly expired?: true
}

const kept = (): Session | undefined => {
  const text = sessionStorage.getItem(SESSION_KEY)
  return text === null ? undefined : JSON.parse(text)
}

let current = kept()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The sign-in of the moment; undefined when nobody is signed in. */
export const session = (): Session | undefined => current

/** Keeps a sign-in, for this tab and its reloads only; undefined ends it. */
export const keep = (next: Session | undefined): void => {
  current = next
  if (next === undefined) sessionStorage.removeItem(SESSION_KEY)
  else sessionStorage.setItem(SESSION_KEY, JSON.stringify(next))
  for (const listener of listeners) listener()
}

/** The sign-in is over, but what the person has before them stays. */
export const expire = (): void => {
  if (current !== undefined && current.expired === undefined) keep({ ...current, expired: true })
}

export const useSession = (): Session | undefined => useSyncExternalStore(subscribe, session)

/** What needs a sign-in, where there is none or it has ended. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded'
}
