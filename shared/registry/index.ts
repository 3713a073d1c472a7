import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { type ReferenceReader, referenceReader } from '#reference/readers'
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
import { getCluster, getClusterHistory, listClusters } from './clusters/read-clusters.ts'
import { getClusterDifferences } from './clusters/read-past.ts'
import type { registryContract } from './contract.ts'
import { changeMembership } from './memberships/change-membership.ts'
import { createMembership } from './memberships/create-membership.ts'
import { importMemberships } from './memberships/import-memberships.ts'
import { MembershipStore } from './memberships/membership-store.ts'
import { getMembership, listMembers, listMembershipsOfOrganisation } from './memberships/read-memberships.ts'
import { listNotices } from './notices.ts'
import { changeOrganisation } from './organisations/change-organisation.ts'
import { createOrganisation } from './organisations/create-organisation.ts'
import { deleteOrganisation } from './organisations/delete-organisation.ts'
import { importOrganisations } from './organisations/import-organisations.ts'
import { OrganisationStore } from './organisations/organisation-store.ts'
import { getOrganisation, listOrganisations } from './organisations/read-organisations.ts'
import { amendEntry } from './registers/amend-entry.ts'
import { annulEntry, reinstateEntry, removeEntry, suspendEntry } from './registers/decide-on-entry.ts'
import { importEntries } from './registers/import-entries.ts'
import { changeRegister, createRegister, importRegisters } from './registers/open-register.ts'
import {
  getEntry,
  getRegister,
  listEntries,
  listEntrySteps,
  listRegisters,
} from './registers/read-registers.ts'
import { registerCluster } from './registers/register-cluster.ts'
import { RegisterStore } from './registers/register-store.ts'

export { seedRegistry } from './seed-registry.ts'
export { watchTerms } from './watch-terms.ts'

/** Builds the use cases of the registry over its table and that of the code lists. */
export const createRegistry = (given: {
  readonly table: Table
  readonly referenceTable: Table
  readonly newId?: NewId
  readonly reference?: ReferenceReader
}): Handlers<typeof registryContract> => {
  const { table, referenceTable, newId = idSource() } = given
  const deps = {
    clusters: new ClusterStore(table),
    registers: new RegisterStore(table),
    applications: new ApplicationStore(table),
    table,
    organisations: new OrganisationStore(table),
    memberships: new MembershipStore(table),
    reference: given.reference ?? referenceReader(referenceTable),
    newId,
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
    importEntries: importEntries(deps),
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
    listClusters: listClusters(deps),
    getCluster: getCluster(deps),
    createCluster: createCluster(deps),
    importClusters: importClusters(deps),
    changeCluster: changeCluster(deps),
    deleteCluster: deleteCluster(deps),
    getClusterHistory: getClusterHistory(deps),
    getClusterDifferences: getClusterDifferences(deps),
    confirmCluster: confirmCluster(deps),
    listMembers: listMembers(deps),
    listMembershipsOfOrganisation: listMembershipsOfOrganisation(deps),
    createMembership: createMembership(deps),
    getMembership: getMembership(deps),
    changeMembership: changeMembership(deps),
    importMemberships: importMemberships(deps),
    listOrganisations: listOrganisations(deps),
    getOrganisation: getOrganisation(deps),
    createOrganisation: createOrganisation(deps),
    changeOrganisation: changeOrganisation(deps),
    deleteOrganisation: deleteOrganisation(deps),
    importOrganisations: importOrganisations(deps),
  }
}
