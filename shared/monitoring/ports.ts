import type { ClusterFacts, MembershipFacts, Region } from './model.ts'

/** The facts that monitoring gets from the register. The registry's readers fit these. */
export interface RegisterFacts {
  /** Facts of the given clusters, or of all, that were ever entered in a register; strongly consistent. */
  clusterFacts(clusters?: readonly string[]): Promise<readonly ClusterFacts[]>
  /** Memberships of the given clusters, or of all. */
  membershipFacts(clusters?: readonly string[]): Promise<readonly MembershipFacts[]>
}

/** Where one cluster lies, for deciding who may report for it. */
export interface ClusterPlaces {
  clusterRegions(
    cluster: string,
  ): Promise<{ readonly regionPaths: readonly (readonly string[])[]; readonly category: string } | undefined>
}

/** The region tree as monitoring reads it. */
export interface RegionTree {
  readonly root: string
  readonly regions: readonly (Region & { readonly parent: string | null })[]
}

/** The code lists that monitoring needs. */
export interface CodeLists {
  regionTree(): Promise<RegionTree>
  /** The path of a region from the root down to itself, also of one that was imported a moment ago; undefined when there is
   *  no such region. */
  pathOf(region: string): Promise<readonly string[] | undefined>
  /** One code, also one that was imported a moment ago; undefined when there is none. */
  find(list: 'industries', code: string): Promise<{ readonly code: string } | undefined>
  /** The codes that an observation can be broken down by, each with the one right above it. */
  industries(): Promise<readonly { readonly code: string; readonly parent?: string | null }[]>
  categories(): Promise<readonly { readonly code: string }[]>
}
