import { type Catalogue, dependentsOf } from './catalogue.ts'
import type { Group } from './groups.ts'
import { REGISTRY_COUNTS, type RegistryCount } from './indicator.ts'
import { type Period, periodOf, periodsWithin, referenceDate, subPeriods } from './period.ts'
import type { Register } from './register.ts'
import { countingDate, countSlice, isMemberCount, isRegistryCount } from './registry-counts.ts'
import { type Slice, type SliceKey, sliceKey, sliceOf } from './slice.ts'
import { type AttributeReach, dependentFigures, type Reach, reaches } from './touched.ts'

/** Which cells of a slice have to be computed again. */
export interface Wanted {
  /** Every one, also those that are not there yet. */
  all: boolean
  readonly groups: Set<Group>
  /** The groups of these units. */
  readonly units: Set<string>
  /** Every region on the path of these regions. */
  readonly paths: Set<string>
}

/** What a run has to compute: for each slice the cells that were touched. */
export class Plan {
  readonly slices = new Map<SliceKey, Wanted>()
  readonly #catalogue: Catalogue

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue
  }

  wanted(slice: Slice): Wanted {
    const key = sliceKey(slice)
    const known = this.slices.get(key)
    if (known !== undefined) return known
    const wanted: Wanted = { all: false, groups: new Set(), units: new Set(), paths: new Set() }
    this.slices.set(key, wanted)
    return wanted
  }

  all(slice: Slice): void {
    this.wanted(slice).all = true
  }

  /** An observation of a unit changed: its groups in each figure that rests on it. */
  observation(slice: Slice, subject: string, path: boolean): void {
    for (const figure of dependentFigures(slice, this.#catalogue)) {
      const wanted = this.wanted({ ...slice, ...figure })
      if (path) wanted.paths.add(subject)
      else wanted.units.add(subject)
    }
  }

  /** Who owes a figure changed: the groups of these clusters in each figure of the period that rests on it, without a
   *  list of clusters every group. */
  coverage(slice: Slice, clusters: readonly string[] | undefined): void {
    for (const indicator of dependentsOf(slice.indicator, this.#catalogue.at(slice.period).values())) {
      const wanted = this.wanted({ ...slice, indicator })
      if (clusters === undefined) wanted.all = true
      else for (const cluster of clusters) wanted.units.add(cluster)
    }
  }

  /** A cluster's groups changed: the groups before and after in every figure of clusters whose reference date lies in
   *  the reach, since the cluster reported there or was expected to. Where it came or left, the longer periods that
   *  contain such a date too, since a value over time needs only the periods in the register. */
  attributes(cluster: string, reach: AttributeReach, figures: readonly Slice[], today: string): void {
    this.#counts(reach, REGISTRY_COUNTS, reach.groups, today)
    if (reach.countsOnly) return
    for (const figure of figures) {
      if (reaches(reach, referenceDate(figure.period)))
        for (const group of reach.groups) this.wanted(figure).groups.add(group)
      else if (reach.presence && shorter(figure.period).some((sub) => reaches(reach, referenceDate(sub))))
        this.wanted(figure).units.add(cluster)
    }
  }

  /** A membership counts differently in an interval: the member counts of its cluster's groups. */
  membership(cluster: string, reach: Reach, today: string): void {
    for (const count of ['members', 'memberships'] as const)
      for (const period of countedWithin(reach, today))
        this.wanted(countSlice(count, period)).units.add(cluster)
  }

  /** A membership began or ended on a day, or no longer does: only the year that holds the day. Of days to come the
   *  count of the running year takes care when they have come. */
  turn(count: 'joined' | 'left', cluster: string, day: string, today: string): void {
    if (day <= today) this.wanted(countSlice(count, periodOf(day, 'A'))).units.add(cluster)
  }

  #counts(reach: Reach, counts: readonly RegistryCount[], groups: readonly Group[], today: string): void {
    for (const period of countedWithin(reach, today))
      for (const count of counts) {
        const wanted = this.wanted(countSlice(count, period))
        for (const group of groups) wanted.groups.add(group)
      }
  }

  /** Slices in an order in which those that need the same observations are together, by a name of each bundle. */
  inOrder(): { slice: Slice; wanted: Wanted; bundle: string }[] {
    return [...this.slices]
      .map(([key, wanted]) => {
        const slice = sliceOf(key)
        return { slice, wanted, bundle: `${slice.universe}#${slice.breakdown}#${slice.period.slice(0, 4)}` }
      })
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
  }

  /** Whether member counts are among it. */
  get countsMembers(): boolean {
    return [...this.slices.keys()].some((key) => isMemberCount(sliceOf(key).indicator))
  }

  /** The periods of figures of clusters among it. */
  get clusterPeriods(): Period[] {
    const slices = [...this.slices.keys()].map(sliceOf).filter(({ universe }) => universe === 'cluster')
    return [...new Set(slices.map(({ period }) => period))].sort()
  }

  /** Whether figures of clusters are among it. */
  get needsClusters(): boolean {
    return [...this.slices.keys()].some((key) => sliceOf(key).universe === 'cluster')
  }
}

const order = ({ slice, bundle }: { slice: Slice; bundle: string }) => `${bundle}#${sliceKey(slice)}`

const shorter = (period: Period): Period[] => subPeriods(period).flatMap((sub) => [sub, ...shorter(sub)])

/** The years whose counting date lies in a reach. */
const countedWithin = (reach: Reach, today: string): Period[] =>
  reach.from > today
    ? []
    : periodsWithin(reach.from, referenceDate(periodOf(today, 'A')), 'A').filter((period) =>
        reaches(reach, countingDate(period, today)),
      )

/** Every figure that rests on the slices that exist: themselves, longer periods, and indicators that depend on
 *  them. */
export const figuresOf = (slices: readonly Slice[], catalogue: Catalogue): Slice[] => {
  const figures = slices
    .filter(({ indicator }) => !isRegistryCount(indicator))
    .flatMap((slice) => dependentFigures(slice, catalogue).map((figure) => sliceKey({ ...slice, ...figure })))
  return [...new Set(figures)].sort().map(sliceOf)
}

/** The groups of wanted units in a slice: of a cluster those of the reference date; of a region its whole path, or
 *  itself alone where it reports a benchmark. */
export const groupsWanted = (
  slice: Slice,
  { groups, units, paths }: Wanted,
  register: Register,
  date: string,
  isBenchmark: (region: string) => boolean,
): ReadonlySet<Group> => {
  const found = new Set(groups)
  const add = (subject: string, whole: boolean) => {
    if (slice.universe === 'cluster') {
      for (const group of register.clusterGroups(date).get(subject) ?? []) found.add(group)
      return
    }
    const path =
      whole || !isBenchmark(subject) ? (register.regions.get(subject)?.path ?? [subject]) : [subject]
    for (const code of path) found.add(`region#${code}`)
  }
  for (const subject of units) add(subject, false)
  for (const subject of paths) add(subject, true)
  return found
}
