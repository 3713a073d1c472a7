import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** The past of a cluster, in English. */
export const history = {
  history: {
    title: (name: string) => `History of ${name}`,
    lead: 'What was in force on a day, and what the register knew of it on another: what was entered later or corrected is not known yet then.',
    days: 'The days that are asked for',
    asOf: 'In force on',
    knownAt: 'As known on',
    show: 'Show',
    choose: 'Choose one day or both. The address keeps them, so that you can pass it on.',
    notThen: 'The cluster stood in no register on that day, as far as was known. Choose a later day.',
    onDay: (day: string) => `On ${day}, as known now`,
    knownOn: (day: string) => `As known on ${day}`,
    onDayKnownOn: (day: string, known: string) => `On ${day}, as known on ${known}`,
    differing: plural({ one: '# fact is different now.', other: '# facts are different now.' }),
    before: 'Then',
    now: 'Now',
    members: 'Members then',
    noMembers: 'It had no member then.',
    still: 'still a member',
    left: 'no member any more',
    joined: plural({ one: '# member joined since.', other: '# members joined since.' }),
  },
}
