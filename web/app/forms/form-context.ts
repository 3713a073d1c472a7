import { createContext } from 'react'
import type { Fault } from './faults.ts'

/** What fields need to know of the form that they stand in. */
export const FormContext = createContext<{ readonly id: string; readonly faults: readonly Fault[] }>({
  id: 'form',
  faults: [],
})
