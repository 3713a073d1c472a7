import { useSyncExternalStore } from 'react'

/** What was done last, for the status line of the frame: screen readers say it, and it stays over the next page. */
let last: { readonly text: string; readonly at: number } | undefined
const listeners = new Set<() => void>()

/** Tells that something was done, once the page shows what came of it: the cache hands on what it read in the next turn. */
export const tell = (text: string | undefined): void => {
  setTimeout(() => {
    last = text === undefined ? undefined : { text, at: Date.now() }
    for (const listener of listeners) listener()
  })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useDone = () => useSyncExternalStore(subscribe, () => last)
