import type { Cell } from './cell.ts'
import { isActive, type MembershipFacts, valueOn } from './facts.ts'
import { type Group, partsOfGroup } from './groups.ts'
import { MEMBER_COUNTS, REGISTRY_COUNTS, type RegistryCount } from './indicator.ts'
import { TOTAL } from './observation.ts'
import { firstDay, type Period, periodOf, periodsWithin, referenceDate } from './period.ts'
import { hashOf, METHOD } from './provenance.ts'
import type { Register } from './register.ts'
import type { Slice } from './slice.ts'

/** The date at which a registry count of a period is taken: the period's last day, or today while it runs. */
export const countingDate = (period: Period, today: string): string => {
  const end = referenceDate(period)
  return end < today ? end : today
}

/** The slice of a registry count. */
export const countSlice = (indicator: RegistryCount, period: Period): Slice => ({
  universe: 'cluster',
  indicator,
  breakdown: TOTAL,
  period,
})

/** The years for which the register has something to count: from the first entry to the current year. */
export const countedPeriods = (register: Register, today: string): Period[] => {
  const firsts = [...register.clusters.values()].flatMap(({ entries }) =>
    entries.flatMap(({ status }) => status.slice(0, 1).map(({ from }) => from)),
  )
  const first = firsts.sort()[0]
  if (first === undefined || first > today) return []
  return periodsWithin(first, referenceDate(periodOf(today, 'A')), 'A')
}

type MemberCount = (typeof MEMBER_COUNTS)[number]

/** Whether a count is of memberships. */
export const isMemberCount = (code: string): code is MemberCount =>
  MEMBER_COUNTS.some((count) => count === code)
/** Whether a membership counts: by being active on the date, or by having begun or ended from the period's first day
 *  up to the date. A membership is over on the day that its half-open interval ends with. */
const takesPart = (
  count: MemberCount,
  membership: MembershipFacts,
  { first, date }: { readonly first: string; readonly date: string },
): boolean => {
  const within = (day: string | null) => day !== null && first <= day && day <= date
  switch (count) {
    case 'members':
    case 'memberships':
      return isActive(membership, date)
    case 'joined':
      return within(membership.from)
    case 'left':
      return within(membership.to)
  }
}

/** What one cluster brings to a count: a number of things, each with a name that tells it from others. */
const counted = (
  count: RegistryCount,
  register: Register,
  days: { readonly first: string; readonly date: string },
): ReadonlyMap<string, readonly string[]> => {
  const byCluster = new Map<string, string[]>()
  const { date } = days
  if (isMemberCount(count)) {
    for (const membership of register.memberships) {
      if (!takesPart(count, membership, days)) continue
      const { cluster, organisation, from } = membership
      const name = count === 'members' ? organisation : `${cluster} ${organisation} ${from}`
      const names = byCluster.get(cluster)
      if (names === undefined) byCluster.set(cluster, [name])
      else names.push(name)
    }
    return byCluster
  }
  for (const { cluster, entries } of register.clusters.values()) {
    const states = entries.map((entry) => ({ entry, state: valueOn(entry.status, date) }))
    if (count === 'entries')
      byCluster.set(
        cluster,
        states
          .filter(({ state }) => state === 'registered' || state === 'suspended')
          .map(({ entry }) => `${entry.register} ${entry.number}`),
      )
    else if (states.some(({ state }) => state === 'registered')) byCluster.set(cluster, [cluster])
  }
  return byCluster
}

/** The cells of a registry count for every group that has a cluster in the register on the counting date. Members
 *  are distinct organisations of the group; all else adds up over its clusters. Complete by definition: no
 *  coverage. The running period's cells are provisional. */
export const countCells = (
  count: RegistryCount,
  period: Period,
  register: Register,
  today: string,
  wanted?: ReadonlySet<Group>,
): Cell[] => {
  const date = countingDate(period, today)
  const byCluster = counted(count, register, { first: firstDay(period), date })
  const byGroup = new Map<Group, { names: Set<string>; clusters: number }>()
  for (const [cluster, groups] of register.clusterGroups(date))
    for (const group of groups) {
      if (wanted !== undefined && !wanted.has(group)) continue
      const found = byGroup.get(group) ?? { names: new Set<string>(), clusters: 0 }
      byGroup.set(group, found)
      found.clusters += 1
      for (const name of byCluster.get(cluster) ?? []) found.names.add(name)
    }
  const running = referenceDate(period) >= today
  return [...byGroup].map(([group, { names, clusters }]) => ({
    ...countSlice(count, period),
    ...partsOfGroup(group),
    value: String(names.size),
    obsStatus: running ? 'P' : 'A',
    reporting: clusters,
    expected: null,
    byStatus: {},
    estimatedShare: null,
    statistics: null,
    method: METHOD,
    definitionVersion: 1,
    hash: hashOf(names, definitionOf(count)),
  }))
}

const definitionOf = (count: RegistryCount) => `${count} 1`

/** The provenance of a count of none. */
export const noneHash = (count: RegistryCount): string => hashOf([], definitionOf(count))

/** Whether an indicator is counted in the register. */
export const isRegistryCount = (code: string): code is RegistryCount =>
  REGISTRY_COUNTS.some((count) => count === code)
