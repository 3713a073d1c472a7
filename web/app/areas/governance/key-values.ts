import type { Power } from '#kernel/powers'
import { type ReachValues, reachFrom } from './grant-values.ts'

/** An API key as far as it is typed. */
export interface KeyValues {
  readonly holder?: string
  readonly title?: string
  readonly powers: readonly Power[]
  readonly reach: ReachValues
  readonly mayDecide: boolean
  readonly requestsPerMinute?: number
  readonly expiresOn?: string
}

/** What is typed as the contract has it. */
export const keyFrom = ({ reach, ...rest }: KeyValues) => ({ ...rest, ...reachFrom(reach) })
