/** What can become of an application: without schemas, for pages too. */

export const APPLICATION_STATUSES = [
  'draft',
  'submitted',
  'under-review',
  'returned',
  'approved',
  'refused',
  'withdrawn',
  'lapsed',
] as const
type ApplicationStatus = (typeof APPLICATION_STATUSES)[number]

interface Transition {
  readonly from: readonly ApplicationStatus[]
  readonly to: ApplicationStatus
}

/** What can be done with an application, from which statuses, and where it leads. */
const TRANSITIONS = {
  submit: { from: ['draft', 'returned'], to: 'submitted' },
  review: { from: ['submitted'], to: 'under-review' },
  return: { from: ['under-review'], to: 'returned' },
  approve: { from: ['under-review'], to: 'approved' },
  refuse: { from: ['under-review'], to: 'refused' },
  withdraw: { from: ['submitted', 'under-review', 'returned'], to: 'withdrawn' },
  lapse: { from: ['returned'], to: 'lapsed' },
} as const satisfies Record<string, Transition>
export type ApplicationAction = keyof typeof TRANSITIONS

export const transitionOf = (action: ApplicationAction): Transition => TRANSITIONS[action]
