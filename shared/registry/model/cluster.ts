import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import { Act } from './act.ts'
import { ClusterContent, ClusterFields, ClusterStage, common, RegisterFacts, seat } from './cluster-fields.ts'
import { EntryNumber, EntryRef, EntryStatus } from './entry.ts'
import { ENTRY_ACTIONS } from './entry-steps.ts'
import { ApplicationId, ClusterId, RegisterId } from './ids.ts'
import { type Likened, MOST_ACKNOWLEDGED } from './likeness/likeness.ts'
import { ClusterMergedElsewhere, clusterMergers, NAMED_IF_MERGED, namedIfMerged } from './merging/merger.ts'
import { Reason } from './step.ts'
import { dated } from './timeline.ts'
import type { Classes } from './visibility.ts'
import { CLUSTER_TYPES } from './vocabulary.ts'

/** What a cluster is: a draft until its first entry, then what the best of its entries is. */
const CLUSTER_STATUSES = ['draft', 'registered', 'suspended', 'removed', 'annulled'] as const
export const ClusterStatus = z.enum(CLUSTER_STATUSES).register(z.globalRegistry, { id: 'ClusterStatus' })
export type ClusterStatus = z.output<typeof ClusterStatus>

/** A draft as it is added. */
export const NewCluster = ClusterContent.extend({
  acknowledgedDuplicates: z
    .array(ClusterId)
    .max(MOST_ACKNOWLEDGED)
    .exactOptional()
    .register(z.globalRegistry, { description: 'Likely duplicates that were seen: it is none of these' }),
}).register(z.globalRegistry, { id: 'NewCluster' })
export type NewCluster = z.output<typeof NewCluster>

/** A draft as it is imported. */
export const ClusterRow = NewCluster.extend({
  id: ClusterId.exactOptional().register(z.globalRegistry, {
    description: 'Its id on another platform, kept',
  }),
  merged: ClusterMergedElsewhere.exactOptional(),
})
  .refine(namedIfMerged, NAMED_IF_MERGED)
  .register(z.globalRegistry, { id: 'ClusterRow' })
export type ClusterRow = z.output<typeof ClusterRow>

/** What was decided about an entry on its former platform. */
const PastDecision = z
  .discriminatedUnion('action', [
    z.object({
      action: z.enum(ENTRY_ACTIONS),
      inForce: CalendarDate,
      act: Act,
      reason: Reason.exactOptional(),
    }),
    z.object({
      action: z.literal('amend'),
      inForce: CalendarDate,
      act: Act,
      reason: Reason.exactOptional(),
      facts: RegisterFacts,
    }),
  ])
  .register(z.globalRegistry, { id: 'PastDecision' })
export type PastDecision = z.output<typeof PastDecision>

/** A cluster that is already registered elsewhere, as it is imported: as it was entered, and what was decided
 *  since. */
export const EntryRow = z
  .object({
    id: ClusterId.exactOptional().register(z.globalRegistry, {
      description: 'Its id on another platform, kept',
    }),
    ...common,
    seat,
    registeredOn: CalendarDate,
    number: EntryNumber.exactOptional().register(z.globalRegistry, {
      description: 'Kept as it is; the next serial of its year unless given',
    }),
    act: Act,
    decisions: z
      .array(PastDecision)
      .max(40)
      .refine((decisions) => decisions.every((one, n) => (decisions[n - 1]?.inForce ?? '') <= one.inForce), {
        error: 'in the order of the days from which they hold',
        params: { ru: 'в порядке дат вступления в силу' },
      })
      .exactOptional()
      .register(z.globalRegistry, { description: 'What was decided since, in order' }),
  })
  .register(z.globalRegistry, { id: 'EntryRow' })
export type EntryRow = z.output<typeof EntryRow>

