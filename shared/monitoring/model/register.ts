import { type Duty, expectedBy } from './coverage.ts'
import { type ClusterFacts, isInRegister, isValidOn, type MembershipFacts, type Region } from './facts.ts'
import { type Group, groupsOf } from './groups.ts'
import type { IndicatorCode } from './indicator.ts'
import type { Universe } from './observation.ts'
import type { Slice } from './slice.ts'

/** The register and the region tree as an aggregation reads them; what holds on a date is found once and kept. */
export interface Register {
  readonly clusters: ReadonlyMap<string, ClusterFacts>
  readonly memberships: readonly MembershipFacts[]
  readonly regions: ReadonlyMap<string, Region>
  /** The clusters in the register on a date, each with its groups. */
  clusterGroups(date: string): ReadonlyMap<string, readonly Group[]>
  /** Whether a unit exists on a date: a cluster in the register, a region in the tree. */
  isPresent(universe: Universe, subject: string, date: string): boolean
  /** How many regions of a level lie within a region on a date. */
  regionsWithin(code: string, level: string | undefined, date: string): number
  /** Whether a cluster is expected to report what a slice's figure rests on; undefined where all in the register are. */
  expects(slice: Slice, inputs: Iterable<IndicatorCode>): ((cluster: string) => boolean) | undefined
}

/** The register together with what campaigns ask of its clusters. */
export const withDuties = (register: Register, duties: readonly Duty[]): Register => ({
  ...register,
  expects: (slice, inputs) => expectedBy(duties, slice, inputs, register.clusters),
})

/** The register as known now. */
export const registerOf = (
  facts: readonly ClusterFacts[],
  memberships: readonly MembershipFacts[],
  tree: readonly Region[],
): Register => {
  const clusters = new Map(facts.map((fact) => [fact.cluster, fact]))
  const regions = new Map(tree.map((region) => [region.code, region]))
  const known = new Map<string, ReadonlyMap<string, readonly Group[]>>()
  return {
    clusters,
    memberships,
    regions,
    clusterGroups: (date) => {
      const cached = known.get(date)
      if (cached !== undefined) return cached
      const groups = new Map(
        facts.filter((fact) => isInRegister(fact, date)).map((fact) => [fact.cluster, groupsOf(fact, date)]),
      )
      known.set(date, groups)
      return groups
    },
    isPresent: (universe, subject, date) => {
      if (universe === 'region') {
        const region = regions.get(subject)
        return region !== undefined && isValidOn(region, date)
      }
      const cluster = clusters.get(subject)
      return cluster !== undefined && isInRegister(cluster, date)
    },
    regionsWithin: (code, level, date) =>
      tree.filter((region) => region.level === level && region.path.includes(code) && isValidOn(region, date))
        .length,
    expects: () => undefined,
  }
}
