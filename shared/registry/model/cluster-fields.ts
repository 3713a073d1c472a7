import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { CodeText } from '#reference/model'
import { OrganisationId } from './ids.ts'
import { CLUSTER_STAGES, CLUSTER_TYPES } from './vocabulary.ts'

export const ClusterStage = z.enum(CLUSTER_STAGES)

/** Regions of one cluster: bounded so that all places in which it is listed change in one transaction. */
const MOST_REGIONS = 16

const Website = z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(300)
const Town = z.string().trim().min(1).max(120)
const unique = (codes: readonly string[]) => new Set(codes).size === codes.length
const onceEach = { error: 'each code once', params: { ru: 'каждый код — один раз' } }

export const common = {
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
        code: z.string().regex(
          /^[0-9A-Z][0-9A-Z.]{0,19}$/,
          wording({
            en: 'a code of capital letters, digits and ".", at most 20',
            ru: 'код из прописных латинских букв, цифр и «.», не более 20',
          }),
        ),
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
    .register(z.globalRegistry, {
      description: 'The management office’s, no person’s own; shown to members',
    }),
}

/** What is said of a cluster, as it is kept. */
export const ClusterFields = z.object({
  ...common,
  seat: z.object({ town: Town.exactOptional(), region: CodeText }),
})
export type ClusterFields = z.output<typeof ClusterFields>

const ValidFrom = CalendarDate.exactOptional().register(z.globalRegistry, {
  description:
    'Since when it is so; today in the time zone of the register unless given, never a day to come',
})

export const seat = z
  .object({ town: Town.exactOptional(), region: CodeText.exactOptional() })
  .exactOptional()
  .register(z.globalRegistry, { description: 'Its region is the first one of the cluster unless given' })

/** What is said of a cluster, as it is sent: the whole of it. */
export const ClusterContent = z
  .object({ ...common, seat, validFrom: ValidFrom })
  .register(z.globalRegistry, { id: 'ClusterContent' })
export type ClusterContent = z.output<typeof ClusterContent>

/** The facts of a registered entry: they change by amendment, not by editing the profile. */
export const RegisterFacts = ClusterFields.pick({
  names: true,
  seat: true,
  regions: true,
  primaryCategory: true,
  managementOrganisation: true,
})
  .partial()
  .refine((facts) => Object.keys(facts).length > 0, {
    error: 'at least one fact',
    params: { ru: 'хотя бы один факт' },
  })
  .register(z.globalRegistry, { id: 'RegisterFacts' })
export type RegisterFacts = z.output<typeof RegisterFacts>

export const REGISTER_FACTS = [
  'names',
  'seat',
  'regions',
  'primaryCategory',
  'managementOrganisation',
] as const satisfies readonly (keyof ClusterFields)[]

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
