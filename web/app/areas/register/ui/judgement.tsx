import { decimal } from '../../../format.ts'
import { say, wordFor } from '../../../language.ts'
import { Table } from '../../../ui/table.tsx'
import type { RuleResult } from '../data.ts'
import { t } from '../texts/index.ts'

type Verdict = RuleResult['verdict']

/** Met, not met or not known: in words, with a mark that needs no colour. */
export const VerdictMark = ({ verdict }: { readonly verdict: Verdict }) => (
  <span className="verdict" data-verdict={verdict}>
    {t.verdicts[verdict]}
  </span>
)

/** How deep a rule stands, from where it stands: `/rule/rules/0/rules/1` is two below the first. */
const depthOf = (at: string): number => at.split('/').length / 2 - 1

/** What became of each rule, and on what that rests. */
export const Judgement = ({
  caption,
  results,
}: {
  readonly caption: string
  readonly results: readonly RuleResult[]
}) => (
  <Table
    caption={caption}
    quietCaption
    rows={results}
    rowKey={({ at }) => at}
    columns={[
      {
        key: 'rule',
        name: t.rules.rule,
        cell: ({ at, names, kind, verified }) => (
          <>
            {'– '.repeat(Math.max(0, depthOf(at)))}
            {say(names)}
            {kind !== 'comparison' && <span className="quiet"> ({t.rules.kinds[kind]})</span>}
            {!verified && <span className="quiet"> {t.rules.unverified}</span>}
          </>
        ),
      },
      { key: 'verdict', name: t.rules.verdict, cell: ({ verdict }) => <VerdictMark verdict={verdict} /> },
      { key: 'evidence', name: t.rules.evidence, cell: ({ evidence }) => <Evidence evidence={evidence} /> },
    ]}
  />
)

/** A threshold as people read it: `5/10` is 0.5. */
const numberOf = (exact: string): string => {
  const [numerator, denominator = '1'] = exact.split('/')
  return decimal(String(Number(numerator) / Number(denominator)), 4)
}

/** What a comparison rests on: what was found, what is needed, and what is missing. */
const Evidence = ({ evidence }: { readonly evidence: RuleResult['evidence'] | undefined }) => {
  if (evidence === undefined) return '–'
  const { atLeast, atMost, operator, thresholds, shortBy, missing, withheld } = evidence
  const found = atLeast === atMost ? atLeast : [atLeast ?? '?', atMost ?? '?'].join(' – ')
  const lines = [
    withheld === true ? t.rules.withheld : found !== undefined && t.rules.found(found),
    t.rules.needed(`${t.rules.operators[operator]} ${thresholds.map(numberOf).join(t.rules.or)}`),
    shortBy !== undefined && t.rules.shortBy(shortBy),
    ...missing.map(({ fact, count }) => t.rules.missing(wordFor(t.facts, fact), count)),
  ].filter((line) => typeof line === 'string')
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
