import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { type ReferenceReader, referenceReader } from '#reference/readers'
import { type AnnouncingPorts, announceNotices } from './announce-notices.ts'
import {
  refuseApplication,
  returnApplication,
  reviewApplication,
  submitApplication,
  withdrawApplication,
} from './applications/advance-application.ts'
import { ApplicationStore } from './applications/application-store.ts'
import { changeApplication } from './applications/change-application.ts'
import { createApplication } from './applications/create-application.ts'
import { deleteApplication } from './applications/delete-application.ts'
import { getApplication, listApplicationSteps, listApplications } from './applications/read-applications.ts'
import { changeCluster } from './clusters/change-cluster.ts'
import { ClusterStore } from './clusters/cluster-store.ts'
import { confirmCluster } from './clusters/confirm-cluster.ts'
import { createCluster } from './clusters/create-cluster.ts'
import { deleteCluster } from './clusters/delete-cluster.ts'
import { importClusters } from './clusters/import-clusters.ts'
import { getCluster, getClusterHistory, listClusters, listManagedClusters } from './clusters/read-clusters.ts'
import { getClusterDifferences } from './clusters/read-past.ts'
import { joiningOn } from './composition/composition-reader.ts'
import { getComposition, getNetwork } from './composition/read-composition.ts'
import type { clustersContract } from './contract/clusters-contract.ts'
import type { registersContract } from './contract/registers-contract.ts'
import type { registryContract } from './contract.ts'
import { findDuplicateClusters, findDuplicateOrganisations } from './duplicates/search-duplicates.ts'
import { changeFacility, createFacility, deleteFacility } from './facilities/change-facility.ts'
import { FacilityStore } from './facilities/facility-store.ts'
import { importFacilities } from './facilities/import-facilities.ts'
import { getFacility, listFacilities } from './facilities/read-facilities.ts'
import { changeMembership } from './memberships/change-membership.ts'
import { createMembership } from './memberships/create-membership.ts'
import { importMemberships } from './memberships/import-memberships.ts'
import { MembershipStore } from './memberships/membership-store.ts'
import { ProposalStore } from './memberships/proposal-store.ts'
import {
  decideProposal,
  getProposal,
  listProposals,
  listProposalsOfOrganisation,
  proposeMembership,
} from './memberships/propose-membership.ts'
import {
  getMembership,
  getMembershipHistory,
  listMembers,
  listMembershipsOfOrganisation,
} from './memberships/read-memberships.ts'
import { succeedMembership } from './memberships/succeed-membership.ts'
import { endMembership, reinstateMembership, suspendMembership } from './memberships/suspend-membership.ts'
import { mergeCluster } from './merging/merge-clusters.ts'
import { mergeOrganisation } from './merging/merge-organisations.ts'
import { listNotices } from './notices.ts'
import { changeOrganisation } from './organisations/change-organisation.ts'
import { createOrganisation } from './organisations/create-organisation.ts'
import { deleteOrganisation } from './organisations/delete-organisation.ts'
import { importEstablishments } from './organisations/import-establishments.ts'
import { importOrganisations } from './organisations/import-organisations.ts'
import { OrganisationStore } from './organisations/organisation-store.ts'
import { getOrganisation, listEstablishments, listOrganisations } from './organisations/read-organisations.ts'
import { amendEntry } from './registers/amend-entry.ts'
import { annulEntry, reinstateEntry, removeEntry, suspendEntry } from './registers/decide-on-entry.ts'
import { importEntries } from './registers/import-entries.ts'
import { changeRegister, createRegister, importRegisters } from './registers/open-register.ts'
import { listEntryRecords } from './registers/read-entry-records.ts'
import {
  getEntry,
  getRegister,
  listEntries,
  listEntrySteps,
  listRegisters,
} from './registers/read-registers.ts'
import { reconfirmEntry } from './registers/reconfirm-entry.ts'
import { registerCluster } from './registers/register-cluster.ts'
import { RegisterStore } from './registers/register-store.ts'
import { completeRestoration, openRestoration } from './registers/restoration.ts'
import { restoreEntries } from './registers/restore-entries.ts'
import { assessCluster, whatIfCluster } from './rule-sets/assess-cluster.ts'
import { AssessmentStore } from './rule-sets/assessment-store.ts'
import { importRuleSets } from './rule-sets/import-rule-sets.ts'
import { judgedComposition } from './rule-sets/judged-composition.ts'
import {
  addRuleSetVersion,
  changeRuleSetVersion,
  createRuleSet,
  publishRuleSetVersion,
} from './rule-sets/manage-rule-sets.ts'
import { getAssessment, listAssessments } from './rule-sets/read-assessments.ts'
import {
  getRuleSet,
  getRuleSetInForce,
  getRuleSetVersion,
  listMetrics,
  listRuleSets,
  listRuleSetVersions,
} from './rule-sets/read-rule-sets.ts'
import { RuleSetStore } from './rule-sets/rule-set-store.ts'
import { agreeToTie, changeTie, createTie, stateTieValue } from './ties/change-tie.ts'
import { getMemberFigures, stateMemberFigures } from './ties/member-figures.ts'
import { getTie, listTies } from './ties/read-ties.ts'
import { TieStore } from './ties/tie-store.ts'

