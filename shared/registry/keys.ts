import * as z from 'zod'
import { sha256 } from '#kernel/digest'
import { entity } from '#kernel/entity'
import { collationKey, inLanguage, type LocalisedText } from '#kernel/localised-text'
import {
  Act,
  Application,
  Assertion,
  ClusterFacts,
  ClusterId,
  ClusterRecord,
  ClusterSummary,
  Entry,
  HeldMemberships,
  Membership,
  OrganisationId,
  OrganisationRecord,
  OrganisationSummary,
  Register,
  RegisterId,
} from './model.ts'

// Registers, their entries and counters ---------------------------------------------------------------------------

export const REGISTERS = 'REGISTERS'
export const ENTRY_PREFIX = 'ENTRY#'
export const registerKey = (id: string) => ({ pk: `REGISTER#${id}`, sk: 'REGISTER' })
export const entriesByDate = (register: string) => `ENTRIES#${register}`
export const entryKey = (register: string, number: string) => ({
  pk: `REGISTER#${register}`,
  sk: `${ENTRY_PREFIX}${number}`,
})
export const counterKey = (register: string, year: number) => ({
  pk: `REGISTER#${register}`,
  sk: `COUNTER#${year}`,
})
export const registerCodeKey = (code: string) => ({ pk: `REGISTER-CODE#${code}`, sk: 'GUARD' })
export const importKey = (register: string, name: string) => ({
  pk: `REGISTER#${register}`,
  sk: `IMPORTED#${sha256(name)}`,
})

export const registerEntity = entity({
  name: 'register',
  schemaVersion: 1,
  schema: Register,
  keys: ({ id, code }) => ({ ...registerKey(id), gsi1pk: REGISTERS, gsi1sk: code }),
})

/** Takes a code for one register. */
export const registerCodeEntity = entity({
  name: 'register-code',
  schemaVersion: 1,
  schema: z.object({ code: z.string(), register: RegisterId }),
  keys: ({ code }) => registerCodeKey(code),
})

/** An entry stands under its number: no two can have the same. */
export const entryEntity = entity({
  name: 'entry',
  schemaVersion: 1,
  schema: Entry,
  keys: ({ register, number, registeredOn }) => ({
    ...entryKey(register, number),
    gsi1pk: entriesByDate(register),
    gsi1sk: `${registeredOn}#${number}`,
  }),
})

/** The last serial of a register in a year. */
export const counterEntity = entity({
  name: 'counter',
  schemaVersion: 1,
  schema: z.object({ register: RegisterId, year: z.int(), last: z.int() }),
  keys: ({ register, year }) => counterKey(register, year),
})

/** Remembers under which name an entry was imported, so that the same file changes nothing the second time. */
export const importEntity = entity({
  name: 'imported-entry',
  schemaVersion: 1,
  schema: z.object({ register: RegisterId, name: z.string(), number: z.string() }),
  keys: ({ register, name }) => importKey(register, name),
})

// Applications ----------------------------------------------------------------------------------------------------

export const applicationKey = (id: string) => ({ pk: `APPLICATION#${id}`, sk: 'APPLICATION' })
export const applicationsKey = (register: string, status: string) => `APPLICATIONS#${register}#${status}`

export const applicationEntity = entity({
  name: 'application',
  schemaVersion: 1,
  schema: Application,
  keys: ({ id, register, status, createdAt }) => ({
    ...applicationKey(id),
    gsi1pk: applicationsKey(register, status),
    gsi1sk: `${createdAt}#${id}`,
  }),
})

// Statements about records ----------------------------------------------------------------------------------------

export const ASSERTION_PREFIX = 'FACT#'

/** A statement with whose record it belongs to, its place among that record's statements, and who made it. */
export const StoredAssertion = Assertion.extend({
  /** The partition of the record. */
  subject: z.string(),
  /** The version of the record that it led to, and its place among the statements made together. */
  version: z.int(),
  part: z.int(),
  actor: z.string(),
  act: Act.exactOptional(),
})
export type StoredAssertion = z.output<typeof StoredAssertion>

export const assertionEntity = entity({
  name: 'assertion',
  schemaVersion: 1,
  schema: StoredAssertion,
  keys: ({ subject, version, part }) => ({
    pk: subject,
    sk: `${ASSERTION_PREFIX}${String(version).padStart(8, '0')}#${part}`,
  }),
})

// Clusters --------------------------------------------------------------------------------------------------------

export const clusterKey = (id: string) => ({ pk: `CLUSTER#${id}`, sk: 'CLUSTER' })
export const FACTS = 'FACTS'
export const draftImportKey = (source: string) => ({ pk: `IMPORTED-DRAFT#${sha256(source)}`, sk: 'GUARD' })

export const clusterEntity = entity({
  name: 'cluster',
  schemaVersion: 1,
  schema: ClusterRecord,
  keys: ({ id }) => clusterKey(id),
})

