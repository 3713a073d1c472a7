import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { type ReferenceReader, referenceReader } from '#reference/readers'
import { changeCluster } from './change-cluster.ts'
import { changeMembership } from './change-membership.ts'
import { changeOrganisation } from './change-organisation.ts'
import { ClusterStore } from './cluster-store.ts'
import type { registryContract } from './contract.ts'
import { createApplication } from './create-application.ts'
import { createCluster } from './create-cluster.ts'
import { createMembership } from './create-membership.ts'
import { createOrganisation } from './create-organisation.ts'
import { deleteApplication } from './delete-application.ts'
import { deleteCluster } from './delete-cluster.ts'
import { deleteOrganisation } from './delete-organisation.ts'
import { importClusters } from './import-clusters.ts'
import { importEntries } from './import-entries.ts'
import { importMemberships } from './import-memberships.ts'
import { importOrganisations } from './import-organisations.ts'
import { MembershipStore } from './membership-store.ts'
import { changeRegister, createRegister, importRegisters } from './open-register.ts'
import { OrganisationStore } from './organisation-store.ts'
import { getApplication, listApplications } from './read-applications.ts'
import { getCluster, getClusterHistory, listClusters } from './read-clusters.ts'
import { getMembership, listMembers, listMembershipsOfOrganisation } from './read-memberships.ts'
import { getOrganisation, listOrganisations } from './read-organisations.ts'
import { getEntry, getRegister, listEntries, listRegisters } from './read-registers.ts'
import { registerCluster } from './register-cluster.ts'
import { RegisterStore } from './register-store.ts'

export { seedRegistry } from './seed-registry.ts'

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
    importEntries: importEntries(deps),
    createApplication: createApplication(deps),
    listApplications: listApplications(deps),
    getApplication: getApplication(deps),
    deleteApplication: deleteApplication(deps),
    registerCluster: registerCluster(deps),
    listClusters: listClusters(deps),
    getCluster: getCluster(deps),
    createCluster: createCluster(deps),
    importClusters: importClusters(deps),
    changeCluster: changeCluster(deps),
    deleteCluster: deleteCluster(deps),
    getClusterHistory: getClusterHistory(deps),
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
