import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { ApiKeyStore } from './api-keys/api-key-store.ts'
import { createApiKey, revokeApiKey, rotateApiKey } from './api-keys/manage-api-keys.ts'
import { getApiKey, listApiKeys } from './api-keys/read-api-keys.ts'
import type { governanceContract } from './contract.ts'
import { delegateGrant } from './delegate-grant.ts'
import { explainPower } from './explain-power.ts'
import { handOverGrant } from './hand-over-grant.ts'
import {
  createAuthority,
  getAuthority,
  importAuthorities,
  listAuthorities,
  updateAuthority,
} from './manage-authorities.ts'
import { createGrant, endGrant, getGrant, importGrants, listGrants } from './manage-grants.ts'
import { correctPerson, createPerson, getPerson, importPersons, listPersons } from './manage-persons.ts'
import {
  changePosition,
  createPosition,
  getPosition,
  importPositions,
  listPositions,
} from './manage-positions.ts'
import {
  createSubstitution,
  endSubstitution,
  getSubstitution,
  importSubstitutions,
  listSubstitutions,
} from './manage-substitutions.ts'
import { erasePerson } from './personal-data/erase-person.ts'
import { exportPersonalData } from './personal-data/export-personal-data.ts'
import { type PersonalDataStore, SealedPersonalDataStore } from './personal-data/personal-data-store.ts'
import type { Ports } from './ports.ts'
import { me, powerFindings, powersMatrix } from './read-powers.ts'
import { endAuthority, renameAuthority } from './reorganise-authorities.ts'
import { GovernanceStore } from './store.ts'

export { grantFirst } from './grant-first.ts'

/** The store of personal data on the platform's own tables. */
export const personalDataStore = (tables: {
  readonly data: Table
  readonly keys: Table
}): PersonalDataStore => new SealedPersonalDataStore(tables)

/** Builds the use cases by which powers are shared out. */
export const createGovernance = (options: {
  readonly table: Table
  /** Where the use of API keys is noted. */
  readonly usage: Table
  readonly personal: PersonalDataStore
  readonly reference: Ports['reference']
  readonly clusters: Ports['clusters']
  readonly newId?: NewId
}): Handlers<typeof governanceContract> => {
  const store = new GovernanceStore(options.table)
  const { reference, clusters, newId = idSource() } = options
  const ports: Ports = { store, reference, clusters, newId }
  const people = { ...ports, personal: options.personal }
  const keys = { ...ports, keys: new ApiKeyStore(options.table), usage: options.usage }
  return {
    me: me(),
    powersMatrix: powersMatrix(ports),
    powerFindings: powerFindings(ports),
    explainPower: explainPower(ports),
    listAuthorities: listAuthorities(ports),
    getAuthority: getAuthority(ports),
    createAuthority: createAuthority(ports),
    updateAuthority: updateAuthority(ports),
    renameAuthority: renameAuthority(ports),
    endAuthority: endAuthority(ports),
    importAuthorities: importAuthorities(ports),
    listPersons: listPersons(people),
    getPerson: getPerson(people),
    createPerson: createPerson(people),
    correctPerson: correctPerson(people),
    importPersons: importPersons(people),
    exportPersonalData: exportPersonalData(people),
    erasePerson: erasePerson(people),
    listPositions: listPositions(ports),
    getPosition: getPosition(ports),
    createPosition: createPosition(ports),
    changePosition: changePosition(ports),
    importPositions: importPositions(ports),
    listSubstitutions: listSubstitutions(ports),
    getSubstitution: getSubstitution(ports),
    createSubstitution: createSubstitution(ports),
    endSubstitution: endSubstitution(ports),
    importSubstitutions: importSubstitutions(ports),
    listGrants: listGrants(ports),
    getGrant: getGrant(ports),
    createGrant: createGrant(ports),
    delegateGrant: delegateGrant(ports),
    endGrant: endGrant(ports),
    handOverGrant: handOverGrant(ports),
    importGrants: importGrants(ports),
    listApiKeys: listApiKeys(keys),
    getApiKey: getApiKey(keys),
    createApiKey: createApiKey(keys),
    rotateApiKey: rotateApiKey(keys),
    revokeApiKey: revokeApiKey(keys),
  }
}
