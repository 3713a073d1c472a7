import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import { Establishment } from './establishment.ts'
import { Identifier } from './identifiers.ts'
import { OrganisationId } from './ids.ts'
import { type Likened, MOST_ACKNOWLEDGED } from './likeness/likeness.ts'
import {
  NAMED_IF_MERGED,
  namedIfMerged,
  OrganisationMergedElsewhere,
  organisationMergers,
} from './merging/merger.ts'
import { Restrictions } from './restriction.ts'
import type { Classes } from './visibility.ts'
import { ORGANISATION_FLAGS, ORGANISATION_KINDS, ORGANISATION_SIZES } from './vocabulary.ts'

export const OrganisationKind = z
  .enum(ORGANISATION_KINDS)
  .register(z.globalRegistry, { id: 'OrganisationKind' })
export const OrganisationSize = z
  .enum(ORGANISATION_SIZES)
  .register(z.globalRegistry, { id: 'OrganisationSize' })

/** Former names by which an organisation is found: they stand in its record. */
const MOST_FORMER_NAMES = 5

/** Establishments of one organisation: they stand in its record. */
export const MOST_ESTABLISHMENTS = 60

const fields = {
  names: LocalisedText,
  kind: OrganisationKind,
  /** Firms only. */
  size: OrganisationSize.exactOptional(),
  /** By which definition the size was judged. */
  sizeDefinition: z.string().trim().min(1).max(120).exactOptional(),
  flags: z.array(z.enum(ORGANISATION_FLAGS)).max(ORGANISATION_FLAGS.length).default([]),
  identifiers: z.array(Identifier).max(10).default([]),
  noIdentifierReason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .exactOptional()
    .register(z.globalRegistry, { description: 'Why it has no identifier; needed when it has none' }),
  seat: z.object({ town: z.string().trim().min(1).max(120).exactOptional(), region: CodeText }),
  website: z
    .url({ protocol: /^https?$/, hostname: z.regexes.domain })
    .max(300)
    .exactOptional(),
  establishments: z.array(Establishment).max(MOST_ESTABLISHMENTS).exactOptional().register(z.globalRegistry, {
    description: 'Where it carries on activity; absent: not known, which is not the same as none',
  }),
  restrictions: Restrictions.exactOptional().register(z.globalRegistry, {
    description:
      'Insolvency, sanctions, being struck off: its memberships are suspended as long; absent: as they are on record',
  }),
}

/** What is said of an organisation, as it is kept. */
export const OrganisationFields = z.object({
  ...fields,
  identifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
})
export type OrganisationFields = z.output<typeof OrganisationFields>

const content = {
  ...fields,
  validFrom: CalendarDate.exactOptional().register(z.globalRegistry, {
    description: 'Since when it is so; today unless given',
  }),
}

type Issue = { path: string; en: string; ru: string }
const faults = (organisation: z.output<z.ZodObject<typeof fields>>): readonly Issue[] => {
  const { kind, size, identifiers, noIdentifierReason } = organisation
  const schemes = identifiers.map(({ scheme, value }) => `${scheme} ${value}`)
  return [
    ...(size !== undefined && kind !== 'firm'
      ? [{ path: 'size', en: 'only a firm has a size', ru: 'размер есть только у предприятия' }]
      : []),
    ...(identifiers.length === 0 && noIdentifierReason === undefined
      ? [
          {
            path: 'identifiers',
            en: 'give an identifier, or noIdentifierReason',
            ru: 'укажите идентификатор или noIdentifierReason',
          },
        ]
      : []),
    ...(new Set(schemes).size < schemes.length
      ? [{ path: 'identifiers', en: 'each identifier once', ru: 'каждый идентификатор — один раз' }]
      : []),
  ]
}

const checked = <S extends z.ZodType<z.output<z.ZodObject<typeof fields>>>>(schema: S) =>
  schema.superRefine((organisation, context) => {
    for (const { path, en, ru } of faults(organisation))
      context.addIssue({ code: 'custom', path: [path], message: en, params: { ru } })
  })

/** What is said of an organisation, as it is sent: the whole of it. */
export const OrganisationContent = checked(z.object(content)).meta({ id: 'OrganisationContent' })
export type OrganisationContent = z.output<typeof OrganisationContent>

const acknowledgedDuplicates = z
  .array(OrganisationId)
  .max(MOST_ACKNOWLEDGED)
  .exactOptional()
  .register(z.globalRegistry, { description: 'Likely duplicates that were seen: it is none of these' })

/** An organisation as it is added. */
export const NewOrganisation = checked(z.object({ ...content, acknowledgedDuplicates })).meta({
  id: 'NewOrganisation',
})
export type NewOrganisation = z.output<typeof NewOrganisation>

