import { createHash } from 'node:crypto'
import { createGovernance, personalDataStore } from '#governance/index'
import type { BulkResult } from '#kernel/bulk'
import { clientOf } from '#kernel/client'
import { systemClock } from '#kernel/clock'
import { knowledgeContract } from '#knowledge/contract'
import { DocumentContent } from '#knowledge/model'
import { createAlerts } from '#monitoring/alerts/index'
import { AlertRuleContent } from '#monitoring/alerts/model'
import { createAlerting } from '#monitoring/alerts/watching'
import { createCampaigns } from '#monitoring/campaigns/index'
import { createMonitoring, rebuildKpis } from '#monitoring/index'
import { createReference } from '#reference/index'
import { referenceReader } from '#reference/readers'
import { createRegistry } from '#registry/index'
import { clusterProfiles, registryReader } from '#registry/readers'
import { reportsContract } from '#reports/contract'
import { bringIn } from '../commands/import/documents.ts'
import { generateSample } from './generate.ts'
import { SAMPLE_REPORT } from './generate-report.ts'
import { loadCooperation } from './load-cooperation.ts'
import type { Sample } from './model.ts'
import { openSampleCampaign } from './open-campaign.ts'
import { type FreshCloud, operatorCall } from './operator.ts'
import { FIRST_RELEASE, PLANNED_RELEASE, releaseFigures, SECOND_RELEASE } from './release-figures.ts'
import { seed } from './seed.ts'
import { Workspace } from './workspace.ts'

/** Fills a platform with the sample and computes its figures. The use cases do it, called by the operator, on copies
 *  of the tables that are saved at the end; documents go through the API like everybody's. Doing it again changes
 *  nothing. @throws Error when a row of the sample is refused */
export const loadSample = async (cloud: FreshCloud, log: (line: string) => void): Promise<void> => {
  const started = performance.now()
  const sample = generateSample()
  await seed(cloud)
  const workspace = await Workspace.open(cloud, [
    'REFERENCE_TABLE',
    'GOVERNANCE_TABLE',
    'USAGE_TABLE',
    'PERSONAL_KEYS_TABLE',
    'PERSONAL_TABLE',
    'MONITORING_TABLE',
    'REGISTRY_TABLE',
  ])
  await fill(workspace, sample)
  // Every figure was just computed from all there is: marks of what to compute have nothing more to say. Nor did
  // anybody make these changes: the audit trail begins with what happens on the platform.
  await cloud.passOver(() => workspace.save({ without: 'mark' }))
  await publish(cloud, sample)
  await report(cloud)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  log(
    `Sample loaded in ${seconds} s: ${sample.clusters.length} clusters, ${sample.organisations.length} organisations, ${sample.observations.length} observations, all of them invented`,
  )
}

const fill = async (workspace: Workspace, sample: Sample): Promise<void> => {
  const at = systemClock()
  const referenceTable = workspace.table('REFERENCE_TABLE')
  const codes = createReference({ table: referenceTable })
  for (const list of ['regions', 'industries', 'categories'] as const)
    accepted(list, await codes.importCodes(operatorCall(sample[list], at, { list })))

  const reference = referenceReader(referenceTable)
  const registryTable = workspace.table('REGISTRY_TABLE')
  const facts = registryReader(registryTable)
  const governance = createGovernance({
    table: workspace.table('GOVERNANCE_TABLE'),
    usage: workspace.table('USAGE_TABLE'),
    personal: personalDataStore({
      data: workspace.table('PERSONAL_TABLE'),
      keys: workspace.table('PERSONAL_KEYS_TABLE'),
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

  const table = workspace.table('MONITORING_TABLE')
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
  const known = await alerts.listAlertRules({ ...operatorCall([], at, undefined), body: undefined })
  if (known.body.items.length > 0) return
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

const publish = async (cloud: FreshCloud, { documents }: Sample): Promise<void> => {
  const knowledge = clientOf(knowledgeContract, { url: cloud.url, token: () => cloud.tokenFor('ministry') })
  for (const { content, fileName, mediaType, bytes } of documents) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = { fileName, mediaType, size: bytes.length, sha256 }
    await bringIn(knowledge, [{ content: DocumentContent.parse(content), bytes, file }])
  }
}

/** Defines a report that is made each February, and has it made once; its files are ready a moment after the start. */
const report = async (cloud: FreshCloud): Promise<void> => {
  const reports = clientOf(reportsContract, { url: cloud.url, token: () => cloud.tokenFor('ministry') })
  const known = await reports.listReports({ query: {} })
  if (known.body.items.length > 0) return
  const { body } = await reports.createReport({ body: SAMPLE_REPORT })
  await reports.runReport({ params: { reportId: body.id }, body: {} })
}

const accepted = (kind: string, { body }: { readonly body: BulkResult }): void => {
  const refused = body.rows.find(({ outcome }) => outcome === 'rejected')
  if (refused !== undefined)
    throw new Error(`The sample's ${kind} do not fit: row ${refused.row}: ${refused.reason}`)
}
