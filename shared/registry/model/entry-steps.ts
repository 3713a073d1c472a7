/** What can become of an entry, and where it is found: without schemas, for pages too. */

export const ENTRY_STATUSES = ['registered', 'suspended', 'removed', 'annulled'] as const
type EntryStatus = (typeof ENTRY_STATUSES)[number]

interface Transition {
  readonly from: readonly EntryStatus[]
  readonly to: EntryStatus
}

/** What can be decided about an entry, from which statuses, and where it leads. */
const TRANSITIONS = {
  suspend: { from: ['registered'], to: 'suspended' },
  reinstate: { from: ['suspended'], to: 'registered' },
  remove: { from: ['registered', 'suspended'], to: 'removed' },
  annul: { from: ['registered', 'suspended', 'removed'], to: 'annulled' },
} as const satisfies Record<string, Transition>
export type EntryAction = keyof typeof TRANSITIONS

export const ENTRY_ACTIONS = [
  'suspend',
  'reinstate',
  'remove',
  'annul',
] as const satisfies readonly EntryAction[]

export const decisionOf = (action: EntryAction): Transition => TRANSITIONS[action]

/** How a number is written in an address. */
export const inAddress = (number: string): string => number.replaceAll('~', '~0').replaceAll('/', '~1')
