import type { Resource } from '#kernel/access'
import { type CalendarDate, dateIn, type Instant } from '#kernel/clock'
import { fromItem, valuesAt, valuesOf } from '#kernel/entity'
import type { LocalisedText } from '#kernel/localised-text'
import { queryAll, type Table } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { pointInTime } from './at-time.ts'
import { ClusterStore } from './clusters/cluster-store.ts'
import { territoryResource } from './clusters/places.ts'
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
  confirmationDue,
  type ExtractChange,
  type ExtractContent,
  extractChanges,
  type Membership,
  type OrganisationId,
  type RegisterId,
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

/** How clusters are called. */
export interface ClusterNames {
  /** The names of clusters by id; unknown ones are left out. */
  clusterNames(ids: readonly string[]): Promise<ReadonlyMap<string, LocalisedText>>
}

/** A register from which extracts are issued. */
export interface RegisterOfExtracts {
  readonly id: RegisterId
  readonly code: string
  /** Since when it is kept on this platform. */
  readonly since: Instant
  /** Its territory, to decide who may move it. */
  readonly resource: Resource
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
  /** A register by id or code. @throws NotFoundError */
  register(ref: string): Promise<RegisterOfExtracts>
  /** In what an extract of now differs from an issued one. @throws NotFoundError for an unknown entry */
  changesSince(
    entry: { readonly register: string; readonly number: string },
    issued: ExtractContent,
    now: Date,
  ): Promise<readonly ExtractChange[]>
}

/** The reader of extracts over the table of the registry. */
export const extractReader = (table: Table, reference: ReferenceReader): ExtractReader => {
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
    register: async (ref) => {
      const { id, code, createdAt, restoration, territory } = (await deps.registers.get(ref)).value
      const resource = await territoryResource(reference, territory)
      return { id, code, since: restoration?.openedAt ?? createdAt, resource }
    },
    changesSince: async ({ register, number }, issued, now) =>
      extractChanges(await sourcesOf(register, number), issued, now),
  }
}

/** The readers over the table of the registry. */
export const registryReader = (table: Table): RegistryReader & ClusterReader & ClusterNames => ({
  clusterNames: async (ids) => {
    const clusters = await valuesAt(table, clusterEntity, ids.map(clusterKey))
    return new Map(clusters.map(({ id, fields }) => [id, fields.names]))
  },

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

/** A cluster that stands in a register, for who watches whether what is known of it is fresh. */
interface ClusterProfile {
  readonly cluster: ClusterId
  readonly names: LocalisedText
  readonly regionPaths: readonly (readonly string[])[]
  readonly category: string
  /** The day on which its facts were last changed or confirmed. */
  readonly touchedOn: CalendarDate
  /** The day by which its facts have to be confirmed. */
  readonly confirmationDue: CalendarDate | undefined
}

/** All clusters that stand in a register, as they are known: one Query of their facts, then the records. */
export const clusterProfiles = (table: Table) => async (): Promise<readonly ClusterProfile[]> => {
  const facts = valuesOf(clusterFactsEntity, await queryAll(table, { pk: FACTS, consistent: true }))
  const records = await new ClusterStore(table).findAll(facts.map(({ cluster }) => cluster))
  return [...records.values()].flatMap((record) => {
    const due = confirmationDue(record)
    if (due === undefined) return []
    const { id, fields, regionPaths, updatedAt, confirmedAt = updatedAt } = record
    const touchedOn = (confirmedAt > updatedAt ? confirmedAt : updatedAt).slice(0, 10)
    return [
      {
        cluster: id,
        names: fields.names,
        regionPaths,
        category: fields.primaryCategory,
        touchedOn,
        confirmationDue: due,
      },
    ]
  })
}

/** What a cluster is called; undefined for none. */
export const clusterName =
  (table: Table) =>
  async (id: string): Promise<LocalisedText | undefined> =>
    fromItem(clusterEntity, await table.get(clusterKey(id)))?.value.fields.names
