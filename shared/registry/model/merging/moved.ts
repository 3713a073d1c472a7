import type { CalendarDate } from '#kernel/clock'
import type { MemberFigures } from '../member-figures.ts'
import { type Membership, overlaps } from '../membership.ts'
import { sidesOf, type TieRecord } from '../tie.ts'
import type { Mapping } from './merger.ts'

interface Interval {
  readonly from: CalendarDate
  readonly to: CalendarDate | null
}

/** The parts of an interval that others leave free, in order. */
const uncovered = (whole: Interval, others: readonly Interval[]): readonly Interval[] =>
  others
    .filter((other) => overlaps(whole, other))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .reduce<readonly Interval[]>(
      (free, other) =>
        free.flatMap((part) => {
          if (!overlaps(part, other)) return [part]
          const before = part.from < other.from ? [{ from: part.from, to: other.from }] : []
          const behind =
            other.to !== null && (part.to === null || other.to < part.to)
              ? [{ from: other.to, to: part.to }]
              : []
          return [...before, ...behind]
        }),
      [whole],
    )

/** Tasks that one membership names. */
const MOST_TASKS = 20

/** What a membership becomes when one of its sides is merged, beside those that the other record has there already. In
 *  the time in which both were members the other's own membership counts; what is beyond it goes over. The own
 *  membership that holds on the day of the merger gets the roles and tasks of both.
 *  @param own memberships of the same organisation in the same cluster after the merger */
export const movedMembership = (
  moving: Membership,
  own: readonly Membership[],
  mapping: Mapping,
  today: CalendarDate,
): { readonly added: readonly Membership[]; readonly widened: Membership | undefined } => {
  const cluster = mapping.cluster(moving.cluster)
  const organisation = mapping.organisation(moving.organisation)
  const { formerly: _formerly, ...rest } = moving
  const added = uncovered(moving, own).map(
    (part): Membership => ({
      ...rest,
      cluster,
      organisation,
      from: part.from,
      to: part.to,
      suspended: moving.suspended.flatMap((pause) => within(pause, part)),
      ...(organisation !== moving.organisation
        ? { formerly: { organisation: moving.organisation, from: moving.from } }
        : moving.formerly && { formerly: moving.formerly }),
    }),
  )
  const holds = ({ from, to }: Interval) => from <= today && (to === null || today < to)
  const both = holds(moving) ? own.find(holds) : undefined
  return { added, widened: both && withBoth(both, moving) }
}

const within = (pause: Interval, { from, to }: Interval): Interval[] => {
  if (!overlaps(pause, { from, to })) return []
  const end = pause.to === null || (to !== null && to < pause.to) ? to : pause.to
  return [{ from: pause.from < from ? from : pause.from, to: end }]
}

const withBoth = (own: Membership, other: Membership): Membership => {
  const level = own.level ?? other.level
  return {
    ...own,
    roles: [...new Set([...own.roles, ...other.roles])],
    tasks: [...new Set([...own.tasks, ...other.tasks])].slice(0, MOST_TASKS),
    ...(level !== undefined && { level }),
  }
}

/** A tie with the merged sides or in the merged cluster. */
export const movedTie = (tie: TieRecord, { cluster, organisation }: Mapping): TieRecord => {
  const each = (sides: TieRecord['publishedBy']) => [...new Set(sides.map(organisation))]
  return {
    ...tie,
    cluster: cluster(tie.cluster),
    supplier: organisation(tie.supplier),
    customer: organisation(tie.customer),
    publishedBy: each(tie.publishedBy),
    managementAdmittedBy: each(tie.managementAdmittedBy),
    values: tie.values.map((value) => ({ ...value, confirmedBy: each(value.confirmedBy) })),
  }
}

/** Whether a tie would be one of an organisation with itself. */
export const isOfOneSide = (tie: TieRecord, { organisation }: Mapping): boolean => {
  const [supplier, customer] = sidesOf(tie).map(organisation)
  return supplier === customer
}

/** The figures of a year of both records: what the record that stays states, and where it states nothing, what the
 *  other does. */
export const movedFigures = (moving: MemberFigures, own: MemberFigures, mapping: Mapping): MemberFigures => ({
  ...moving,
  ...own,
  cluster: mapping.cluster(moving.cluster),
  organisation: mapping.organisation(moving.organisation),
})

/** The figures that two records of one member state differently for the same year. */
export const contradictions = (one: MemberFigures, other: MemberFigures): readonly string[] =>
  [
    one.purchasesTotal !== undefined &&
    other.purchasesTotal !== undefined &&
    (one.purchasesTotal.minorUnits !== other.purchasesTotal.minorUnits ||
      one.purchasesTotal.currency !== other.purchasesTotal.currency)
      ? 'purchasesTotal'
      : undefined,
    differ(one.hasOutput, other.hasOutput) ? 'hasOutput' : undefined,
    differ(one.hasInvestmentContract, other.hasInvestmentContract) ? 'hasInvestmentContract' : undefined,
  ].filter((field) => field !== undefined)

const differ = (one: boolean | undefined, other: boolean | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other
