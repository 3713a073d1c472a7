import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { LocalisedText } from '#kernel/localised-text'
import { type Assertion, stateOn } from './assertion.ts'
import { CLUSTER_CLASSES, type Cluster } from './cluster.ts'
import { clusterAt, entryAt, inForceAt, type PointInTime } from './cluster-at.ts'
import { ClusterFields, REGISTER_FACTS } from './cluster-fields.ts'
import { ENTRY_CLASSES, Entry, type EntryLink } from './entry.ts'
import { ClusterId } from './ids.ts'
import { Register } from './register.ts'
import { ENTRY_STEP_CLASSES, EntryStep, type Step } from './step.ts'
import { PUBLIC, visibleTo } from './visibility.ts'

/** A decision as an extract shows it: who decided and why stays with the authority. */
const ExtractDecision = EntryStep.pick({ action: true, status: true, inForce: true, at: true, act: true })

/** The organisation that manages a cluster, as it was called then. */
const ManagementOrganisation = z.object({ id: z.string(), names: LocalisedText.exactOptional() })

const factKeys = { names: true, seat: true, regions: true, primaryCategory: true } as const

/** What an extract says of an entry: what was in force on a day, as the register knew it at an instant. All of it is
 *  public. */
export const ExtractContent = z
  .object({
    /** The version of this shape: an extract of one version is compared with that version for ever. */
    format: z.literal(1),
    asOf: CalendarDate,
    knownAt: Instant,
    register: Register.pick({ id: true, code: true, names: true, holder: true, legalAct: true }),
    entry: Entry.pick({
      number: true,
      status: true,
      registeredOn: true,
      act: true,
      imported: true,
      recordedAt: true,
      former: true,
      successors: true,
    }).extend({
      statusSince: CalendarDate,
      /** The first day on which the decision no longer holds; null without term. */
      validUntil: CalendarDate.nullable(),
    }),
    /** What was decided about the entry until the day, in the order of recording. */
    decisions: z.array(ExtractDecision),
    /** What the register states of the cluster: it changes by decision only. */
    facts: ClusterFields.pick(factKeys).extend({
      cluster: ClusterId,
      managementOrganisation: ManagementOrganisation.exactOptional(),
    }),
    /** What its editors state of the cluster besides. */
    profile: ClusterFields.omit({ ...factKeys, managementOrganisation: true, contact: true }),
  })
  .register(z.globalRegistry, { id: 'ExtractContent' })
export type ExtractContent = z.output<typeof ExtractContent>

/** What is stored of an entry and around it, from which any past can be told. */
export interface ExtractSources {
  readonly register: Register
  /** What was stated about the register, in the order of recording. */
  readonly registerStatements: readonly Assertion[]
  readonly entry: Entry
  /** What was decided about the entry, in order. */
  readonly steps: readonly Step[]
  /** The entries that follow it, as far as they are there. */
  readonly successors: readonly Pick<Entry, 'number' | 'registeredOn' | 'recordedAt'>[]
  readonly cluster: Parameters<typeof clusterAt>[0]
  readonly clusterStatements: readonly Assertion[]
  /** What was stated about each organisation that manages, or has managed, the cluster. */
  readonly managers: ReadonlyMap<string, readonly Assertion[]>
}

/** The organisations that an extract of any past may name as managing the cluster. */
export const managersIn = (clusterStatements: readonly Assertion[]): readonly string[] => [
  ...new Set(
    clusterStatements.flatMap(({ changes }) => {
      const managing = changes['managementOrganisation']
      return typeof managing === 'string' ? [managing] : []
    }),
  ),
]

/** The content of an extract; undefined when the entry did not stand in the register that day, as known then. It
 *  depends only on what was recorded until `knownAt`, so that the same question has the same bytes for
 *  ever. */
export const extractContent = (sources: ExtractSources, when: PointInTime): ExtractContent | undefined => {
  const { entry, clusterStatements } = sources
  const past = entryAt(entry, clusterStatements, sources.steps, when)
  const cluster = clusterAt(sources.cluster, clusterStatements, when)
  if (past === undefined || cluster === undefined) return undefined
  const seen = visibleTo(PUBLIC, CLUSTER_CLASSES, cluster)
  const successors = successorsAt(sources, when)
  const content = {
    format: 1,
    ...when,
    register: registerAt(sources, when),
    entry: {
      ...visibleTo(PUBLIC, ENTRY_CLASSES, past),
      statusSince: past.statuses.findLast(({ from }) => from <= when.asOf)?.from ?? past.registeredOn,
      ...(successors.length > 0 && { successors }),
    },
    decisions: decisionsAt(sources.steps, when),
    facts: { ...factsOf(seen), ...managementAt(seen, sources, when), cluster: seen.id },
    profile: seen,
  }
  // Databases keep maps in no order: names must not change places when a record is written again.
  return ExtractContent.parse(JSON.parse(canonicalJson(content)))
}

/** What a register was called and on what it rested; where nothing was stated of it, it never changed. */
const registerAt = ({ register, registerStatements }: ExtractSources, { asOf, knownAt }: PointInTime) => ({
  ...(registerStatements.length === 0 ? register : stateOn(registerStatements, asOf, knownAt)),
  id: register.id,
  code: register.code,
})

/** Links to entries that were in the register by then. */
const successorsAt = ({ entry, successors }: ExtractSources, { asOf, knownAt }: PointInTime): EntryLink[] => {
  const there = new Set(
    successors
      .filter(({ registeredOn, recordedAt }) => registeredOn <= asOf && recordedAt <= knownAt)
      .map(({ number }) => number),
  )
  return (entry.successors ?? []).filter(({ number }) => there.has(number))
}

const decisionsAt = (steps: readonly Step[], when: PointInTime) =>
  inForceAt(steps, when).map((step) => visibleTo<EntryStep>(PUBLIC, ENTRY_STEP_CLASSES, step))

const factsOf = (cluster: Cluster) =>
  Object.fromEntries(
    REGISTER_FACTS.filter((fact) => cluster[fact] !== undefined).map((fact) => [fact, cluster[fact]]),
  )

/** Who managed the cluster, by the name of that day, or else by the first one that is known. */
const managementAt = (
  { managementOrganisation: id }: Cluster,
  { managers }: ExtractSources,
  { asOf, knownAt }: PointInTime,
) => {
  if (id === undefined) return {}
  const statements = managers.get(id) ?? []
  const first = statements.filter(({ recordedAt }) => recordedAt <= knownAt).map(({ validFrom }) => validFrom)
  const day = [asOf, ...first.sort().slice(0, 1)].reduce((a, b) => (a > b ? a : b))
  const names = LocalisedText.safeParse(stateOn(statements, day, knownAt)['names'])
  return { managementOrganisation: { id, ...(names.success && { names: names.data }) } }
}
