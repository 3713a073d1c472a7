import { pluralIn } from '../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** What is said to people who sign in, in English. */
export const en = {
  areasNavigation: 'My work',
  areas: {
    work: 'My tasks',
    applications: 'Applications',
    campaigns: 'Campaigns',
    targets: 'Targets',
    alerts: 'Alerts',
    releasePlans: 'Release plans',
    reportDefinitions: 'Report definitions',
  },
  clusterWork: {
    edit: 'Edit the profile',
    members: 'Members and proposals',
    target: 'Set a target',
    apply: 'Apply for entry in a register',
    entry: (number: string) => `Work on entry ${number}`,
  },
  waiting: plural({ one: '# thing waits for you', other: '# things wait for you' }),
  signedInAs: 'Signed in as',
  signOut: 'Sign out',
  noPosition: 'You hold no position yet: an authority gives you one.',
  acting: 'acting for somebody else',
  roles: { admin: 'administrator', editor: 'editor', viewer: 'reader' },
  signingIn: 'Signing in …',
  beside: { title: 'You are signed in', text: 'Go back to the other window; this one can be closed.' },
  refused: {
    title: 'The sign-in did not succeed',
    text: 'It was broken off, took too long, or the sign-in service refused it. Nothing is lost; begin again.',
  },
  expired: {
    title: 'Your sign-in has expired.',
    text: 'What you typed stays here. Sign in again in a window beside this one, then go on.',
    failed: 'It did not succeed. What you typed stays here; try once more.',
    again: 'Sign in again',
    waiting: 'Waiting for the other window …',
  },
  may: {
    unknown: 'What you may do here is not known yet.',
    secondFactor: 'This decides on somebody’s rights: sign in with a second factor.',
    everywhere: 'the whole country',
    lacking: (power: string, place: string) =>
      `This takes the power to ${power} for ${place}. No position of yours gives it.`,
    elsewhere: (power: string, place: string, where: string) =>
      `This takes the power to ${power} for ${place}. You hold it for ${where} only.`,
  },
  powers: {
    'cluster.register': 'register clusters',
    'cluster.suspend': 'suspend entries',
    'cluster.remove': 'remove entries',
    'cluster.edit': 'edit clusters',
    'membership.confirm': 'confirm memberships',
    'register.restore': 'restore a register',
    'waiver.grant': 'grant waivers',
    'rule-set.manage': 'manage rule sets',
    'facility.manage': 'manage facilities',
    'organisation.edit': 'edit organisations',
    'code-list.manage': 'manage code lists',
    'indicator.manage': 'manage indicators',
    'kpi.submit': 'submit figures',
    'kpi.verify': 'verify figures',
    'target.set': 'set targets',
    'campaign.manage': 'manage campaigns',
    'report.schedule': 'define reports',
    'statistics.import': 'import statistics',
    'release.publish': 'publish releases',
    'embargo.read': 'read under embargo',
    'document.publish': 'publish documents',
    'power.grant': 'grant powers',
    'api-key.manage': 'manage API keys',
    'person.erase': 'erase personal data',
    'audit.read': 'read the audit trail',
    'job.redrive': 'run failed jobs again',
  },
}

export type Texts = typeof en
