import * as z from 'zod'
import { type Catalogue, dependentsOf } from './catalogue.ts'
import { type ClusterFacts, isInRegister, type MembershipFacts, valueOn } from './facts.ts'
import { GroupName, groupsOf } from './groups.ts'
import type { IndicatorCode } from './indicator.ts'
import { coarserPeriods, nextInYear, type Period } from './period.ts'

/** An interval of dates in which something about a cluster reads differently than before; `to` is exclusive, null
 *  from then on. */
export const Reach = z.object({ from: z.string(), to: z.string().nullable() })
export type Reach = z.output<typeof Reach>

/** What a change of a cluster's dated attributes or of its entries touches. */
export const AttributeReach = Reach.extend({
  /** Groups before and after. */
  groups: z.array(GroupName),
  /** Whether only the registry counts can differ: the cluster stayed in the same groups. */
  countsOnly: z.boolean(),
  /** Whether the cluster came into the register or left it: then values derived over time differ too. */
  presence: z.boolean(),
})
export type AttributeReach = z.output<typeof AttributeReach>

/** The cells that a changed observation touches, as indicators and periods: its own, those of every indicator that
 *  depends on it, the next of the year where reports are cumulative, and every longer period that contains these. */
export const dependentFigures = (
  { indicator, period }: { readonly indicator: IndicatorCode; readonly period: Period },
  catalogue: Catalogue,
): { indicator: IndicatorCode; period: Period }[] => {
  const cumulative = catalogue.at(period).get(indicator)?.reporting === 'cumulative'
  const next = cumulative ? nextInYear(period) : undefined
  const periods = [period, ...(next === undefined ? [] : [next])]
  const all = [...new Set(periods.flatMap((each) => [each, ...coarserPeriods(each)]))]
  return all.flatMap((each) =>
    dependentsOf(indicator, catalogue.at(each).values()).map((code) => ({ indicator: code, period: each })),
  )
}

const dates = (facts: ClusterFacts | undefined): string[] =>
  facts === undefined
    ? []
    : [
        facts.regions,
        facts.seat,
        facts.category,
        facts.categories,
        facts.sections,
        facts.stage,
        facts.type,
        ...facts.entries.map(({ status }) => status),
      ].flatMap((timeline) => timeline.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))

const intervalsOf = (boundaries: readonly string[]): Reach[] => {
  const sorted = [...new Set(boundaries)].sort()
  return sorted.map((from, index) => ({ from, to: sorted[index + 1] ?? null }))
}

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((entry) => b.includes(entry))

/** The entries of a cluster and their states on a date, as text. */
const statesOn = (facts: ClusterFacts | undefined, date: string): string[] =>
  facts?.entries.flatMap(({ register, number, status }) => {
    const state = valueOn(status, date)
    return state === undefined ? [] : [`${register} ${number} ${state}`]
  }) ?? []

/** Where two states of a cluster's facts lead to different groups or registry counts, and which groups these are. */
export const attributeReaches = (
  before: ClusterFacts | undefined,
  after: ClusterFacts | undefined,
): AttributeReach[] =>
  intervalsOf([...dates(before), ...dates(after)]).flatMap(({ from, to }) => {
    const was = before === undefined ? [] : groupsOf(before, from)
    const is = after === undefined ? [] : groupsOf(after, from)
    const countsOnly = same(was, is)
    if (countsOnly && same(statesOn(before, from), statesOn(after, from))) return []
    const presence =
      (before !== undefined && isInRegister(before, from)) !==
      (after !== undefined && isInRegister(after, from))
    return [{ from, to, groups: [...new Set([...was, ...is])].sort(), countsOnly, presence }]
  })

const activeIntervals = (membership: MembershipFacts | undefined): string[] =>
  membership === undefined
    ? []
    : [membership, ...membership.suspended].flatMap(({ from, to }) => (to === null ? [from] : [from, to]))

/** Where two states of a membership differ in whether it counts. */
export const membershipReaches = (
  before: MembershipFacts | undefined,
  after: MembershipFacts | undefined,
): Reach[] =>
  intervalsOf([...activeIntervals(before), ...activeIntervals(after)]).filter(({ from }) => {
    const counts = (membership: MembershipFacts | undefined) =>
      membership !== undefined &&
      membership.from <= from &&
      (membership.to === null || from < membership.to) &&
      !membership.suspended.some((pause) => pause.from <= from && (pause.to === null || from < pause.to))
    return counts(before) !== counts(after)
  })

/** The days on which memberships begin and end that two states of a membership do not have in common. */
export const membershipTurns = (
  before: MembershipFacts | undefined,
  after: MembershipFacts | undefined,
): { joined: string[]; left: string[] } => {
  const differing = (a: string | null | undefined, b: string | null | undefined) =>
    a === b ? [] : [a, b].filter((day) => day !== null && day !== undefined)
  return { joined: differing(before?.from, after?.from), left: differing(before?.to, after?.to) }
}

/** Whether a reach holds a date. */
export const reaches = ({ from, to }: Reach, date: string): boolean =>
  from <= date && (to === null || date < to)
