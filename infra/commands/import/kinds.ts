import * as z from 'zod'
import { DocumentContent, MediaType } from '#knowledge/model'
import { IndicatorRow, ObservationRow, ReferenceMetadata, TargetRow } from '#monitoring/model'
import { CodeRow } from '#reference/model'
import {
  ApplicationContent,
  ClusterId,
  ClusterRow,
  EntryRow,
  EstablishmentRow,
  FacilityRow,
  MembershipRow,
  OrganisationRow,
  RegisterRow,
  RuleSetRow,
} from '#registry/model'
import { act, alias, field, ID, INTERVAL, NAMES, needed, neededAct, VALIDITY } from './columns.ts'
import type { Field } from './field.ts'
import { GOVERNING_KINDS } from './governing-kinds.ts'
import type { Kind } from './kind.ts'
import { MOVED } from './moved-kinds.ts'

export { KIND_NAMES, type Kind, type KindName } from './kind.ts'

/** What is said of a cluster, registered or not. */
const PROFILE: readonly Field[] = [
  NAMES,
  alias(field('description', 'languages', 'descriptions'), 'field'),
  alias(needed('category', 'text', 'primaryCategory'), 'primaryCategory'),
  field('categories', 'list'),
  field('industries', 'list'),
  field('products', 'json'),
  needed('regions', 'list'),
  field('seat', 'text', ['seat', 'town']),
  field('seatRegion', 'text', ['seat', 'region']),
  field('yearFounded', 'number'),
  field('type'),
  field('stage'),
  field('stageReason'),
  field('managementOrganisation'),
  field('website'),
  field('labels', 'json'),
  field('contactEmail', 'text', ['contact', 'email']),
  field('contactPhone', 'text', ['contact', 'phone']),
]

/** What is said of an organisation. */
const ORGANISATION: readonly Field[] = [
  ID,
  NAMES,
  needed('kind'),
  field('size'),
  field('sizeDefinition'),
  field('flags', 'list'),
  field('identifiers', 'identifiers'),
  field('noIdentifierReason'),
  field('seat', 'text', ['seat', 'town']),
  needed('region', 'text', ['seat', 'region']),
  field('website'),
  field('restrictions', 'json'),
]

/** Where a merged record went. */
const MERGED: readonly Field[] = [
  needed('mergedInto', 'text', ['merged', 'into']),
  needed('mergedSince', 'text', ['merged', 'since']),
]

const codeList = (name: 'regions' | 'industries' | 'categories', fields: readonly Field[]): Kind => ({
  name,
  fields: [needed('code'), ...fields, ...VALIDITY],
  row: CodeRow,
  ...(name !== 'categories' && { tree: { own: 'code', parent: 'parent' } }),
  powers: ['code-list.manage'],
  rowsPerCall: 500,
  callsAtOnce: 1,
})

/** A document as a table tells it: the file lies where the path, from the table's folder, says. Rows with the
 *  same id are versions of one, the oldest first. */
export const DocumentRow = DocumentContent.extend({
  file: z.string().min(1),
  /** Under which name it is offered; the file's own unless given. */
  fileName: z.string().exactOptional(),
  /** What the end of the name says unless given. */
  mediaType: MediaType.exactOptional(),
  /** Why it was withdrawn: the document is withdrawn once its files are there. */
  withdrawn: z.string().exactOptional(),
})

/** An extract as a table tells it: its files lie where the paths, from the table's folder, say. */
export const ExtractFilesRow = z.object({ json: z.string().min(1), pdf: z.string().min(1) })

