import { useQueries } from '@tanstack/react-query'
import { type Attestations, judged, type RuleResult } from '../data.ts'

/** Facts of a cluster that are numbers. */
export const AMOUNTS = ['managementFte', 'productivityRatio', 'highPerformanceJobs'] as const
const YES_NO = [
  'publicCollaboration',
  'englishWebsite',
  'activity',
  'socialEconomyCluster',
  'recognisedByProgramme',
] as const
export const FACTS = [...AMOUNTS, ...YES_NO] as const
export type Fact = (typeof FACTS)[number]

/** Facts of single members. */
export const MEMBER_FACTS = ['hasOutput', 'hasInvestmentContract'] as const
export type MemberFact = (typeof MEMBER_FACTS)[number]

/** What rules look at and a reviewer can attest. */
export interface Attestable {
  readonly facts: readonly Fact[]
  readonly ofMembers: readonly MemberFact[]
  /** Members of whom something of it is not known yet, as far as the results name them. */
  readonly open: readonly string[]
}

/** What metrics look at of members. */
const LOOKED_AT: Readonly<Record<string, readonly MemberFact[]>> = {
  newcomers: ['hasOutput'],
  'members-without-tie': ['hasOutput', 'hasInvestmentContract'],
}

/** `management-fte` → `managementFte`. */
const factOf = (metric: string): string =>
  metric.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The facts that the rules of some results look at and no record tells. */
export const attestable = (results: readonly RuleResult[]): Attestable => {
  const evidence = results.flatMap((one) => one.evidence ?? [])
  const looked = evidence.map(({ metric }) => factOf(metric))
  const ofMembers = evidence.flatMap(({ metric }) => LOOKED_AT[metric] ?? [])
  const open = evidence.flatMap(({ metric, missing }) =>
    metric in LOOKED_AT ? missing.flatMap(({ organisations }) => organisations) : [],
  )
  return {
    facts: FACTS.filter((fact) => looked.includes(fact)),
    ofMembers: MEMBER_FACTS.filter((fact) => ofMembers.includes(fact)),
    open: [...new Set(open)],
  }
}

/** What can be attested for the rule sets that a decision is judged by, as far as they are there. */
export const useAttestable = (
  cluster: string,
  ruleSets: readonly string[],
  attested: Attestations,
): Attestable => {
  const found = useQueries({
    queries: ruleSets.map((code) => judged(cluster, code, attested, undefined)),
  })
  return attestable(found.flatMap(({ data }) => data?.results ?? []))
}
