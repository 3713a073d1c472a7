import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import { ApplicationId, ClusterId, OrganisationId, RegisterId } from './ids.ts'
import { Act, EntryNumber, EntryRef, EntryStatus } from './register.ts'
import { dated } from './timeline.ts'
import type { Classes } from './visibility.ts'

export const CLUSTER_TYPES = [
  'industrial',
  'innovation',
  'agro',
  'tourism',
  'creative',
  'services',
  'other',
] as const
export const CLUSTER_STAGES = ['emergence', 'growth', 'sustainment', 'decline'] as const
/** What a cluster is: a draft until its first entry, then what the best of its entries is. */
const CLUSTER_STATUSES = ['draft', 'registered', 'suspended', 'removed', 'annulled'] as const
export const ClusterStatus = z.enum(CLUSTER_STATUSES).meta({ id: 'ClusterStatus' })
export type ClusterStatus = z.output<typeof ClusterStatus>
export const ClusterStage = z.enum(CLUSTER_STAGES)

/** Regions of one cluster: bounded so that all places in which it is listed change in one transaction. */
const MOST_REGIONS = 16

const Website = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(300)
const Town = z.string().trim().min(1).max(120)
const unique = (codes: readonly string[]) => new Set(codes).size === codes.length
const onceEach = { error: 'each code once', params: { ru: 'каждый код — один раз' } }

const common = {
  names: LocalisedText,
  descriptions: LocalisedText.exactOptional(),
  primaryCategory: CodeText,
  /** Further categories, besides the primary one. */
  categories: z.array(CodeText).max(10).refine(unique, onceEach).default([]),
  industries: z.array(CodeText).max(40).refine(unique, onceEach).default([]),
  products: z
    .array(
      z.object({
        scheme: z.enum(['CPA', 'OKPD2', 'HS']),
        code: z.string().regex(/^[0-9A-Z][0-9A-Z.]{0,19}$/),
        names: LocalisedText.exactOptional(),
      }),
    )
    .max(100)
    .exactOptional(),
  regions: z.array(CodeText).min(1).max(MOST_REGIONS).refine(unique, onceEach),
  yearFounded: z.int().min(1000).max(2200).exactOptional(),
  type: z.enum(CLUSTER_TYPES).exactOptional(),
  stage: ClusterStage.exactOptional(),
  stageReason: z.string().trim().min(1).max(2000).exactOptional(),
  managementOrganisation: OrganisationId.exactOptional(),
  website: Website.exactOptional(),
  labels: z
    .array(z.object({ name: z.string().trim().min(1).max(120), validUntil: CalendarDate.exactOptional() }))
    .max(20)
    .exactOptional(),
  contact: z
    .object({ email: z.email().exactOptional(), phone: z.string().max(40).exactOptional() })
    .exactOptional()
    .meta({ description: 'The management office; shown to members' }),
}

/** What is said of a cluster, as it is kept. */
export const ClusterFields = z.object({
  ...common,
  seat: z.object({ town: Town.exactOptional(), region: CodeText }),
})
export type ClusterFields = z.output<typeof ClusterFields>

const ValidFrom = CalendarDate.exactOptional().meta({
  description:
    'Since when it is so; today in the time zone of the register unless given, never a day to come',
})

const seat = z
  .object({ town: Town.exactOptional(), region: CodeText.exactOptional() })
  .exactOptional()
  .meta({ description: 'Its region is the first one of the cluster unless given' })

/** What is said of a cluster, as it is sent: the whole of it. */
export const ClusterContent = z
  .object({ ...common, seat, validFrom: ValidFrom })
  .meta({ id: 'ClusterContent' })
export type ClusterContent = z.output<typeof ClusterContent>

/** A draft as it is imported. */
export const ClusterRow = ClusterContent.extend({
  id: ClusterId.exactOptional().meta({ description: 'Its id on another platform, kept' }),
}).meta({ id: 'ClusterRow' })
export type ClusterRow = z.output<typeof ClusterRow>

/** A cluster that is already registered elsewhere, as it is imported. */
export const EntryRow = z
  .object({
    id: ClusterId.exactOptional().meta({ description: 'Its id on another platform, kept' }),
    ...common,
    seat,
    registeredOn: CalendarDate,
    number: EntryNumber.exactOptional().meta({
      description: 'Kept as it is; the next serial of its year unless given',
    }),
    act: Act,
  })
  .meta({ id: 'EntryRow' })
export type EntryRow = z.output<typeof EntryRow>

/** A cluster as it is kept. */
export const ClusterRecord = z.object({
  id: ClusterId,
  status: ClusterStatus,
  fields: ClusterFields,
  /** Each region with its path from the root, in the order of `fields.regions`. */
  regionPaths: z.array(z.array(z.string()).min(1)).min(1),
  seatPath: z.array(z.string()).min(1),
  /** Its industries and all above them, for lists by industry. */
  industryCodes: z.array(z.string()),
  /** The industry sections of its industries. */
  sections: z.array(z.string()),
  entries: z.array(EntryRef.extend({ statuses: z.array(dated(EntryStatus)) })),
  openApplications: z.array(z.object({ application: ApplicationId, register: RegisterId })),
  createdBy: z.string(),
  /** Everybody who created or edited it before its last entry: none of them may decide on it. */
  preparedBy: z.array(z.string()),
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
    createdAt: Instant,
    updatedAt: Instant,
    openApplications: z.array(z.object({ application: ApplicationId, register: RegisterId })).exactOptional(),
    createdBy: z.string().exactOptional(),
  })
  .meta({ id: 'Cluster' })
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
  .meta({ id: 'ClusterSummary' })
export type ClusterSummary = z.output<typeof ClusterSummary>

/** The facts of a registered entry: they change by decision, not by editing the profile (definitions, section 2). */
export const REGISTER_FACTS: readonly (keyof ClusterFields)[] = [
  'names',
  'seat',
  'regions',
  'primaryCategory',
  'managementOrganisation',
]

/** The status of a cluster that has these entries: the best of theirs, a draft without any. */
export const statusOf = (entries: readonly { readonly status: EntryStatus }[]): ClusterStatus =>
  (['registered', 'suspended', 'removed', 'annulled'] as const).find((status) =>
    entries.some((entry) => entry.status === status),
  ) ?? 'draft'

/** The fields of a cluster from what was sent: the seat's region is the first one unless given, and the primary
 *  category is not repeated among the further ones. */
export const fieldsFrom = (content: Omit<ClusterContent, 'validFrom'>): ClusterFields => {
  const [first = ''] = content.regions
  return ClusterFields.parse({
    ...content,
    categories: content.categories.filter((category) => category !== content.primaryCategory),
    seat: { ...content.seat, region: content.seat?.region ?? first },
  })
}

const entryRef = ({ register, number, status, registeredOn }: EntryRef): EntryRef => ({
  register,
  number,
  status,
  registeredOn,
})

/** A cluster as it is shown to whom all is shown. */
export const clusterView = (record: ClusterRecord): Cluster => {
  const { id, status, fields, entries, createdAt, updatedAt, openApplications, createdBy } = record
  return {
    id,
    status,
    ...fields,
    entries: entries.map(entryRef),
    createdAt,
    updatedAt,
    openApplications,
    createdBy,
  }
}

/** A cluster as a list shows it. */
export const clusterSummary = ({ id, status, fields, entries, updatedAt }: ClusterRecord): ClusterSummary => {
  const { names, primaryCategory, categories, industries, regions, seat, type, stage } = fields
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
    entries: entries.map(entryRef),
    updatedAt,
  }
}