const DECLARED: readonly Kind[] = [
  ...GOVERNING_KINDS,
  codeList('regions', [field('parent'), needed('level'), NAMES]),
  codeList('industries', [field('parent'), needed('kind'), field('name', 'languages', 'names')]),
  codeList('categories', [NAMES]),
  {
    name: 'indicators',
    fields: [
      needed('code'),
      needed('name', 'languages'),
      needed('definition', 'languages'),
      needed('unit', 'languages'),
      needed('measure', 'text', ['measure', 'kind']),
      field('currency', 'text', ['measure', 'currency']),
      field('prices', 'text', ['measure', 'prices', 'basis']),
      field('baseYear', 'number', ['measure', 'prices', 'baseYear']),
      field('deflator', 'languages', ['measure', 'prices', 'deflator']),
      needed('decimals', 'number'),
      needed('direction'),
      needed('frequency'),
      field('reporting'),
      alias(needed('aggregation', 'text', ['aggregation', 'rule']), 'rule'),
      field('weight', 'text', ['aggregation', 'weight']),
      field('numerator', 'text', ['aggregation', 'numerator']),
      field('denominator', 'text', ['aggregation', 'denominator']),
      field('across', 'text', ['aggregation', 'across']),
      field('of', 'text', ['aggregation', 'of']),
      field('against', 'text', ['aggregation', 'against']),
      field('years', 'number', ['aggregation', 'years']),
      needed('overTime'),
      needed('confidentiality'),
      field('min', 'text', ['validRange', 'min']),
      field('max', 'text', ['validRange', 'max']),
      field('tolerance'),
      ...Object.keys(ReferenceMetadata.shape).map((name) => field(name, 'languages', ['metadata', name])),
      field('validFrom'),
      field('reason', 'languages'),
    ],
    row: IndicatorRow,
    powers: ['indicator.manage'],
    rowsPerCall: 100,
    callsAtOnce: 1,
  },
  {
    name: 'rule-sets',
    fields: [
      needed('code'),
      NAMES,
      needed('territory', 'list'),
      field('number', 'number', ['version', 'number']),
      field('status', 'text', ['version', 'status']),
      field('from', 'text', ['version', 'from']),
      field('to', 'text', ['version', 'to']),
      field('legalBasis', 'json', ['version', 'legalBasis']),
      field('rule', 'json', ['version', 'rule']),
      field('territories', 'json', ['version', 'territories']),
      field('newcomerYears', 'number', ['version', 'newcomerYears']),
      field('validityMonths', 'number', ['version', 'validityMonths']),
      field('noticeDays', 'json', ['version', 'noticeDays']),
      field('earlierDecisionsUntil', 'text', ['version', 'earlierDecisionsUntil']),
    ],
    row: RuleSetRow,
    powers: ['rule-set.manage'],
    rowsPerCall: 20,
    // Versions follow one another.
    callsAtOnce: 1,
  },
  {
    name: 'registers',
    fields: [
      ID,
      needed('code'),
      NAMES,
      field('kind'),
      field('holder'),
      needed('territory', 'list'),
      needed('timeZone'),
      field('numberPattern'),
      ...act('legalAct'),
      field('calendar', 'json'),
      field('terms', 'json'),
      field('appeal', 'languages'),
      field('ruleSets', 'list'),
    ],
    row: RegisterRow,
    powers: ['cluster.register'],
    rowsPerCall: 100,
    callsAtOnce: 1,
  },
  {
    name: 'organisations',
    fields: [...ORGANISATION, field('acknowledgedDuplicates', 'list')],
    row: OrganisationRow,
    powers: ['organisation.edit'],
    rowsPerCall: 250,
    callsAtOnce: 2,
  },
  {
    name: 'merged-organisations',
    fields: [...ORGANISATION, ...MERGED],
    row: OrganisationRow,
    tree: { own: 'id', parent: 'mergedInto' },
    powers: ['organisation.edit'],
    rowsPerCall: 250,
    callsAtOnce: 1,
  },
  {
    name: 'establishments',
    fields: [
      field('organisation'),
      alias(field('organisationIdentifier', 'identifier', 'organisation'), 'identifier'),
      field('name', 'languages', 'names'),
      needed('region'),
      field('town'),
      field('address'),
      field('from'),
      field('to'),
      field('validFrom'),
    ],
    row: EstablishmentRow,
    powers: ['organisation.edit'],
    rowsPerCall: 100,
    // Rows of one organisation follow one another.
    callsAtOnce: 1,
  },
  {
    name: 'clusters',
    fields: [
      ID,
      needed('register'),
      field('number'),
      needed('registeredOn'),
      ...neededAct('act'),
      field('decisions', 'json'),
      ...PROFILE,
    ],
    row: EntryRow,
    address: 'register',
    powers: ['cluster.register'],
    rowsPerCall: 100,
    // A source without numbers gets the serials of the year in the order of the file.
    callsAtOnce: 1,
  },
  {
    name: 'drafts',
    fields: [ID, ...PROFILE, field('acknowledgedDuplicates', 'list')],
    row: ClusterRow,
    powers: ['cluster.edit'],
    rowsPerCall: 100,
    callsAtOnce: 1,
  },
  {
    name: 'merged-drafts',
    fields: [ID, ...PROFILE, ...MERGED],
    row: ClusterRow,
    tree: { own: 'id', parent: 'mergedInto' },
    powers: ['cluster.edit'],
    rowsPerCall: 100,
    callsAtOnce: 1,
  },
  {
    name: 'applications',
    fields: [needed('register'), needed('cluster'), field('facts', 'json'), field('succession', 'json')],
    row: ApplicationContent.extend({ cluster: ClusterId }),
    address: 'register',
    powers: ['cluster.edit'],
    rowsPerCall: 100,
    callsAtOnce: 1,
  },
  {
    name: 'memberships',
    fields: [
      field('cluster'),
      alias(field('clusterRegister', 'text', ['cluster', 'register']), 'register'),
      alias(field('clusterNumber', 'text', ['cluster', 'number']), 'number'),
      field('organisation'),
      alias(field('organisationIdentifier', 'identifier', 'organisation'), 'identifier'),
      ...INTERVAL,
      needed('roles', 'list'),
      field('level'),
      field('tasks', 'list'),
    ],
    row: MembershipRow,
    powers: ['cluster.register'],
    rowsPerCall: 250,
    callsAtOnce: 2,
  },
  {
    name: 'facilities',
    fields: [
      ID,
      NAMES,
      needed('type'),
      needed('region'),
      field('location', 'json'),
      field('capacity', 'number', ['capacity', 'number']),
      field('capacityUnit', 'text', ['capacity', 'unit']),
      field('occupancy', 'number'),
      field('services', 'list'),
      field('owner'),
      field('clusters', 'list'),
    ],
    row: FacilityRow,
    powers: ['facility.manage'],
    rowsPerCall: 100,
    callsAtOnce: 2,
  },
  {
    name: 'observations',
    fields: [
      field('cluster'),
      field('region'),
      needed('indicator'),
      field('breakdown'),
      needed('period'),
      field('value'),
      field('obsStatus'),
      field('confStatus'),
      field('workflow'),
      field('level'),
      field('source'),
    ],
    row: ObservationRow,
    powers: ['statistics.import', 'kpi.submit'],
    rowsPerCall: 500,
    callsAtOnce: 4,
  },
  {
    name: 'targets',
    fields: [
      field('universe'),
      needed('dimension'),
      needed('code'),
      needed('indicator'),
      field('breakdown'),
      needed('period'),
      needed('target'),
      field('baseline'),
      field('baselinePeriod'),
      field('trajectory', 'json'),
      field('bandFrom', 'text', ['band', 'from']),
      field('bandTo', 'text', ['band', 'to']),
    ],
    row: TargetRow,
    powers: ['target.set'],
    rowsPerCall: 250,
    callsAtOnce: 2,
  },
  {
    name: 'documents',
    fields: [
      ID,
      needed('file'),
      field('fileName'),
      field('mediaType'),
      needed('title', 'languages', 'titles'),
      field('description', 'languages', 'descriptions'),
      needed('language'),
      field('categories', 'list'),
      field('clusters', 'list'),
      field('tags', 'list'),
      needed('visibility'),
      field('region'),
      field('withdrawn'),
    ],
    row: DocumentRow,
    address: 'id',
    powers: ['document.publish'],
    rowsPerCall: 100,
    callsAtOnce: 4,
  },
  {
    name: 'extracts',
    fields: [needed('register'), needed('json'), needed('pdf')],
    row: ExtractFilesRow,
    address: 'register',
    powers: ['register.restore'],
    rowsPerCall: 100,
    callsAtOnce: 2,
  },
  ...MOVED,
]

const BY_NAME: ReadonlyMap<string, Kind> = new Map(DECLARED.map((kind) => [kind.name, kind]))

/** The kind of a name; undefined for none. */
export const kindNamed = (name: string): Kind | undefined => BY_NAME.get(name)
