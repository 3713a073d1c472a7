import { useSyncExternalStore } from 'react'

/** From here on wide tables fit. */
const narrow = window.matchMedia('(width < 60rem)')

const subscribe = (listener: () => void) => {
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Whether the window is too narrow for a wide table. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)