export { seedRegistry } from './seed-registry.ts'
export { watchTerms } from './watch-terms.ts'

/** The tables that the registry works on, and what tests decide. */
interface Given {
  readonly table: Table
  readonly referenceTable: Table
  readonly newId?: NewId
  readonly reference?: ReferenceReader
}

const depsOf = (given: Given) => {
  const { table, referenceTable, newId = idSource() } = given
  return {
    clusters: new ClusterStore(table),
    registers: new RegisterStore(table),
    applications: new ApplicationStore(table),
    table,
    organisations: new OrganisationStore(table),
    memberships: new MembershipStore(table),
    reference: given.reference ?? referenceReader(referenceTable),
    newId,
  }
}

/** Builds the use cases of registers, applications and rule sets over the registry's table and that of the code
 *  lists. */
export const createRegisters = (given: Given): Handlers<typeof registersContract> => {
  const common = depsOf(given)
  const { table } = common
  const deps = {
    ...common,
    ruleSets: new RuleSetStore(table),
    assessments: new AssessmentStore(table),
    compositionOf: judgedComposition({ ...common, ties: new TieStore(table) }),
    joiningOf: joiningOn(common),
  }
  return {
    listRegisters: listRegisters(deps),
    getRegister: getRegister(deps),
    createRegister: createRegister(deps),
    changeRegister: changeRegister(deps),
    importRegisters: importRegisters(deps),
    listEntries: listEntries(deps),
    getEntry: getEntry(deps),
    listEntrySteps: listEntrySteps(deps),
    suspendEntry: suspendEntry(deps),
    reinstateEntry: reinstateEntry(deps),
    removeEntry: removeEntry(deps),
    annulEntry: annulEntry(deps),
    reconfirmEntry: reconfirmEntry(deps),
    importEntries: importEntries(deps),
    listEntryRecords: listEntryRecords(deps),
    openRestoration: openRestoration(deps),
    restoreEntries: restoreEntries(deps),
    completeRestoration: completeRestoration(deps),
    createApplication: createApplication(deps),
    listApplications: listApplications(deps),
    getApplication: getApplication(deps),
    listApplicationSteps: listApplicationSteps(deps),
    changeApplication: changeApplication(deps),
    submitApplication: submitApplication(deps),
    reviewApplication: reviewApplication(deps),
    returnApplication: returnApplication(deps),
    withdrawApplication: withdrawApplication(deps),
    refuseApplication: refuseApplication(deps),
    amendEntry: amendEntry(deps),
    listNotices: listNotices(deps),
    deleteApplication: deleteApplication(deps),
    registerCluster: registerCluster(deps),
    listMetrics: listMetrics(),
    listRuleSets: listRuleSets(deps),
    createRuleSet: createRuleSet(deps),
    getRuleSet: getRuleSet(deps),
    getRuleSetInForce: getRuleSetInForce(deps),
    listRuleSetVersions: listRuleSetVersions(deps),
    getRuleSetVersion: getRuleSetVersion(deps),
    addRuleSetVersion: addRuleSetVersion(deps),
    changeRuleSetVersion: changeRuleSetVersion(deps),
    publishRuleSetVersion: publishRuleSetVersion(deps),
    importRuleSets: importRuleSets(deps),
    assessCluster: assessCluster(deps),
    whatIfCluster: whatIfCluster(deps),
    listAssessments: listAssessments(deps),
    getAssessment: getAssessment(deps),
  }
}

