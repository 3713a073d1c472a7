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
    tasksHint: 'One in each line',
    state: 'State',
    states: {
      inForce: 'in force',
      toCome: 'still to begin',
      over: 'over',
      suspended: 'suspended',
      suspendedUntil: (day: string) => `suspended until ${day}`,
    },
    decide: 'Decide',
    decideOn: (name: string) => `Decide on the membership of ${name}`,
    actions: {
      change: 'Change',
      suspend: 'Suspend',
      resume: 'Resume',
      succeed: 'Hand over',
      end: 'End',
    },
    titles: {
      change: (name: string) => `Change the membership of ${name}`,
      suspend: (name: string) => `Suspend the membership of ${name}`,
      resume: (name: string) => `Resume the membership of ${name}`,
      succeed: (name: string) => `Hand over the membership of ${name}`,
      end: (name: string) => `End the membership of ${name}`,
    },
    leads: {
      change: 'What it was before stays in the history.',
      suspend: 'It stays visible and counts in nothing until its term is over.',
      resume: 'It counts again from that day.',
      succeed: 'The membership ends, and the successor goes on with its roles, level and tasks.',
      end: 'It stays in the history of the cluster.',
    },
    done: {
      change: 'The membership is changed.',
      suspend: 'The membership is suspended.',
      resume: 'The membership counts again.',
      succeed: 'The membership has gone over.',
      end: 'The membership has ended.',
    },
    withAct: 'Legal act, if there is one',
    todayHint: 'Today, unless given',
    toHint: 'The first day on which it no longer holds',
    labels: {
      organisation: 'Organisation',
      roles: 'Roles',
      level: 'Level of the value chain',
      tasks: 'Tasks',
      from: 'From',
      to: 'Until',
      reason: 'Reason',
      on: 'From that day',
      validFrom: 'So since',
      successor: 'Successor',
      act: 'Legal act',
    },
  },
}
