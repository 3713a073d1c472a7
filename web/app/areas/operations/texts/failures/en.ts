import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** The texts of what functions gave up on, in English. */
export const en = {
  title: 'What functions gave up on',
  lead: 'Events and changes of records that a function could not process, however often it tried. They are kept for 180 days.',
  order: 'By function and stream, the oldest of each first: so they are best redriven, too.',
  none: 'Nothing is kept: every event and every change of a record was processed. What a function cannot process is tried again by itself, for minutes; what still fails then is kept here, and an e-mail tells the operators of it on the next day. Mend the cause and redrive it here; nothing is lost meanwhile.',
  noSuch: 'There is no such failure any more: it was handled or dismissed, or it is older than 180 days.',
  one: (name: string) => `Failure of ${name}`,
  toList: 'All failures',
  at: 'Given up',
  function: 'Function',
  what: 'What it was given',
  event: 'an event',
  records: plural({ one: '# change of a record', other: '# changes of records' }),
  recordsOf: (records: string, table: string) => `${records} of the table ${table}`,
  why: 'Given up because',
  whyCode: 'In the words of AWS Lambda',
  conditions: {
    RetriesExhausted: 'all tries failed',
    RetryAttemptsExhausted: 'all tries failed',
    EventAgeExceeded: 'it waited too long to be tried',
    RecordAgeExceeded: 'it waited too long to be tried',
    other: 'it could not be tried any more',
  },
  attempts: 'Tries',
  error: 'Class of the error',
  request: 'Request',
  log: 'What exactly went wrong stands in the log of the function; search it for the request. What the event or the records say is not shown: it may be about people.',
  state: 'State',
  states: {
    kept: 'kept',
    asked: 'about to be redriven',
    running: 'being redriven',
    failed: 'failed again',
    handled: 'handled',
    dismissed: 'dismissed',
  },
  by: 'By',
  askedAt: 'Asked for',
  endedAt: 'Over',
  reason: 'Because',
  faults: {
    threw: 'The function ended with an error again.',
    'records-refused': plural({
      one: 'Again, # record could not be processed.',
      other: 'Again, # records could not be processed.',
    }),
    'no-answer':
      'The function gave no answer within a quarter of an hour. It may have done its work: redrive it again, which changes nothing that is done.',
    'not-callable': 'The function could not be called: it is not there any more, or too busy.',
  },
  stays: 'It is still kept. Mend the cause first, then redrive it again.',
  errorAgain: 'Class of the error then',
  underWay: 'It is being redriven. This page tells when it is over; you need not stay.',
  isHandled: 'All of it was handled, and it is kept no longer.',
  isDismissed: 'It was removed without being handled.',
  act: 'What can be done',
  redriveText:
    'Redriving gives it to its function once more. Mend the cause first: what cannot be read stays so. What was handled before is not done twice.',
  redrive: 'Redrive',
  redriveOne: (name: string, at: string) => `Redrive: ${name}, ${at}`,
  asked: 'The redrive is asked for.',
  dismiss: 'Dismiss',
  dismissTitle: (name: string) => `Dismiss the failure of ${name}`,
  dismissText:
    'It is removed for good, and what it would have done is never done: figures, notices or the audit trail may lack it. The audit trail keeps who dismissed it; your reason stays with it for 180 days.',
  labels: { reason: 'Why nothing is lost by it' },
  dismissed: 'The failure was dismissed.',
}

export type Texts = typeof en
