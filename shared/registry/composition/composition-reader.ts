import type { CalendarDate } from '#kernel/clock'
import { fromItem, type Stored } from '#kernel/entity'
import { type Freshness, queryAll, type Table } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { membershipEntity, membershipSubject, membershipsOf, organisationKey } from '../keys.ts'
import {
  type ClusterId,
  type Composition,
  type CompositionMember,
  type CompositionTie,
  type Establishment,
  holdsInYear,
  isThereOn,
  type Joining,
  type MemberFigures,
  Membership,
  OrganisationFields,
  type OrganisationId,
  type OrganisationRecord,
  stateOn,
  suspensionOn,
  type TieRecord,
} from '../model.ts'
import { noSuchOrganisation, type OrganisationStore } from '../organisations/organisation-store.ts'
import type { TieStore } from '../ties/tie-store.ts'

interface Ports {
  readonly table: Table
  readonly organisations: Pick<OrganisationStore, 'findAll'>
  readonly ties: Pick<TieStore, 'ofCluster' | 'figuresOf'>
  readonly reference: Pick<ReferenceReader, 'pathOf'>
}

/** A composition with what only lists and drawings of it need. */
export interface ReadComposition extends Composition {
  /** Members whose membership is suspended on the day: they are seen, but do not count. */
  readonly suspended: number
  readonly organisations: ReadonlyMap<OrganisationId, OrganisationRecord>
  /** The records behind `ties`, in the same order. */
  readonly tieRecords: readonly TieRecord[]
}

/** What a cluster is made of on a day, from memberships, organisations, ties and yearly figures: three collections
 *  and the organisations by key. What was recorded of a membership or an organisation after the day is looked up among
 *  its statements.
 *  @returns the composition with the ties and figures of a year; of each further year only the figures are read */
export const compositionOn = (ports: Ports, cluster: ClusterId, on: CalendarDate, freshness: Freshness) => {
  const ofAllYears = membersOn(ports, cluster, on, freshness)
  return async (year: number): Promise<ReadComposition> => {
    const [members, figures] = await Promise.all([ofAllYears, ports.ties.figuresOf(cluster, year, freshness)])
    return compositionIn(ports, { cluster, on, year }, members, figures)
  }
}

/** Organisations as they would count if they were members of a cluster on a day: with what is recorded of them, without
 *  figures of theirs in it. @throws NotFoundError for one that there is not */
export const joiningOn =
  (ports: Pick<Ports, 'table' | 'reference' | 'organisations'>) =>
  async (joining: readonly Joining[], on: CalendarDate): Promise<readonly CompositionMember[]> => {
    const records = await ports.organisations.findAll(joining.map(({ organisation }) => organisation))
    return Promise.all(
      joining.map((one) => {
        const record = records.get(one.organisation)
        if (record === undefined) throw noSuchOrganisation(one.organisation)
        return memberOn(ports, { ...one, from: on }, record, undefined, on)
      }),
    )
  }

/** The part of a composition that is the same for every year. */
interface MembersOn {
  readonly memberships: readonly Membership[]
  readonly active: readonly Membership[]
  readonly records: ReadonlyMap<string, OrganisationRecord>
  readonly allTies: readonly TieRecord[]
}

const membersOn = async (
  { table, organisations, ties }: Ports,
  cluster: ClusterId,
  on: CalendarDate,
  freshness: Freshness,
): Promise<MembersOn> => {
  const [memberships, allTies] = await Promise.all([
    membershipsOn(table, cluster, on, freshness),
    ties.ofCluster(cluster, freshness),
  ])
  const active = memberships.filter((one) => suspensionOn(one, on) === undefined)
  const records = await organisations.findAll(active.map(({ organisation }) => organisation))
  return { memberships, active, records, allTies }
}

