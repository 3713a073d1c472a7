import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')
const cells = plural({ one: '# cell', other: '# cells' })

interface Outcomes {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: number
}

/** Campaigns and what follows from their figures, in English. */
export const en = {
  campaigns: {
    title: 'Campaigns',
    lead: 'Which figures of which period are asked for, from whom and until when.',
    none: 'No campaign was planned yet. Who holds the power to manage campaigns plans one here.',
    plan: 'Plan a campaign',
    name: 'Campaign',
    period: 'Period',
    deadline: 'Deadline',
    status: 'State',
  },
  campaign: {
    statuses: { planned: 'planned', open: 'open', closed: 'closed', cancelled: 'cancelled' },
    asked: (period: string, deadline: string) => `Figures of ${period}, due by ${deadline}`,
    opened: 'Opened',
    ended: 'Ended',
    reason: 'Why it ended',
    planned: (date: string) => `It opens on ${date}; from then on it is known who owes.`,
    edit: 'Change it',
    like: 'Plan another like it',
    noneOfYours: 'None of the clusters that you are in charge of is in this campaign.',
    progress: 'Where the clusters stand',
    expected: 'Clusters that owe',
    coverage: 'Verified',
    standing: 'Standing',
    all: (count: number) => `All (${count})`,
    counted: (standing: string, count: number) => `${standing} (${count})`,
    noneStands: 'No cluster stands here now.',
    cluster: 'Cluster',
    submittedOn: 'Submitted',
    afterDeadline: 'after the deadline',
    note: 'Remark',
    exemptSince: (date: string, reason: string) => `Exempt since ${date}. ${reason}`,
    action: 'To do',
    verify: 'Verify',
    impute: 'Impute',
    owesSince: (date: string) => `Owes since ${date}.`,
  },
  standings: {
    owing: 'nothing yet',
    saved: 'begun',
    submitted: 'submitted',
    returned: 'returned',
    verified: 'verified',
    late: 'late',
    exempt: 'exempt',
  },
  entry: {
    title: (cluster: string, campaign: string) => `${cluster}: ${campaign}`,
    back: 'To the campaign',
    members: 'Ask members',
    how: 'Arrows, Enter and Tab lead from cell to cell, Escape brings back what stood there. A block copied from a spreadsheet can be pasted. What you enter is saved by itself. Where there is no value, write M (cannot exist), L (exists, is not supplied) or O (missing).',
    caption: 'Figures to enter',
    figure: 'Figure',
    earlier: 'Last period',
    change: 'Change',
    check: 'Check',
    reason: 'Reason',
    settled: 'Verified already; it need not be reported again.',
    returned: 'Returned:',
    nothing: 'nothing',
    contest: (theirs: string, mine: string) =>
      `Somebody else has changed this meanwhile. Theirs: ${theirs}. Yours: ${mine}.`,
    mine: 'Keep mine',
    theirs: 'Take theirs',
    faults: {
      noNumber: 'This is no number. Write digits such as 1250.5, or M, L or O.',
      otherMark: 'Write decimals after a point and thousands with commas: 1,250.5.',
      decimals: plural({
        one: 'This figure has at most # decimal.',
        other: 'This figure has at most # decimals.',
      }),
      digits: 'This has more digits than the platform counts with (15).',
      clearedValue: 'A saved value can be changed, not taken back: write O if it is missing.',
      clearedReason: 'A saved reason can be changed, not taken back.',
      reasonAlone: 'The reason is saved with a value: enter that first.',
    },
    pasted: (taken: number, outside: number) =>
      outside === 0 ? `Pasted: ${cells(taken)}.` : `Pasted: ${cells(taken)}. No room for ${cells(outside)}.`,
    saved: 'All is saved.',
    empty: 'Nothing is entered yet.',
    saving: 'Saving …',
    typing: 'Not saved yet: it is when you leave the cell.',
    kept: (count: number) =>
      `Kept on this machine, not yet sent: ${cells(count)}. Sent as soon as that is possible.`,
    notKept: 'Not sent yet, and this browser keeps no drafts: leave this page only after it is saved.',
    toCorrect: (count: number) => `To be corrected before it is saved: ${cells(count)}.`,
    submit: 'Submit for verification',
    submitted: 'The form is submitted and waits for verification.',
    notYet: 'The form cannot be submitted yet:',
    shut: {
      ended: (status: string) => `The campaign is ${status}: it takes no forms.`,
      submitted: (date: string) =>
        `Submitted on ${date}; it is being verified. It can be changed if it is returned.`,
      verified: 'This form is verified.',
      exempt: 'This cluster is exempt from the campaign.',
    },
  },
  verify: {
    title: (cluster: string) => `Verify: ${cluster}`,
    standing: (standing: string) => `The form is ${standing}.`,
    submittedOn: (date: string) => `Submitted on ${date}.`,
    back: 'To what waits for verification',
    figures: 'Figures of the form',
    notNow: 'Only a submitted form is decided about.',
    decision: 'Decision',
    decide: 'Decide',
    verified: 'Verify: the values enter figures',
    returned: 'Return: the cluster corrects them',
    commentsHint: 'Say of at least one value why the form is returned.',
    commentOn: (figure: string, value: string) => `Comment on ${figure} (${value})`,
    labels: { decision: 'Decision', comment: 'Remark on the whole', comments: 'Comments' },
    done: (standing: string) => `The form is ${standing}.`,
  },
  steer: {
    open: 'Open now',
    opened: 'The campaign is open; who is in its scope owes.',
    end: 'End the campaign',
    ended: 'The campaign has ended.',
    close: 'Close: it takes no more forms and still says who owed',
    cancel: 'Cancel: it asks for nothing any more',
    exempt: 'Exempt',
    oblige: 'Oblige again',
    dutyChanged: 'It is noted who owes from today on.',
    labels: { outcome: 'How it ends', reason: 'Reason' },
  },
  member: {
    title: (period: string) => `Figures of your organisation for ${period}`,
    missing: {
      title: 'This link opens no form',
      text: 'It has ended, was replaced by a newer one, or is incomplete. Ask the management of your cluster for a new link.',
    },
    asks: (cluster: string, organisation: string) =>
      `The management of ${cluster} asks ${organisation} for these figures.`,
    campaign: (name: string, deadline: string) => `${name}, due by ${deadline}.`,
    how: 'Where there is no value, write M (cannot exist), L (exists, is not supplied) or O (missing). You can come back to this link until it ends.',
    agreed: 'The management of the cluster may see these values one by one',
    agreedHint: 'Otherwise they only enter sums of at least three members.',
    isDone: 'The answer is complete and may be counted',
    send: 'Save',
    saved: 'Your answer is saved; it is not complete yet.',
    answered: 'Thank you: your answer is complete.',
    wasAnswered: 'Your answer is complete. You can still change it.',
    labels: { values: 'Figures', agreed: 'Consent', done: 'Complete' },
  },
  files: {
    title: 'As a table',
    text: 'One table for all clusters that you report for, filled in as far as their forms are. Each row is saved whole or not at all; nothing is submitted by it.',
    template: (format: string) => `Get the table (${format})`,
    upload: 'Send a filled-in table',
    sending: 'The table is being read …',
    result: ({ created, updated, unchanged, rejected }: Outcomes) =>
      `Saved for the first time: ${created}. Changed: ${updated}. As before: ${unchanged}. Rejected: ${rejected}.`,
    rows: 'What became of each row',
    row: 'Row',
    cluster: 'Cluster',
    outcome: 'Outcome',
    reason: 'Why',
    outcomes: { created: 'saved', updated: 'changed', unchanged: 'as before', rejected: 'rejected' },
  },
}

export type Texts = typeof en
