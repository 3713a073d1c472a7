import {
  type Contribution,
  contributionsOf,
  figuresOfSlice,
  type Group,
  groupOf,
  overTime,
  type ReleaseFigure,
  type ReportedEnterprise,
  type UnitContributions,
} from '#monitoring/model'
import { seededChance } from './random.ts'

/** What two releases of a year's figures are made from. */
export interface DisclosureWorld {
  readonly contributions: readonly Contribution[]
  readonly first: readonly ReleaseFigure[]
  readonly second: readonly ReleaseFigure[]
}

export interface WorldSize {
  readonly clusters: number
  readonly quarters: number
}

interface Cluster {
  readonly name: string
  readonly groups: readonly Group[]
  readonly later: readonly Group[]
  readonly enterprises: readonly Omit<ReportedEnterprise, 'value'>[]
  readonly split: boolean
  readonly size: number
  readonly late: boolean
}

/** A random register with two releases: clusters in one to three of sixteen regions and sections, some with named
 *  enterprises of which a few belong to several clusters; missing quarters; between the releases one cluster reports
 *  late, a few correct a value, and one moves to another region. */
export const disclosureWorld = (seed: number, { clusters, quarters }: WorldSize): DisclosureWorld => {
  const chance = seededChance(seed)
  const below = (count: number) => Math.floor(chance() * count)
  const some = (count: number, of: number) => [
    ...new Set(Array.from({ length: count }, () => String(below(of)))),
  ]
  const waivers = chance() < 0.2
  const all = Array.from({ length: clusters }, (_, index): Cluster => {
    const regions = some(1 + below(3), 16)
    const others = [
      groupOf('category', String(below(5))),
      ...some(1 + below(2), 5).map((code) => groupOf('category-any', code)),
      ...some(1 + below(3), 10).map((code) => groupOf('section', code)),
      groupOf('stage', String(below(4))),
      groupOf('type', String(below(4))),
    ]
    const inRegions = (codes: readonly string[]) => [
      groupOf('region', 'nation'),
      ...codes.map((code) => groupOf('region', code)),
      groupOf('region-seat', 'nation'),
      groupOf('region-seat', codes[0] ?? ''),
      ...others,
    ]
    return {
      name: `c${index}`,
      groups: inRegions(regions),
      later: inRegions(index === 1 ? some(2, 16) : regions),
      enterprises:
        chance() < 0.5
          ? []
          : Array.from({ length: 1 + below(5) }, (_, nth) => ({
              enterprise: chance() < 0.1 ? `shared ${below(4)}` : `c${index}-${nth}`,
              ...(chance() < 0.1 && { group: `group ${below(3)}` }),
              waived: waivers && chance() < 0.3,
            })),
      split: chance() < 0.7,
      size: 10 ** (1 + 3 * chance()),
      late: index === 0,
    }
  })

  const contributions: Contribution[] = []
  const report = ({ name, enterprises, split, size }: Cluster, period: string): readonly string[] => {
    const drawn = () => BigInt(chance() < 0.03 ? 0 : Math.round(size * (0.5 + chance())))
    const parts = enterprises.map((one) => ({ ...one, value: split ? drawn() : null }))
    const value =
      split && parts.length > 0 ? parts.reduce((sum, part) => sum + (part.value ?? 0n), 0n) : drawn()
    const id = `${name}@${period}`
    const made = contributionsOf({ id, cluster: name, value, signed: false, enterprises: parts })
    contributions.push(...made)
    return made.map((contribution) => contribution.id)
  }
  const periods = Array.from({ length: quarters }, (_, index) => `2025-Q${index + 1}`)
  const before = periods.map(
    (period): UnitContributions =>
      new Map(
        all.flatMap((cluster) =>
          cluster.late || chance() < 0.05 ? [] : [[cluster.name, report(cluster, period)] as const],
        ),
      ),
  )
  const after = periods.map((period, index): UnitContributions => {
    const known = new Map(before[index])
    for (const cluster of all)
      if (cluster.late || (known.has(cluster.name) && chance() < 0.06))
        known.set(cluster.name, report(cluster, `${period}/2`))
    return known
  })

  const level = (group: Group) =>
    group.endsWith('#nation') ? 0 : group.startsWith('region') ? 1 : group.startsWith('section') ? 3 : 2
  const figures = (values: readonly UnitContributions[], groups: 'groups' | 'later') => {
    const groupsByUnit = new Map(all.map((cluster) => [cluster.name, cluster[groups]]))
    const slices = values.map((units, index) => [periods[index] ?? '', units] as const)
    const withYear = quarters > 1 ? [...slices, ['2025', overTime(values)] as const] : slices
    return withYear.flatMap(([period, units]) => figuresOfSlice(period, groupsByUnit, units, level))
  }
  return { contributions, first: figures(before, 'groups'), second: figures(after, 'later') }
}
