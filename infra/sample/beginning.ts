import { createGovernance, personalDataStore } from '#governance/index'
import type { BulkResult } from '#kernel/bulk'
import { systemClock } from '#kernel/clock'
import { MemoryTable } from '#kernel/memory-table'
import type { Item } from '#kernel/table'
import { createAlerts } from '#monitoring/alerts/index'
import { AlertRuleContent } from '#monitoring/alerts/model'
import { createAlerting } from '#monitoring/alerts/watching'
import { createCampaigns } from '#monitoring/campaigns/index'
import { createMonitoring, rebuildKpis } from '#monitoring/index'
import { createReference } from '#reference/index'
import { referenceReader } from '#reference/readers'
import { createRegistry } from '#registry/index'
import { clusterProfiles, registryReader } from '#registry/readers'
import type { Records } from '../local/dynamodb/records.ts'
import { generateSample } from './generate.ts'
import { loadCooperation } from './load-cooperation.ts'
import type { Sample } from './model.ts'
import { openSampleCampaign } from './open-campaign.ts'
import { operatorCall } from './operator.ts'
import { FIRST_RELEASE, PLANNED_RELEASE, releaseFigures, SECOND_RELEASE } from './release-figures.ts'
import { seedTables } from './seed.ts'

/** The sample as records by environment variable of their table, with all figures computed from it. The use cases make
 *  them, called by the operator, on tables in memory: through the API it takes a minute of computing.
 *  @throws Error when a row of the sample is refused */
export const sampleBeginning = async (): Promise<Records> => {
  const tables = emptyTables()
  await fill(tables, generateSample())
  // Every figure was just computed from all there is: marks of what to compute have nothing more to say.
  return new Map(Object.entries(tables).map(([variable, table]) => [variable, table.all().filter(isNoMark)]))
}

const emptyTables = () => ({
  REFERENCE_TABLE: new MemoryTable(),
  GOVERNANCE_TABLE: new MemoryTable(),
  USAGE_TABLE: new MemoryTable(),
  PERSONAL_KEYS_TABLE: new MemoryTable(),
  PERSONAL_TABLE: new MemoryTable(),
  MONITORING_TABLE: new MemoryTable(),
  REGISTRY_TABLE: new MemoryTable(),
})

const isNoMark = (item: Item): boolean => item['entity'] !== 'mark'

const fill = async (tables: ReturnType<typeof emptyTables>, sample: Sample): Promise<void> => {
  const at = systemClock()
  const referenceTable = tables.REFERENCE_TABLE
  const registryTable = tables.REGISTRY_TABLE
  await seedTables(referenceTable, registryTable)
  const codes = createReference({ table: referenceTable })
  for (const list of ['regions', 'industries', 'categories'] as const)
    accepted(list, await codes.importCodes(operatorCall(sample[list], at, { list })))

  const reference = referenceReader(referenceTable)
  const facts = registryReader(registryTable)
  const governance = createGovernance({
    table: tables.GOVERNANCE_TABLE,
    usage: tables.USAGE_TABLE,
    personal: personalDataStore({
      data: tables.PERSONAL_TABLE,
      keys: tables.PERSONAL_KEYS_TABLE,
    }),
    reference,
    clusters: facts,
  })
  const call = (rows: readonly unknown[]) => operatorCall(rows, at, undefined)
  accepted('persons', await governance.importPersons(call(sample.persons)))
  accepted('authorities', await governance.importAuthorities(call(sample.authorities)))
  accepted('positions', await governance.importPositions(call(sample.positions)))
  accepted('grants', await governance.importGrants(call(sample.grants)))

  const registry = createRegistry({ table: registryTable, referenceTable, reference })
  accepted('organisations', await registry.importOrganisations(call(sample.organisations)))
  const national = { registerId: 'national' }
  accepted('clusters', await registry.importEntries(operatorCall(sample.clusters, at, national)))
  accepted('memberships', await registry.importMemberships(call(sample.memberships)))
  await loadCooperation(registry, sample, at)

  const table = tables.MONITORING_TABLE
  const ports = { table, registry: facts, clusters: facts, codeLists: reference }
  const monitoring = createMonitoring(ports)
  accepted('indicators', await monitoring.importIndicators(call(sample.indicators)))
  const isLate = lateReports(sample)
  const inTime = sample.observations.filter((row) => !isLate(row))
  accepted('observations', await monitoring.importObservations(call(inTime)))
  await releaseFigures(ports, FIRST_RELEASE, at)
  accepted('late reports', await monitoring.importObservations(call(sample.observations.filter(isLate))))
  await releaseFigures(ports, SECOND_RELEASE, at)
  await releaseFigures(ports, PLANNED_RELEASE, at)
  accepted('submissions', await monitoring.importObservations(call(sample.submissions)))
  accepted('targets', await monitoring.importTargets(call(sample.targets)))
  const clusters = sample.clusters.flatMap(({ id }) => id ?? [])
  await openSampleCampaign(createCampaigns(ports), clusters, at)
  await rebuildKpis(ports)({ repair: true })

  const profiles = clusterProfiles(registryTable)
  const alerts = createAlerts({ ...ports, register: async () => ({ registry: facts, profiles }) })
  for (const rule of sample.alertRules)
    await alerts.createAlertRule({
      ...operatorCall([], at, undefined),
      body: AlertRuleContent.parse(rule),
    })
  await createAlerting({ ...ports, ...TELLING_NOBODY, profiles }).daily()
}

/** Nobody gets mail about what is invented. */
const TELLING_NOBODY = {
  offices: { at: async () => [], using: async () => () => [] },
  languagesOf: async () => () => 'en' as const,
  outbox: { put: async () => undefined },
  nameOf: async () => undefined,
}

/** Which reports came after the first release: the revenue of the last two clusters in its quarters. */
const lateReports = ({ clusters }: Sample) => {
  const late = clusters.slice(-2).map(({ id }) => id)
  return ({ cluster, indicator, period }: Sample['observations'][number]): boolean =>
    indicator === 'revenue' &&
    FIRST_RELEASE.periods.includes(String(period)) &&
    late.some((id) => id === cluster)
}

const accepted = (kind: string, { body }: { readonly body: BulkResult }): void => {
  const refused = body.rows.find(({ outcome }) => outcome === 'rejected')
  if (refused !== undefined)
    throw new Error(`The sample's ${kind} do not fit: row ${refused.row}: ${refused.reason}`)
}
