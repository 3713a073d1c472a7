import { applicationEntity, stepEntity } from './keys/applications.ts'
import { assertionEntity } from './keys/assertions.ts'
import {
  clusterEntity,
  clusterFactsEntity,
  clusterListingEntity,
  draftImportEntity,
  managedClusterEntity,
} from './keys/clusters.ts'
import { facilityEntity, facilityListingEntity } from './keys/facilities.ts'
import { formerMembershipEntity, heldEntity, membershipEntity, proposalEntity } from './keys/memberships.ts'
import { nameKeyEntity } from './keys/names.ts'
import { noticeEntity } from './keys/notices.ts'
import {
  identifierEntity,
  namesakeEntity,
  organisationEntity,
  organisationListingEntity,
} from './keys/organisations.ts'
import {
  counterEntity,
  entryEntity,
  importEntity,
  registerCodeEntity,
  registerEntity,
  restoredEntity,
} from './keys/registers.ts'
import {
  assessmentEntity,
  assessmentInputsEntity,
  ruleSetEntity,
  ruleSetVersionEntity,
} from './keys/rule-sets.ts'
import { memberFiguresEntity, tieEntity } from './keys/ties.ts'
import { unfinishedEntity } from './keys/unfinished.ts'

export * from './keys/applications.ts'
export * from './keys/assertions.ts'
export * from './keys/clusters.ts'
export * from './keys/facilities.ts'
export * from './keys/memberships.ts'
export * from './keys/names.ts'
export * from './keys/notices.ts'
export * from './keys/organisations.ts'
export * from './keys/registers.ts'
export * from './keys/rule-sets.ts'
export * from './keys/ties.ts'
export * from './keys/unfinished.ts'

/** Every kind of record of the registry's table. */
export const registryEntities = [
  registerEntity,
  registerCodeEntity,
  entryEntity,
  counterEntity,
  importEntity,
  restoredEntity,
  applicationEntity,
  stepEntity,
  noticeEntity,
  assertionEntity,
  clusterEntity,
  managedClusterEntity,
  draftImportEntity,
  clusterFactsEntity,
  clusterListingEntity,
  organisationEntity,
  identifierEntity,
  namesakeEntity,
  organisationListingEntity,
  nameKeyEntity,
  membershipEntity,
  formerMembershipEntity,
  heldEntity,
  proposalEntity,
  tieEntity,
  memberFiguresEntity,
  facilityEntity,
  facilityListingEntity,
  ruleSetEntity,
  ruleSetVersionEntity,
  assessmentEntity,
  assessmentInputsEntity,
  unfinishedEntity,
]
