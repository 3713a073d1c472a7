/** What is said of figures, in English. */
export const en = {
  code: 'Code',
  group: 'Group',
  status: 'Status',
  reporting: 'Reported',
  expected: 'Expected',
  missingValue: 'no value',
  withheld: 'withheld',
  value: 'Value',
  change: 'Change',
  coverage: 'Coverage',
  title: 'Figures',
  none: 'This cluster has published no figures of its own.',
  keyFigures: 'Key figures',
  indicator: 'Indicator',
  period: 'Period',
  unit: 'Unit',
  chartAsTable: 'The chart as a table',
  points: (points: string) => `${points} pp`,
  newest: 'Newest figures',
}

export type Texts = typeof en
