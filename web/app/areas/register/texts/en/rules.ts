import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')
const members = plural({ one: '# member', other: '# members' })

/** Conditions of registers and what they rest on, in English. */
export const rules = {
  rules: {
    title: 'Conditions and whether they are met',
    none: 'This register demands no rules. You can still see how the cluster stands by any of them.',
    choose: 'Rules',
    noChoice: '– none –',
    version: (version: number) => `By version ${version}, as of today:`,
    rule: 'Condition',
    verdict: 'Met?',
    evidence: 'On what it rests',
    kinds: { 'all-of': 'all of these', 'any-of': 'one of these' },
    unverified: '(not checked against the legal text)',
    withheld: 'The values are not shown: they let conclude on figures of members.',
    found: (value: string) => `Found: ${value}`,
    needed: (value: string) => `Needed: ${value}`,
    shortBy: (value: string) => `Short by ${value}`,
    missing: (fact: string, count: number) =>
      count === 0 ? `Not known: ${fact}` : `Not known: ${fact}, of ${members(count)}`,
    or: ' or ',
    operators: { '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'less than', '=': 'exactly' },
  },
  verdicts: { pass: 'met', fail: 'not met', insufficient: 'not known' },
  facts: {
    managementFte: 'Cluster management, full-time equivalents',
    productivityRatio: 'Productivity of the cluster ÷ that of its region',
    highPerformanceJobs: 'Share of high-performance jobs, 0 to 1',
    publicCollaboration: 'Collaboration with a public body',
    englishWebsite: 'English version of the website',
    activity: 'Proof of activity',
    socialEconomyCluster: 'Social-economy cluster, recognised by the European Commission',
    recognisedByProgramme: 'Recognised by a cluster programme',
    members: 'members',
    roles: 'roles',
    kind: 'kind of organisation',
    hasOutput: 'industrial output',
    'hasInvestmentContract or hasOutput': 'investment contract or output',
    establishments: 'establishments',
    'tie-value': 'value of ties',
  },
  attest: {
    title: 'What if: attest what no record tells',
    lead: 'Nothing is kept. In a decision these facts count only if who decides attests them.',
    amount: 'Value',
    amountHint: 'A number such as 2 or 0.5',
    answer: 'Answer',
    yes: 'yes',
    no: 'no',
    evidence: 'On what it rests',
    evidenceHint: 'A document, an address, a visit',
    programme: 'Name of the programme',
    assess: 'See what would be',
    draft: (name: string) => `What if: ${name}`,
  },
}
