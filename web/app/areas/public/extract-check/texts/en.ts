/** The page on which extracts are checked, in English. */
export const en = {
  title: 'Check an extract',
  lead: 'The register answers whether an extract is genuine, and what has changed since it was issued.',
  code: 'Verification code',
  codeHint: '20 letters and digits from the foot of the document; spaces and hyphens don’t matter.',
  file: 'File, PDF or JSON, where you have it',
  fileHint: 'It is not sent anywhere: only its digest (SHA-256) is compared.',
  check: 'Check',
  verdicts: {
    current: {
      verdict: 'Genuine and current',
      explained: 'The register issued this extract, and an extract of today would say the same.',
    },
    changed: {
      verdict: 'Genuine, but changed since',
      explained: 'The register issued this extract. What it says has changed since.',
    },
    annulled: {
      verdict: 'The entry was annulled',
      explained: 'The register issued this extract, but the entry is void from its first day.',
    },
    unknown: {
      verdict: 'Unknown',
      explained: 'The register never issued an extract under this code.',
    },
  },
  files: {
    issued: { verdict: 'The file is the issued one', explained: 'Every byte is as it was issued.' },
    refuted: {
      verdict: 'The file was changed',
      explained:
        'The extract with this code was issued with other bytes. Do not rely on the file: what was really issued is below.',
    },
    unknown: {
      verdict: 'The file is unknown',
      explained:
        'No extract was issued with these bytes. If the document carries a code, enter it too: the register then says whether that extract exists.',
    },
  },
  checking: 'Checking…',
  empty: 'Enter the code, or choose a file.',
  training: 'It was issued for training: nothing in it is real, and it proves nothing.',
  notReady: 'The files of this extract are still being made. Try again in a few seconds.',
  extract: 'What was issued',
  changes: (day: string) => `What has changed, since ${day}`,
  change: (before: string, after: string, inForce: string, since: string) =>
    `was: ${before}; now: ${after} (in force from ${inForce}, stated since ${since})`,
  nothing: 'nothing',
  noTerm: 'without term',
  download: (format: string) => `Download the issued ${format}`,
  names: {
    '/register/names': 'Register',
    '/register/holder': 'Authority that keeps the register',
    '/register/legalAct': 'Act on which the register rests',
    '/entry/number': 'Number',
    '/entry/status': 'Status',
    '/entry/statusSince': 'Status since',
    '/entry/validUntil': 'Holds until',
    '/entry/former': 'Follows',
    '/entry/successors': 'Followed by',
    '/facts/names': 'Cluster',
    '/facts/seat': 'Seat',
    '/facts/regions': 'Regions',
    '/facts/primaryCategory': 'Primary category',
    '/facts/managementOrganisation': 'Management organisation',
    '/profile/descriptions': 'Description',
    '/profile/categories': 'Further categories',
    '/profile/industries': 'Industries',
    '/profile/products': 'Products',
    '/profile/yearFounded': 'Year founded',
    '/profile/type': 'Type',
    '/profile/stage': 'Stage',
    '/profile/stageReason': 'Reason for the stage',
    '/profile/website': 'Website',
    '/profile/labels': 'Labels',
    '/decisions': 'Decisions',
    code: 'Code',
    asOf: 'In force on',
    knownAt: 'As known at',
    issuedAt: 'Issued at',
  },
}

export type Texts = typeof en