/** An organisation as it is imported. */
export const OrganisationRow = checked(
  z
    .object({
      id: OrganisationId.exactOptional().register(z.globalRegistry, {
        description: 'Its id on another platform, kept',
      }),
      ...content,
      acknowledgedDuplicates,
      merged: OrganisationMergedElsewhere.exactOptional(),
    })
    .refine(namedIfMerged, NAMED_IF_MERGED),
).meta({ id: 'OrganisationRow' })
export type OrganisationRow = z.output<typeof OrganisationRow>

/** An organisation as it is kept. */
export const OrganisationRecord = z.object({
  id: OrganisationId,
  fields: OrganisationFields,
  /** The region of its seat with its path from the root. */
  seatPath: z.array(z.string()).min(1),
  /** The keys under which it is found by its names. */
  nameKeys: z.array(z.string()),
  /** The names that it had before, the latest first, by which it is found too. */
  formerNames: z
    .array(z.object({ names: LocalisedText, nameKeys: z.array(z.string()) }))
    .max(MOST_FORMER_NAMES)
    .exactOptional(),
  ...organisationMergers,
  createdBy: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type OrganisationRecord = z.output<typeof OrganisationRecord>

/** An organisation as it is shown; what the reader may not see is absent. */
export const Organisation = z
  .object({
    id: OrganisationId,
    ...OrganisationFields.shape,
    mergedInto: OrganisationId.exactOptional().register(z.globalRegistry, {
      description: 'The record into which it is being merged',
    }),
    mergedFrom: z.array(OrganisationId).exactOptional().register(z.globalRegistry, {
      description: 'Records of the same organisation that were merged into this one',
    }),
    createdAt: Instant,
    updatedAt: Instant,
    createdBy: z.string().exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Organisation' })
export type Organisation = z.output<typeof Organisation>

/** Who may see which field of an organisation. */
export const ORGANISATION_CLASSES: Classes<Organisation> = {
  id: 'public',
  names: 'public',
  kind: 'public',
  size: 'public',
  sizeDefinition: 'public',
  flags: 'public',
  identifiers: 'public',
  noIdentifierReason: 'authority',
  seat: 'public',
  website: 'public',
  establishments: 'public',
  restrictions: 'parties',
  mergedInto: 'public',
  mergedFrom: 'public',
  createdAt: 'public',
  updatedAt: 'public',
  createdBy: 'authority',
}

/** An organisation in a list. */
export const OrganisationSummary = z
  .object({
    id: OrganisationId,
    names: LocalisedText,
    kind: OrganisationKind,
    size: OrganisationSize.exactOptional(),
    flags: OrganisationFields.shape.flags,
    identifiers: OrganisationFields.shape.identifiers,
    seat: OrganisationFields.shape.seat,
    updatedAt: Instant,
  })
  .register(z.globalRegistry, { id: 'OrganisationSummary' })
export type OrganisationSummary = z.output<typeof OrganisationSummary>

/** A renamed organisation with the names that it had until now among its former ones. */
export const withFormerNames = (
  before: OrganisationRecord | undefined,
  after: OrganisationRecord,
): OrganisationRecord => {
  const { formerNames: _known, ...rest } = after
  if (before === undefined || canonicalJson(before.fields.names) === canonicalJson(after.fields.names))
    return after
  const former = [
    { names: before.fields.names, nameKeys: before.nameKeys },
    ...(after.formerNames ?? []),
  ].filter(({ names }) => canonicalJson(names) !== canonicalJson(after.fields.names))
  return { ...rest, formerNames: former.slice(0, MOST_FORMER_NAMES) }
}

/** The fields of an organisation from what was sent. */
export const organisationFieldsFrom = (content: Omit<OrganisationContent, 'validFrom'>): OrganisationFields =>
  OrganisationFields.parse(content)

/** An organisation as it is shown to whom all is shown. */
export const organisationView = (record: OrganisationRecord): Organisation => {
  const { id, fields, merger, absorbed, createdAt, updatedAt, createdBy } = record
  return {
    id,
    ...fields,
    ...(merger && { mergedInto: merger.into }),
    ...(absorbed && { mergedFrom: absorbed.toSorted() }),
    createdAt,
    updatedAt,
    createdBy,
  }
}

/** An organisation as a list shows it. */
export const organisationSummary = ({ id, fields, updatedAt }: OrganisationRecord): OrganisationSummary => {
  const { names, kind, size, flags, identifiers, seat } = fields
  return { id, names, kind, ...(size !== undefined && { size }), flags, identifiers, seat, updatedAt }
}

/** What of an organisation is compared with others. */
export const likenedOrganisation = ({
  fields,
  seatPath,
  formerNames = [],
}: Pick<OrganisationRecord, 'fields' | 'seatPath' | 'formerNames'>): Likened => ({
  names: fields.names,
  formerNames: formerNames.map(({ names }) => names),
  town: fields.seat.town,
  identifiers: fields.identifiers,
  regions: [seatPath],
})
