import { type CalendarDate, dateIn, type Instant } from '#kernel/clock'
import { fromItem, valuesAt, valuesOf } from '#kernel/entity'
import type { LocalisedText } from '#kernel/localised-text'
import { queryAll, type Table } from '#kernel/table'
import { pointInTime } from './at-time.ts'
import { ClusterStore } from './clusters/cluster-store.ts'
import { contentAt, extractSources } from './extracts/extract-of.ts'
import {
  clusterEntity,
  clusterFactsEntity,
  clusterKey,
  FACTS,
  MEMBERSHIPS,
  membershipEntity,
  membershipsOf,
} from './keys.ts'
import {
  type ClusterFacts,
  type ClusterId,
  type ClusterStatus,
  type ExtractChange,
  type ExtractContent,
  extractChanges,
  type Membership,
  type OrganisationId,
} from './model.ts'
import { RegisterStore } from './registers/register-store.ts'

/** A membership as figures count it. */
type MembershipFacts = Pick<Membership, 'cluster' | 'organisation' | 'from' | 'to' | 'suspended'>

/** What other contexts compute with. */
export interface RegistryReader {
  /** Facts of the given clusters, or of all, that were ever entered in a register; strongly consistent. */
  clusterFacts(clusters?: readonly string[]): Promise<readonly ClusterFacts[]>
  /** Memberships of the given clusters, or of all; strongly consistent. */
  membershipFacts(clusters?: readonly ClusterId[]): Promise<readonly MembershipFacts[]>
}

/** What clusters are called. */
export interface ClusterNames {
  /** The names of those of the clusters that there are, by id. */
  clusterNames(ids: readonly string[]): Promise<ReadonlyMap<string, LocalisedText>>
}

/** What other contexts need to decide about a thing of a cluster. */
export interface ClusterReader {
  /** The paths of the regions of a cluster from the root, its primary category, what it is and who manages it;
   *  undefined for none. */
  clusterRegions(id: string): Promise<
    | {
        readonly regionPaths: readonly (readonly string[])[]
        readonly category: string
        readonly status: ClusterStatus
        readonly managementOrganisation: OrganisationId | undefined
      }
    | undefined
  >
}

/** What extracts of entries are made of and held against. */
export interface ExtractReader {
  /** What an extract of an entry says: of a day, today unless asked, as known at an instant, now unless asked.
   *  @throws NotFoundError when the entry did not stand in the register then
   *  @throws InvalidRequestError for an instant to come */
  extract(
    entry: { readonly register: string; readonly number: string },
    asked: { readonly asOf?: CalendarDate; readonly knownAt?: Instant },
    now: Date,
  ): Promise<ExtractContent>
  /** In what an extract of now differs from an issued one. @throws NotFoundError for an unknown entry */
  changesSince(issued: ExtractContent, now: Date): Promise<readonly ExtractChange[]>
}

/** The reader of extracts over the table of the registry. */
export const extractReader = (table: Table): ExtractReader => {
  const deps = { registers: new RegisterStore(table), clusters: new ClusterStore(table) }
  const sourcesOf = async (ref: string, number: string) => {
    const { value: register } = await deps.registers.get(ref)
    return extractSources(deps, register, number)
  }
  return {
    extract: async ({ register, number }, asked, now) => {
      const sources = await sourcesOf(register, number)
      const { timeZone } = sources.register
      const when = await pointInTime(asked, async () => timeZone, now)
      return contentAt(sources, when ?? { asOf: dateIn(timeZone, now), knownAt: now.toISOString() })
    },
    changesSince: async (issued, now) =>
      extractChanges(await sourcesOf(issued.register.id, issued.entry.number), issued, now),
  }
}

/** The readers over the table of the registry. */
export const registryReader = (table: Table): RegistryReader & ClusterReader & ClusterNames => ({
  clusterFacts: async (clusters) => {
    if (clusters === undefined)
      return valuesOf(clusterFactsEntity, await queryAll(table, { pk: FACTS, consistent: true }))
    const items = clusters.map((sk) => table.get({ pk: FACTS, sk }, { consistent: true }))
    return valuesOf(
      clusterFactsEntity,
      (await Promise.all(items)).filter((item) => item !== undefined),
    )
  },

  membershipFacts: async (clusters) => {
    const queries = clusters === undefined ? [{ pk: MEMBERSHIPS }] : clusters.map(membershipsOf)
    const items = await Promise.all(queries.map((query) => queryAll(table, { ...query, consistent: true })))
    return valuesOf(membershipEntity, items.flat()).map(({ cluster, organisation, from, to, suspended }) => ({
      cluster,
      organisation,
      from,
      to,
      suspended,
    }))
  },

  clusterNames: async (ids) => {
    const found = await valuesAt(table, clusterEntity, ids.map(clusterKey))
    return new Map(found.map(({ id, fields }) => [id, fields.names]))
  },

  clusterRegions: async (id) => {
    const cluster = fromItem(clusterEntity, await table.get(clusterKey(id)))?.value
    if (cluster === undefined) return undefined
    return {
      regionPaths: cluster.regionPaths,
      category: cluster.fields.primaryCategory,
      status: cluster.status,
      managementOrganisation: cluster.fields.managementOrganisation,
    }
  },
})
