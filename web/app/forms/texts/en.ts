import { pluralIn } from '../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** What forms say, in English. */
export const en = {
  required: 'required',
  none: '– none –',
  add: 'Add …',
  full: 'No more can be added',
  chosen: (label: string) => `Chosen: ${label}`,
  takeOut: (name: string) => `Take ${name} out`,
  languages: { en: 'in English', ru: 'in Russian' },
  sending: 'Sending …',
  discard: 'Discard my changes',
  kept: 'Not sent yet; kept in this browser.',
  notKept: 'Not sent yet. This browser keeps no drafts: leave this page only after sending.',
  restored: 'Here is what you typed before and did not send.',
  taken: (fields: string) => `Somebody else has changed this meanwhile. Taken over from them: ${fields}.`,
  changedMeanwhile:
    'Somebody else has changed this meanwhile. Nothing is sent yet: look at it once more, then send.',
  missing: 'to be filled in',
  toCorrect: plural({
    one: 'Not sent: # thing is to be corrected.',
    other: 'Not sent: # things are to be corrected.',
  }),
  notSent: 'Not sent; all that you typed is still here.',
  expired: 'Your sign-in has expired: sign in again at the top of the page, then send.',
  signedInAgain: 'You are signed in again: send it once more.',
  conflict: {
    title: 'You and somebody else changed the same',
    text: 'Decide for each value which one holds, then send. Nothing of either is lost until you do.',
    before: 'Before',
    mine: 'Mine',
    theirs: 'Theirs',
    empty: 'nothing',
    yes: 'yes',
    no: 'no',
    resolve: 'Take these over',
  },
  act: {
    title: 'Legal act',
    kind: 'Kind',
    kindHint: 'Such as: Order',
    number: 'Number of the act',
    date: 'Date of the act',
  },
  organisation: {
    seek: 'How its name begins',
    seekHint: 'At least two letters, or an identifier',
    found: plural({ one: '# found', other: '# found' }),
    chosen: 'Chosen:',
  },
  preview: {
    title: 'Preview',
    old: 'You have changed something since. Preview it again to see it.',
  },
  close: 'Close',
}

export type Texts = typeof en