/** A cluster as it is kept. */
export const ClusterRecord = z.object({
  id: ClusterId,
  status: ClusterStatus,
  fields: ClusterFields,
  /** Each region with its path from the root, in the order of `fields.regions`. */
  regionPaths: z.array(z.array(z.string()).min(1)).min(1),
  seatPath: z.array(z.string()).min(1),
  /** The keys under which it is found by its names. */
  nameKeys: z.array(z.string()),
  ...clusterMergers,
  /** Its industries and all above them, for lists by industry. */
  industryCodes: z.array(z.string()),
  /** The industry sections of its industries. */
  sections: z.array(z.string()),
  entries: z.array(EntryRef.extend({ statuses: z.array(dated(EntryStatus)) })),
  openApplications: z.array(z.object({ application: ApplicationId, register: RegisterId })),
  createdBy: z.string(),
  /** Everybody who created or edited it before its last entry: none of them may decide on it. */
  preparedBy: z.array(z.string()),
  /** When its editors last confirmed that its facts hold. */
  confirmedAt: Instant.exactOptional(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type ClusterRecord = z.output<typeof ClusterRecord>

/** A cluster as it is shown; what the reader may not see is absent. */
export const Cluster = z
  .object({
    id: ClusterId,
    status: ClusterStatus,
    ...ClusterFields.shape,
    entries: z.array(EntryRef),
    mergedInto: ClusterId.exactOptional().register(z.globalRegistry, {
      description: 'The record into which it is being merged',
    }),
    mergedFrom: z.array(ClusterId).exactOptional().register(z.globalRegistry, {
      description: 'Drafts of the same cluster that were merged into this one; shown to who works on it',
    }),
    confirmedAt: Instant.exactOptional(),
    confirmationDue: CalendarDate.exactOptional().register(z.globalRegistry, {
      description: 'When its facts have to be confirmed again; overdue when past',
    }),
    createdAt: Instant,
    updatedAt: Instant,
    openApplications: z.array(z.object({ application: ApplicationId, register: RegisterId })).exactOptional(),
    createdBy: z.string().exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Cluster' })
export type Cluster = z.output<typeof Cluster>

/** Who may see which field of a cluster. */
export const CLUSTER_CLASSES: Classes<Cluster> = {
  id: 'public',
  status: 'public',
  names: 'public',
  descriptions: 'public',
  primaryCategory: 'public',
  categories: 'public',
  industries: 'public',
  products: 'public',
  regions: 'public',
  seat: 'public',
  yearFounded: 'public',
  type: 'public',
  stage: 'public',
  stageReason: 'public',
  managementOrganisation: 'public',
  website: 'public',
  labels: 'public',
  contact: 'members',
  entries: 'public',
  mergedInto: 'parties',
  mergedFrom: 'parties',
  confirmedAt: 'public',
  confirmationDue: 'public',
  createdAt: 'public',
  updatedAt: 'public',
  openApplications: 'parties',
  createdBy: 'authority',
}

/** A cluster in a list. */
export const ClusterSummary = z
  .object({
    id: ClusterId,
    status: ClusterStatus,
    names: LocalisedText,
    primaryCategory: CodeText,
    categories: z.array(CodeText),
    industries: z.array(CodeText),
    regions: z.array(CodeText),
    seat: ClusterFields.shape.seat,
    type: z.enum(CLUSTER_TYPES).exactOptional(),
    stage: ClusterStage.exactOptional(),
    entries: z.array(EntryRef),
    updatedAt: Instant,
  })
  .register(z.globalRegistry, { id: 'ClusterSummary' })
export type ClusterSummary = z.output<typeof ClusterSummary>

/** The status of a cluster that has these entries: the best of theirs, a draft without any. */
export const statusOf = (entries: readonly { readonly status: EntryStatus }[]): ClusterStatus =>
  (['registered', 'suspended', 'removed', 'annulled'] as const).find((status) =>
    entries.some((entry) => entry.status === status),
  ) ?? 'draft'

const entryRef = ({ register, number, status, registeredOn }: EntryRef): EntryRef => ({
  register,
  number,
  status,
  registeredOn,
})

/** A cluster as it is shown to whom all is shown. */
export const clusterView = (record: ClusterRecord): Cluster => {
  const { id, status, fields, entries, merger, absorbed, confirmedAt } = record
  const { createdAt, updatedAt, openApplications, createdBy } = record
  const due = confirmationDue(record)
  return {
    id,
    status,
    ...fields,
    entries: entries.map(entryRef),
    ...(merger && { mergedInto: merger.into }),
    ...(absorbed && { mergedFrom: absorbed.toSorted() }),
    ...(confirmedAt !== undefined && { confirmedAt }),
    ...(due !== undefined && { confirmationDue: due }),
    createdAt,
    updatedAt,
    openApplications,
    createdBy,
  }
}

/** A cluster as a list shows it. */
export const clusterSummary = (cluster: Cluster): ClusterSummary => {
  const { id, status, names, primaryCategory, categories, industries, regions, seat, type, stage } = cluster
  return {
    id,
    status,
    names,
    primaryCategory,
    categories,
    industries,
    regions,
    seat,
    ...(type !== undefined && { type }),
    ...(stage !== undefined && { stage }),
    entries: cluster.entries,
    updatedAt: cluster.updatedAt,
  }
}

/** The day on which the facts of a cluster have to be confirmed again: a year after the last confirmation, or after
 *  its first decision; undefined for one that stands in no register. */
export const confirmationDue = ({
  status,
  entries,
  confirmedAt,
}: Pick<ClusterRecord, 'status' | 'entries' | 'confirmedAt'>): CalendarDate | undefined => {
  if (status !== 'registered' && status !== 'suspended') return undefined
  const [first] = entries.map(({ registeredOn }) => registeredOn).sort()
  const last = confirmedAt?.slice(0, 10) ?? first
  return last === undefined ? undefined : aYearAfter(last)
}

const aYearAfter = (date: CalendarDate): CalendarDate => {
  const year = String(Number(date.slice(0, 4)) + 1).padStart(4, '0')
  // 29 February comes every four years.
  return date.endsWith('-02-29') ? `${year}-03-01` : `${year}${date.slice(4)}`
}

/** What of a cluster is compared with others. */
export const likenedCluster = ({
  fields,
  regionPaths,
}: Pick<ClusterRecord, 'fields' | 'regionPaths'>): Likened => ({
  names: fields.names,
  town: fields.seat.town,
  identifiers: [],
  regions: regionPaths,
})
