import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** Memberships, in English. */
export const members = {
  members: {
    title: (name: string) => `Members of ${name}`,
    lead: 'A membership counts once both sides, the organisation and the management, agreed to it.',
    list: 'Members',
    none: 'No members yet. Propose the first one below.',
    proposals: 'Proposed',
    noProposals: 'No proposal is open.',
    answer: 'Answer',
    waitsFor: {
      management: 'waits for the organisation',
      organisation: 'waits for the management',
    },
    decisions: { confirm: 'Confirm', decline: 'Decline', withdraw: 'Withdraw' },
    decided: {
      confirm: 'Confirmed: the organisation is a member.',
      decline: 'Declined.',
      withdraw: 'The proposal is withdrawn.',
    },
    propose: 'Propose a membership',
    proposed: 'Proposed: the other side has to confirm it.',
    mayNotPropose:
      'Editors of the management organisation propose members, and editors of an organisation itself.',
    seek: 'How its name begins',
    seekHint: 'At least two letters',
    found: plural({ one: '# found', other: '# found' }),
    chosen: 'Chosen:',
    tasksHint: 'One in each line',
    end: 'End',
    endOne: (name: string) => `End the membership of ${name}`,
    ended: 'The membership has ended.',
    toHint: 'The first day on which it no longer holds',
    labels: {
      organisation: 'Organisation',
      roles: 'Roles',
      level: 'Level of the value chain',
      tasks: 'Tasks',
      from: 'From',
      to: 'Until',
      reason: 'Reason',
    },
  },
}
