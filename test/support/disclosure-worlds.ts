import {
  type Contribution,
  contributionsOf,
  figuresOfSlice,
  type Group,
  groupOf,
  overTime,
  type Relation,
  type ReleaseFigure,
  type ReportedEnterprise,
  type UnitContributions,
} from '#monitoring/model'
import { seededChance } from './random.ts'

/** What two releases of a year's figures are made from. */
export interface DisclosureWorld {
  readonly contributions: readonly Contribution[]
  /** Which values are the sum of which: totals of their parts by breakdown. */
  readonly relations: readonly Relation[]
  readonly first: readonly ReleaseFigure[]
  readonly second: readonly ReleaseFigure[]
}

export interface WorldSize {
  readonly clusters: number
  readonly quarters: number
  /** Codes by which values are broken down; none where only totals are reported. */
  readonly breakdowns?: number
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
 *  late, a few correct a value, and one moves to another region. With breakdowns most values are broken down, some of
 *  them in part; then also parts alone are corrected, while their total stays. */
export const disclosureWorld = (
  seed: number,
  { clusters, quarters, breakdowns = 0 }: WorldSize,
): DisclosureWorld => {
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
  const relations: Relation[] = []
  const reported = new Map<string, { cluster: Cluster; id: string; value: bigint }>()
  const partsLater = new Map<string, ReadonlyMap<string, readonly string[]>>()
  /** What a cluster's value consists of by breakdown, under the name of what was reported. */
  const partsBy = new Map<string, ReadonlyMap<string, readonly string[]>>()
  const breakDown = (cluster: Cluster, id: string, value: bigint, whole: readonly string[]): void => {
    const codes = some(1 + below(breakdowns), breakdowns)
    const full = chance() < 0.6
    let left = value
    const parts = codes.map((code, index) => {
      const isLast = full && index === codes.length - 1
      const own = isLast ? left : BigInt(Math.floor(Number(left) * chance()))
      left -= own
      return { code, own }
    })
    const enterprises = cluster.enterprises.map((one) => ({ ...one, value: null }))
    const named = chance() < 0.5 ? enterprises : []
    const made = parts.map(({ code, own }) => {
      const { name } = cluster
      const given = { id: `${id}|${code}`, cluster: name, value: own, signed: false, enterprises: named }
      return { code, list: contributionsOf(given) }
    })
    const rest: readonly Contribution[] =
      left === 0n
        ? []
        : contributionsOf({
            id: `${id}|rest`,
            cluster: cluster.name,
            value: left,
            signed: false,
            enterprises,
          })
    contributions.push(...made.flatMap(({ list }) => list), ...rest)
    const ids = [...made.flatMap(({ list }) => list), ...rest].map((one) => one.id)
    relations.push({ whole, parts: ids })
    partsBy.set(id, new Map(made.map(({ code, list }) => [code, list.map((one) => one.id)])))
  }
  const report = (cluster: Cluster, period: string): readonly string[] => {
    const { name, enterprises, split, size } = cluster
    const drawn = () => BigInt(chance() < 0.03 ? 0 : Math.round(size * (0.5 + chance())))
    const parts = enterprises.map((one) => ({ ...one, value: split ? drawn() : null }))
    const value =
      split && parts.length > 0 ? parts.reduce((sum, part) => sum + (part.value ?? 0n), 0n) : drawn()
    const id = `${name}@${period}`
    const made = contributionsOf({ id, cluster: name, value, signed: false, enterprises: parts })
    contributions.push(...made)
    const ids = made.map((contribution) => contribution.id)
    // Of a total that may be known its parts are bounded by it, without any figure.
    const mayBeKnown = enterprises.some(({ waived }) => waived)
    if (breakdowns > 0 && !mayBeKnown && chance() < 0.8) breakDown(cluster, id, value, ids)
    reported.set(ids.join(' '), { cluster, id, value })
    return ids
  }
  /** Corrects the parts of a value alone. */
  const correctParts = (ids: readonly string[]): void => {
    const known = reported.get(ids.join(' '))
    if (known === undefined || !partsBy.has(known.id)) return
    const { cluster, id, value } = known
    const earlier = partsBy.get(id)
    breakDown(cluster, `${id}|corrected`, value, ids)
    partsLater.set(id, partsBy.get(`${id}|corrected`) ?? new Map())
    if (earlier !== undefined) partsBy.set(id, earlier)
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
      else if (breakdowns > 0 && chance() < 0.06) correctParts(known.get(cluster.name) ?? [])
    return known
  })

  /** What units reported for a breakdown; at the second release with corrections of parts. */
  const partsOf = (units: UnitContributions, breakdown: string, later: boolean): UnitContributions =>
    new Map(
      [...units].flatMap(([unit, ids]) => {
        const { id = '' } = reported.get(ids.join(' ')) ?? {}
        const list = ((later ? partsLater.get(id) : undefined) ?? partsBy.get(id))?.get(breakdown)
        return list === undefined ? [] : [[unit, list] as const]
      }),
    )
  const level = (group: Group) =>
    group.endsWith('#nation') ? 0 : group.startsWith('region') ? 1 : group.startsWith('section') ? 3 : 2
  const figures = (values: readonly UnitContributions[], groups: 'groups' | 'later') => {
    const groupsByUnit = new Map(all.map((cluster) => [cluster.name, cluster[groups]]))
    const by = (breakdown: string | undefined) =>
      values.map(
        (units): UnitContributions =>
          breakdown === undefined ? units : partsOf(units, breakdown, groups === 'later'),
      )
    const codes = [undefined, ...Array.from({ length: breakdowns }, (_, code) => String(code))]
    return codes.flatMap((code) => {
      const own = by(code)
      const name = code === undefined ? '' : `${code} `
      const slices = own.map((units, index) => [`${name}${periods[index] ?? ''}`, units] as const)
      const withYear = quarters > 1 ? [...slices, [`${name}2025`, overTime(own)] as const] : slices
      return withYear.flatMap(([period, units]) => figuresOfSlice(period, groupsByUnit, units, level))
    })
  }
  return { contributions, relations, first: figures(before, 'groups'), second: figures(after, 'later') }
}