/** Remembers from which row a draft was imported, so that the same file changes nothing the second time. */
export const draftImportEntity = entity({
  name: 'imported-draft',
  schemaVersion: 1,
  schema: z.object({ source: z.string(), cluster: ClusterId }),
  keys: ({ source }) => draftImportKey(source),
})

/** What monitoring computes with; its stream of changes marks the figures that they touch. */
export const clusterFactsEntity = entity({
  name: 'cluster-facts',
  schemaVersion: 1,
  schema: ClusterFacts,
  keys: ({ cluster }) => ({ pk: FACTS, sk: cluster }),
})

/** Where a record stands in lists: sorted by name in either language, and by last change. */
const listingKeys = (collection: string, id: string, names: LocalisedText, updatedAt: string) => ({
  pk: collection,
  sk: `${collationKey(inLanguage(names, 'en'))}#${id}`,
  gsi1pk: collection,
  gsi1sk: `${collationKey(inLanguage(names, 'ru'))}#${id}`,
  gsi2pk: collection,
  gsi2sk: `${updatedAt}#${id}`,
})

export const clusterList = (place: string) => `LIST#cluster#${place}`

export const clusterListingEntity = entity({
  name: 'cluster-listing',
  schemaVersion: 1,
  schema: z.object({
    place: z.string(),
    summary: ClusterSummary,
    /** All regions that it stands in, ancestors included. */
    ancestors: z.array(z.string()),
    categories: z.array(z.string()),
    industryCodes: z.array(z.string()),
  }),
  keys: ({ place, summary }) => listingKeys(clusterList(place), summary.id, summary.names, summary.updatedAt),
})

// Organisations ---------------------------------------------------------------------------------------------------

export const organisationKey = (id: string) => ({ pk: `ORGANISATION#${id}`, sk: 'ORGANISATION' })
export const identifierKey = (scheme: string, value: string) => ({
  pk: `IDENTIFIER#${scheme}#${value}`,
  sk: 'GUARD',
})
export const namesakeKey = (place: string, name: string) => ({
  pk: `NAMESAKE#${sha256(`${place}\n${name}`)}`,
  sk: 'GUARD',
})
export const organisationList = (place: string) => `LIST#organisation#${place}`

export const organisationEntity = entity({
  name: 'organisation',
  schemaVersion: 1,
  schema: OrganisationRecord,
  keys: ({ id }) => organisationKey(id),
})

/** Takes an identifier for one organisation. */
export const identifierEntity = entity({
  name: 'identifier',
  schemaVersion: 1,
  schema: z.object({ scheme: z.string(), value: z.string(), organisation: OrganisationId }),
  keys: ({ scheme, value }) => identifierKey(scheme, value),
})

/** Takes a name at a seat for the one organisation without identifiers that has it. */
export const namesakeEntity = entity({
  name: 'namesake',
  schemaVersion: 1,
  schema: z.object({ place: z.string(), name: z.string(), organisation: OrganisationId }),
  keys: ({ place, name }) => namesakeKey(place, name),
})

export const organisationListingEntity = entity({
  name: 'organisation-listing',
  schemaVersion: 1,
  schema: z.object({ place: z.string(), summary: OrganisationSummary }),
  keys: ({ place, summary }) =>
    listingKeys(organisationList(place), summary.id, summary.names, summary.updatedAt),
})

// Memberships -----------------------------------------------------------------------------------------------------

export const MEMBERSHIPS = 'MEMBERSHIPS'
export const membershipKey = (cluster: string, organisation: string, from: string) => ({
  pk: MEMBERSHIPS,
  sk: `${cluster}#${organisation}#${from}`,
})
export const membershipSubject = (cluster: string, organisation: string, from: string) =>
  `MEMBERSHIP#${cluster}#${organisation}#${from}`
export const heldKey = (organisation: string) => ({ pk: `ORGANISATION#${organisation}`, sk: 'MEMBERSHIPS' })

export const membershipEntity = entity({
  name: 'membership',
  schemaVersion: 1,
  schema: Membership,
  keys: ({ cluster, organisation, from }) => membershipKey(cluster, organisation, from),
})

/** One record an organisation: it refuses two memberships at a time in one cluster, and an organisation with one
 *  cannot be deleted. */
export const heldEntity = entity({
  name: 'held-memberships',
  schemaVersion: 1,
  schema: HeldMemberships,
  keys: ({ organisation }) => heldKey(organisation),
})

/** The cluster of a membership's key. */
export const membershipsOf = (cluster: ClusterId) => ({ pk: MEMBERSHIPS, sk: { beginsWith: `${cluster}#` } })

export const registryEntities = [
  registerEntity,
  registerCodeEntity,
  entryEntity,
  counterEntity,
  importEntity,
  applicationEntity,
  assertionEntity,
  clusterEntity,
  draftImportEntity,
  clusterFactsEntity,
  clusterListingEntity,
  organisationEntity,
  identifierEntity,
  namesakeEntity,
  organisationListingEntity,
  membershipEntity,
  heldEntity,
]
