import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** Asking members of a cluster, in English. */
export const en = {
  title: (cluster: string) => `Ask members: ${cluster}`,
  back: 'To the form of the cluster',
  how: 'Each member gets a link of its own and needs no account. The platform sends it to nobody: you hand it on. A member sees what is asked and its own answer, nothing of others.',
  asked: 'Who was asked',
  nobodyAsked: 'No member was asked yet. Make a link for each below.',
  member: 'Member',
  status: 'State',
  statuses: { sent: 'asked', saved: 'begun', answered: 'answered', revoked: 'link ended' },
  expiresOn: 'Link works until',
  answeredOn: 'Answered',
  values: 'Its values',
  notShown: 'not shown to you',
  shown: (count: string) => `${count}, agreed to be shown`,
  link: 'Link',
  revoke: 'End',
  revokeOne: (name: string) => `End the link of ${name}`,
  revoked: 'The link has ended; what was answered by it no longer counts.',
  invite: 'Ask a member',
  makeLink: 'Make the link',
  invited: 'The link is made.',
  organisationHint: 'Who is asked again gets a new link; the former one ends.',
  linkFor: (name: string) => `The link for ${name}.`,
  once: 'It is shown this once: copy it and hand it on.',
  copy: 'Copy',
  copied: 'Copied.',
  rollUp: 'Make the cluster’s values of the answers',
  rollUpText:
    'Added up, averaged or ranked as each indicator is. Members who did not agree to be shown count only if there are at least three of them. The values are drafts: look at them and submit the form.',
  nobodyAnswered: 'No member has answered completely yet.',
  answered: plural({
    one: '# member has answered completely.',
    other: '# members have answered completely.',
  }),
  makeValues: 'Make the values',
  rolledUp: 'The values are made and stand in the form.',
  labels: { organisation: 'Member', expiresOn: 'Link works until (UTC)', figures: 'Figures' },
}

export type Texts = typeof en
