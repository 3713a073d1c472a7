import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import type { governanceContract } from './contract.ts'
import {
  createAuthority,
  getAuthority,
  importAuthorities,
  listAuthorities,
  updateAuthority,
} from './manage-authorities.ts'
import { createGrant, endGrant, getGrant, importGrants, listGrants } from './manage-grants.ts'
import { createPerson, getPerson, importPersons, listPersons } from './manage-persons.ts'
import {
  changePosition,
  createPosition,
  getPosition,
  importPositions,
  listPositions,
} from './manage-positions.ts'
import { me, powersMatrix } from './read-powers.ts'
import { GovernanceStore } from './store.ts'

export { grantFirst } from './grant-first.ts'

/** Builds the use cases by which powers are shared out. */
export const createGovernance = (options: {
  readonly table: Table
  readonly reference: Pick<ReferenceReader, 'pathOf'>
  readonly newId?: NewId
}): Handlers<typeof governanceContract> => {
  const store = new GovernanceStore(options.table)
  const ports = { store, reference: options.reference, newId: options.newId ?? idSource() }
  return {
    me: me(),
    powersMatrix: powersMatrix(store),
    listAuthorities: listAuthorities(ports),
    getAuthority: getAuthority(ports),
    createAuthority: createAuthority(ports),
    updateAuthority: updateAuthority(ports),
    importAuthorities: importAuthorities(ports),
    listPersons: listPersons(ports),
    getPerson: getPerson(ports),
    createPerson: createPerson(ports),
    importPersons: importPersons(ports),
    listPositions: listPositions(ports),
    getPosition: getPosition(ports),
    createPosition: createPosition(ports),
    changePosition: changePosition(ports),
    importPositions: importPositions(ports),
    listGrants: listGrants(ports),
    getGrant: getGrant(ports),
    createGrant: createGrant(ports),
    endGrant: endGrant(ports),
    importGrants: importGrants(ports),
  }
}