/** Builds the use cases of clusters, organisations and what binds them over the same tables. */
export const createClusters = (given: Given): Handlers<typeof clustersContract> => {
  const common = depsOf(given)
  const { table } = common
  const deps = {
    ...common,
    proposals: new ProposalStore(table),
    ties: new TieStore(table),
    facilities: new FacilityStore(table),
  }
  return {
    listClusters: listClusters(deps),
    listManagedClusters: listManagedClusters(deps),
    getCluster: getCluster(deps),
    createCluster: createCluster(deps),
    findDuplicateClusters: findDuplicateClusters(deps),
    importClusters: importClusters(deps),
    changeCluster: changeCluster(deps),
    deleteCluster: deleteCluster(deps),
    mergeCluster: mergeCluster(deps),
    getClusterHistory: getClusterHistory(deps),
    getClusterDifferences: getClusterDifferences(deps),
    confirmCluster: confirmCluster(deps),
    listMembers: listMembers(deps),
    listMembershipsOfOrganisation: listMembershipsOfOrganisation(deps),
    createMembership: createMembership(deps),
    getMembership: getMembership(deps),
    changeMembership: changeMembership(deps),
    getMembershipHistory: getMembershipHistory(deps),
    suspendMembership: suspendMembership(deps),
    reinstateMembership: reinstateMembership(deps),
    endMembership: endMembership(deps),
    succeedMembership: succeedMembership(deps),
    proposeMembership: proposeMembership(deps),
    listProposals: listProposals(deps),
    listProposalsOfOrganisation: listProposalsOfOrganisation(deps),
    getProposal: getProposal(deps),
    decideProposal: decideProposal(deps),
    importMemberships: importMemberships(deps),
    getComposition: getComposition(deps),
    getNetwork: getNetwork(deps),
    listTies: listTies(deps),
    getTie: getTie(deps),
    createTie: createTie(deps),
    changeTie: changeTie(deps),
    stateTieValue: stateTieValue(deps),
    agreeToTie: agreeToTie(deps),
    getMemberFigures: getMemberFigures(deps),
    stateMemberFigures: stateMemberFigures(deps),
    listOrganisations: listOrganisations(deps),
    getOrganisation: getOrganisation(deps),
    createOrganisation: createOrganisation(deps),
    findDuplicateOrganisations: findDuplicateOrganisations(deps),
    changeOrganisation: changeOrganisation(deps),
    deleteOrganisation: deleteOrganisation(deps),
    mergeOrganisation: mergeOrganisation(deps),
    listEstablishments: listEstablishments(deps),
    importEstablishments: importEstablishments(deps),
    importOrganisations: importOrganisations(deps),
    listFacilities: listFacilities(deps),
    getFacility: getFacility(deps),
    createFacility: createFacility(deps),
    importFacilities: importFacilities(deps),
    changeFacility: changeFacility(deps),
    deleteFacility: deleteFacility(deps),
  }
}

/** Builds what has notices sent by e-mail. */
export const createAnnouncing = ({
  table,
  ...rest
}: Omit<AnnouncingPorts, 'clusters'> & { readonly table: Table }): ReturnType<typeof announceNotices> =>
  announceNotices({ clusters: new ClusterStore(table), ...rest })

/** Builds all use cases of the registry. */
export const createRegistry = (given: Given): Handlers<typeof registryContract> => ({
  ...createRegisters(given),
  ...createClusters(given),
})
