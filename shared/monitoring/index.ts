import type { Call, Handlers } from '#kernel/call'
import { type Clock, systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { Places } from './authority.ts'
import { EnterpriseStore } from './campaigns/enterprise-store.ts'
import type { ClusterManagement } from './campaigns/ports.ts'
import { getPeerComparisons } from './compare-peers.ts'
import { getRegionComparisons } from './compare-regions.ts'
import type { figuresContract } from './contract/figures-contract.ts'
import type { monitoringContract } from './contract.ts'
import { decideObservation } from './decide-observation.ts'
import { DutyStore } from './duty-store.ts'
import { IndicatorStore } from './indicator-store.ts'
import { changeIndicator, getIndicator, importIndicators, listIndicators } from './indicators.ts'
import { sealHashes } from './kpi-seals.ts'
import { MarkStore } from './mark-store.ts'
import { ObservationStore } from './observation-store.ts'
import { agreeToOpenness, getOpenness, withdrawOpenness } from './openness/agree-to-openness.ts'
import { OpennessStore } from './openness/openness-store.ts'
import type { ClusterPlaces, CodeLists, RegisterFacts } from './ports.ts'
import { getKpis } from './read-kpis.ts'
import { getLocationQuotients } from './read-location-quotients.ts'
import { getObservation, listObservations, observationHistory } from './read-observations.ts'
import { ReleaseStore } from './releases/release-store.ts'
import { RunStore } from './run-store.ts'
import { SliceStore } from './slice-store.ts'
import { changeObservation, importObservations } from './submit-observations.ts'
import { TargetStore } from './target-store.ts'
import { importTargets, listTargets } from './targets.ts'

export { aggregateKpis } from './aggregate-kpis.ts'
export { markChanges } from './mark-changes.ts'
export { rebuildKpis } from './rebuild-kpis.ts'
export { createReleases, issueReleases } from './releases/index.ts'

interface Ports {
  readonly table: Table
  readonly registry: RegisterFacts
  readonly clusters: ClusterPlaces & ClusterManagement
  readonly codeLists: CodeLists
  readonly clock?: Clock
}

/** Builds the use cases of indicators, reported values, targets and openness over their table and the facts of other
 *  contexts. */
export const createMonitoring = (ports: Omit<Ports, 'registry'>): Handlers<typeof monitoringContract> => {
  const { table, codeLists, clock = systemClock } = ports
  const runs = new RunStore(table)
  const all = {
    table,
    codeLists,
    clock,
    indicators: new IndicatorStore(table),
    observations: new ObservationStore(table),
    slices: new SliceStore(table),
    targets: new TargetStore(table),
    releases: new ReleaseStore(table),
    openness: new OpennessStore(table),
    marks: new MarkStore(table),
    management: ports.clusters,
    places: new Places(ports.clusters, codeLists),
  }
  return {
    listIndicators: listIndicators(all),
    getIndicator: getIndicator(all),
    importIndicators: importIndicators(all),
    changeIndicator: changeIndicator(all),
    importObservations: importObservations(all),
    listObservations: listObservations(all),
    getObservation: getObservation(all),
    changeObservation: changeObservation(all),
    observationHistory: observationHistory(all),
    decideObservation: decideObservation(all),
    importTargets: importTargets(all),
    listTargets: listTargets(all),
    getOpenness: getOpenness(all),
    agreeToOpenness: agreeToOpenness(all),
    withdrawOpenness: withdrawOpenness(all),
    listJobs: async ({ page }: Call<Routes['listJobs']>) => ({
      status: 200,
      body: await runs.list(page.limit, page.after),
    }),
    getJob: async ({ params }: Call<Routes['getJob']>) => ({ status: 200, body: await runs.get(params.run) }),
  }
}

/** Builds the use cases of figures over the same. */
export const createFigures = (
  ports: Omit<Ports, 'clusters'> & { readonly clusters: ClusterPlaces },
): Handlers<typeof figuresContract> => {
  const { table, registry, codeLists, clock = systemClock } = ports
  const all = {
    registry,
    codeLists,
    clock,
    indicators: new IndicatorStore(table),
    observations: new ObservationStore(table),
    slices: new SliceStore(table),
    duties: new DutyStore(table),
    enterprises: new EnterpriseStore(table),
    targets: new TargetStore(table),
    releases: new ReleaseStore(table),
    openness: new OpennessStore(table),
    sealFor: sealHashes(table),
    places: new Places(ports.clusters, codeLists),
  }
  return {
    getKpis: getKpis(all),
    getLocationQuotients: getLocationQuotients(all),
    getPeerComparisons: getPeerComparisons(all),
    getRegionComparisons: getRegionComparisons(all),
  }
}

type Routes = typeof monitoringContract.routes
