import type { PlatformText } from '#kernel/localised-text'
import type { Composition, CompositionMember } from '../composition.ts'
import type { OrganisationId } from '../ids.ts'
import type { Attestations } from './attestations.ts'
import { fraction, fractionOf } from './exact.ts'
import type { Bounds } from './verdict.ts'

/** All that a metric is computed from. */
export interface Given {
  readonly composition: Composition
  readonly attestations: Attestations
  /** The codes of the listed territories. */
  readonly territories: readonly string[]
  /** How long a newcomer may be without a tie; null = without limit. */
  readonly newcomerYears: number | null
}

/** A fact that is missing, and of which members. */
interface Missing {
  readonly fact: string
  readonly organisations: readonly OrganisationId[]
}

/** What is known of a metric's value, and what is missing to know it exactly. */
export interface Measured extends Bounds {
  readonly missing: readonly Missing[]
}

/** A metric of the catalogue. */
export interface Metric {
  readonly names: PlatformText
  readonly unit: 'members' | 'kind-groups' | 'ratio' | 'full-time-equivalents' | 'yes-no'
  /** The day or year of which it tells: of the decision, or the year of the composition. */
  readonly reference: 'decision-date' | 'year'
  /** `parties`: it lets conclude on figures of members, so its value is the authority's alone. */
  readonly shownTo: 'public' | 'parties'
  readonly measure: (given: Given) => Measured
}

/** Counts members of which something is true; those of which it is not known make bounds. */
const counted =
  (fact: string, is: (member: CompositionMember, given: Given) => boolean | undefined) =>
  (given: Given): { readonly certain: number; readonly possible: number; readonly missing: Missing[] } => {
    const verdicts = given.composition.members.map((member) => ({ member, true: is(member, given) }))
    const open = verdicts.filter((one) => one.true === undefined).map(({ member }) => member.organisation)
    const certain = verdicts.filter((one) => one.true === true).length
    return {
      certain,
      possible: certain + open.length,
      missing: open.length > 0 ? [{ fact, organisations: open }] : [],
    }
  }

/** How many members something is true of. */
export const count = (
  names: PlatformText,
  fact: string,
  is: (member: CompositionMember, given: Given) => boolean | undefined,
): Metric => ({
  names,
  unit: 'members',
  reference: 'decision-date',
  shownTo: 'public',
  measure: (given) => {
    const { certain, possible, missing } = counted(fact, is)(given)
    return { atLeast: fraction(certain), atMost: fraction(possible), missing }
  },
})

/** The share of members that something is true of; not known of no members. */
export const share = (
  names: PlatformText,
  fact: string,
  is: (member: CompositionMember, given: Given) => boolean | undefined,
): Metric => ({
  names,
  unit: 'ratio',
  reference: 'decision-date',
  shownTo: 'public',
  measure: (given) => {
    const { certain, possible, missing } = counted(fact, is)(given)
    const all = given.composition.members.length
    if (all === 0) return { missing: [{ fact: 'members', organisations: [] }] }
    return { atLeast: fraction(certain, all), atMost: fraction(possible, all), missing }
  },
})

type YesNo =
  | 'publicCollaboration'
  | 'englishWebsite'
  | 'activity'
  | 'recognisedByProgramme'
  | 'socialEconomyCluster'
type Amount = 'managementFte' | 'productivityRatio' | 'highPerformanceJobs'

const attested = (
  names: PlatformText,
  unit: Metric['unit'],
  reference: Metric['reference'],
  measure: Metric['measure'],
): Metric => ({ names, unit, reference, shownTo: 'public', measure })

/** An attested yes (1) or no (0). */
export const yesNo = (names: PlatformText, fact: YesNo): Metric =>
  attested(names, 'yes-no', 'decision-date', ({ attestations }) => {
    const value = attestations[fact]?.value
    if (value === undefined)
      return { atLeast: fraction(0), atMost: fraction(1), missing: [{ fact, organisations: [] }] }
    const exact = fraction(value ? 1 : 0)
    return { atLeast: exact, atMost: exact, missing: [] }
  })

/** An attested number. */
export const amount = (
  names: PlatformText,
  unit: Metric['unit'],
  reference: Metric['reference'],
  fact: Amount,
): Metric =>
  attested(names, unit, reference, ({ attestations }) => {
    const text = attestations[fact]?.value
    if (text === undefined) return { missing: [{ fact, organisations: [] }] }
    const exact = fractionOf(text)
    return { atLeast: exact, atMost: exact, missing: [] }
  })
