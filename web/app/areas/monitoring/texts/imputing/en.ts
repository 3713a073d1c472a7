/** Imputing what was not reported, in English. */
export const en = {
  title: (cluster: string) => `Impute: ${cluster}`,
  back: 'To the campaign',
  how: 'What was not reported can be put in by a method, with the reason. It is marked as imputed (I), the method as its source, and counts once another person has verified it. The cluster owes all the same: what it saves takes its place.',
  figures: 'Figures of the form',
  earlier: 'Last period',
  status: 'State',
  action: 'To do',
  notReported: 'not reported',
  imputed: (workflow: string) => `imputed, ${workflow}`,
  workflows: {
    draft: 'begun',
    submitted: 'waits for verification',
    returned: 'returned',
    verified: 'verified',
    published: 'published',
    withdrawn: 'withdrawn',
  },
  verify: 'Verify',
  verifyOne: (figure: string) => `Verify the imputed value of ${figure}`,
  verified: 'The imputed value is verified and counts.',
  nothingMissing: 'All figures of this form were reported: nothing is left to impute.',
  impute: 'Impute',
  methods: {
    'carried-forward': 'the value of the last period',
    'peer-growth': 'that value, grown as the others that report did (at least three)',
    'expert-estimate': 'an estimate of your own',
  },
  done: 'The value is imputed and waits for another person to verify it.',
  labels: {
    'values/0/indicator': 'Figure',
    'values/0/method': 'Method',
    'values/0/value': 'Value',
    'values/0/reason': 'Reason',
    values: 'Values',
  },
}

export type Texts = typeof en
