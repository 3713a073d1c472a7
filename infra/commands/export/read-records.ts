import type { RecordOf } from '#imports/record'
import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import { monitoringContract } from '#monitoring/contract'
import { inDependencyOrder } from '#monitoring/model'
import type { MovedKindName } from '#records/model'
import { referenceContract } from '#reference/contract'
import { registryContract } from '#registry/contract'
import { everyRow } from '../import/every-row.ts'
import type { KindName } from '../import/kinds.ts'
import { cut } from './cut.ts'
import { inTurns } from './in-turns.ts'
import { clusters, drafts, eachMergedDraft, enteredClusters } from './read-clusters.ts'
import { mergedOrganisations } from './read-merged.ts'
import { readPowers } from './read-powers.ts'
import { readRuleSets } from './read-rule-sets.ts'

/** Reads every record of a kind, in the shape that importing takes. */
export const readRecords = (
  kind: Exclude<KindName, 'documents' | 'extracts' | MovedKindName>,
  options: ClientOptions,
): Promise<readonly RecordOf[]> => {
  switch (kind) {
    case 'regions':
    case 'industries':
    case 'categories':
      return codes(kind, options)
    case 'indicators':
      return indicators(options)
    case 'persons':
    case 'authorities':
    case 'positions':
    case 'grants':
    case 'substitutions':
    case 'successions':
      return readPowers(kind, options)
    case 'rule-sets':
      return readRuleSets(options)
    case 'registers':
      return registers(options)
    case 'organisations':
      return organisations(options)
    case 'merged-organisations':
      return eachMergedOrganisation(options)
    case 'establishments':
      return establishments(options)
    case 'clusters':
      return clusters(options)
    case 'drafts':
      return drafts(options)
    case 'merged-drafts':
      return eachMergedDraft(options)
    case 'applications':
      return applications(options)
    case 'memberships':
      return memberships(options)
    case 'facilities':
      return facilities(options)
    case 'observations':
      return observations(options)
    case 'targets':
      return targets(options)
    default:
      return kind satisfies never
  }
}

const codes = async (list: 'regions' | 'industries' | 'categories', options: ClientOptions) => {
  const client = clientOf(referenceContract, options)
  const rows = await everyRow((page) => client.listCodes({ params: { list }, query: page }))
  return rows.map((row) => cut(row, 'list', 'path'))
}

/** The catalogue without the counts of the register, which are the platform's own, each with its reference metadata, in
 *  all its versions; what others are made from comes first. */
const indicators = async (options: ClientOptions) => {
  const client = clientOf(monitoringContract, options)
  const { body } = await patiently(() => client.listIndicators({}))
  const records: RecordOf[] = []
  const own = inDependencyOrder(body.items.filter(({ origin }) => origin !== 'registry'))
  for (const { code, version: newest } of own)
    for (let version = 1; version <= newest; version += 1) {
      const one = await patiently(() => client.getIndicator({ params: { code }, query: { version } }))
      records.push(cut(one.body, 'origin', 'version'))
    }
  return records
}

const facilities = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const rows = await everyRow((query) => client.listFacilities({ query }))
  return inTurns(rows, async ({ id: facilityId }) => {
    const { body } = await patiently(() => client.getFacility({ params: { facilityId } }))
    return cut(body, 'createdAt', 'updatedAt')
  })
}

const registers = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  return (await everyRow((query) => client.listRegisters({ query }))).map((row) =>
    cut(row, 'createdAt', 'restoration'),
  )
}

const eachOrganisation = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const rows = await everyRow((query) => client.listOrganisations({ query }))
  return inTurns(
    rows,
    async ({ id: organisationId }) =>
      (await patiently(() => client.getOrganisation({ params: { organisationId } }))).body,
  )
}

const NO_ORGANISATION = ['createdAt', 'updatedAt', 'createdBy', 'establishments', 'mergedFrom'] as const

const organisations = async (options: ClientOptions) =>
  (await eachOrganisation(options)).map((one) => cut(one, ...NO_ORGANISATION))

const eachMergedOrganisation = async (options: ClientOptions) => {
  const found = await inTurns(await eachOrganisation(options), ({ id, mergedFrom }) =>
    mergedOrganisations(options, id, mergedFrom),
  )
  return found.flat().map((one) => cut(one, ...NO_ORGANISATION))
}

const establishments = async (options: ClientOptions) =>
  (await eachOrganisation(options)).flatMap(({ id: organisation, establishments: places = [] }) =>
    places.map((place) => cut({ organisation, ...place })),
  )

/** Applications that wait for their decision. */
const applications = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const known = await everyRow((query) => client.listRegisters({ query }))
  const waiting = await inTurns(known, async ({ code: register }) => {
    const rows = await everyRow((page) => client.listApplications({ query: { ...page, register } }))
    return rows.map(({ cluster, facts, succession }) => ({
      register,
      cluster,
      ...(facts !== undefined && { facts }),
      ...(succession !== undefined && { succession }),
    }))
  })
  return waiting.flat()
}

const memberships = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const rows = await enteredClusters(options)
  const members = await inTurns(rows, async ({ id: clusterId }) =>
    everyRow((query) => client.listMembers({ params: { clusterId }, query })),
  )
  return members
    .flat()
    .map((row) =>
      cut(
        row,
        'suspended',
        'steps',
        'formerly',
        'successor',
        'recordedAt',
        'clusterNames',
        'organisationNames',
      ),
    )
}

/** Values of every cluster and every region, as they stand now. */
const observations = async (options: ClientOptions) => {
  const reference = clientOf(referenceContract, options)
  const monitoring = clientOf(monitoringContract, options)
  const [ofClusters, ofRegions] = await Promise.all([
    enteredClusters(options),
    everyRow((query) => reference.listCodes({ params: { list: 'regions' }, query })),
  ])
  const subjects = [
    ...ofClusters.map(({ id }) => ({ universe: 'cluster' as const, subject: id as string })),
    ...ofRegions.map(({ code }) => ({ universe: 'region' as const, subject: code })),
  ]
  const values = await inTurns(subjects, async ({ universe, subject }) => {
    const rows = await everyRow((page) =>
      monitoring.listObservations({ query: { ...page, universe, subject } }),
    )
    return rows.map((row) => ({
      ...cut(row, 'universe', 'subject', 'submittedBy', 'verifiedBy', 'version', 'changedAt'),
      [universe]: subject,
    }))
  })
  return values.flat()
}

/** Targets of every indicator, in all and by every industry. */
const targets = async (options: ClientOptions) => {
  const monitoring = clientOf(monitoringContract, options)
  const { body: catalogue } = await patiently(() => monitoring.listIndicators({}))
  const reference = clientOf(referenceContract, options)
  const industries = await everyRow((query) => reference.listCodes({ params: { list: 'industries' }, query }))
  const breakdowns = [...new Set(['_T', ...industries.map(({ code }) => code)])]
  const lists = catalogue.items.flatMap(({ code: indicator }) =>
    breakdowns.flatMap((breakdown) =>
      (['cluster', 'region'] as const).map((universe) => ({ indicator, universe, breakdown })),
    ),
  )
  const found = await inTurns(
    lists,
    async (query) => (await patiently(() => monitoring.listTargets({ query }))).body.items,
  )
  return found.flat().map((row) => cut(row, 'setBy'))
}