const compositionIn = async (
  ports: Ports,
  { cluster, on, year }: Pick<Composition, 'cluster' | 'on' | 'year'>,
  { memberships, active, records, allTies }: MembersOn,
  figures: readonly MemberFigures[],
): Promise<ReadComposition> => {
  const stated = new Map(figures.map((one) => [one.organisation, one]))
  const members = await Promise.all(
    active.flatMap((membership) => {
      const record = records.get(membership.organisation)
      if (record === undefined) return []
      return [memberOn(ports, membership, record, stated.get(membership.organisation), on)]
    }),
  )
  const ids = new Set(members.map(({ organisation }) => organisation))
  const tieRecords = allTies.filter(
    (tie) => holdsInYear(tie, year) && ids.has(tie.supplier) && ids.has(tie.customer),
  )
  return {
    cluster,
    on,
    year,
    members,
    ties: tieRecords.map((tie) => tieIn(tie, year)),
    suspended: memberships.length - active.length,
    organisations: new Map(members.flatMap(({ organisation }) => pairIn(records, organisation))),
    tieRecords,
  }
}

const pairIn = (records: ReadonlyMap<string, OrganisationRecord>, id: OrganisationId) => {
  const record = records.get(id)
  return record === undefined ? [] : [[id, record] as const]
}

const covers = ({ from, to }: { from: CalendarDate; to: CalendarDate | null }, on: CalendarDate) =>
  from <= on && (to === null || on < to)

/** The memberships of a cluster that hold on a day, as they were on it. */
const membershipsOn = async (
  table: Table,
  cluster: ClusterId,
  on: CalendarDate,
  { consistent }: Freshness,
) => {
  const items = await queryAll(table, { ...membershipsOf(cluster), consistent })
  const stored = items.flatMap((item) => fromItem(membershipEntity, item) ?? [])
  const held = stored.filter(({ value }) => covers(value, on))
  return Promise.all(held.map((one) => membershipAsOf(table, one, on)))
}

const membershipAsOf = async (
  table: Table,
  { value, version }: Stored<Membership>,
  on: CalendarDate,
): Promise<Membership> => {
  if (version === 1 || value.recordedAt.slice(0, 10) <= on) return value
  const { cluster, organisation, from } = value
  const { level: _level, ...rest } = value
  const state = stateOn(await assertionsOf(table, membershipSubject(cluster, organisation, from)), on)
  return Membership.parse({ ...rest, ...state, to: value.to })
}

const memberOn = async (
  { table, reference }: Pick<Ports, 'table' | 'reference'>,
  membership: Pick<Membership, 'roles' | 'level' | 'tasks' | 'from'>,
  organisation: OrganisationRecord,
  figures: MemberFigures | undefined,
  on: CalendarDate,
): Promise<CompositionMember> => {
  const { kind, size, establishments } = await fieldsOn(table, organisation, on)
  return {
    organisation: organisation.id,
    kind,
    size,
    roles: membership.roles,
    level: membership.level,
    tasks: membership.tasks,
    memberSince: membership.from,
    establishments: establishments && (await pathsOf(reference, establishments, on)),
    hasOutput: figures?.hasOutput,
    hasInvestmentContract: figures?.hasInvestmentContract,
    purchasesTotal: figures?.purchasesTotal,
  }
}

const fieldsOn = async (table: Table, record: OrganisationRecord, on: CalendarDate) => {
  const { id, fields, createdAt, updatedAt } = record
  if (createdAt === updatedAt || updatedAt.slice(0, 10) <= on) return fields
  const state = stateOn(await assertionsOf(table, organisationKey(id).pk), on)
  // Before the first statement an organisation is taken to have been as it is.
  return Object.keys(state).length === 0 ? fields : OrganisationFields.parse(state)
}

/** The regions by path of the establishments that are there on a day. */
const pathsOf = async (
  reference: Ports['reference'],
  establishments: readonly Establishment[],
  on: CalendarDate,
): Promise<readonly (readonly string[])[]> =>
  Promise.all(
    establishments
      .filter((one) => isThereOn(one, on))
      .map(async ({ region }) => (await reference.pathOf(region)) ?? [region]),
  )

const tieIn = ({ supplier, customer, values }: TieRecord, year: number): CompositionTie => ({
  supplier,
  customer,
  value: values.find((one) => one.year === year)?.value,
})
