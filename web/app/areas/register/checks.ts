import { NewExtract } from '#extracts/model'
import {
  ApplicationContent,
  Attestations,
  ClusterContent,
  EntryDecision,
  MembershipEnd,
  NewApplication,
  NewCluster,
  NewMembership,
  PlainStep,
  Reconfirmation,
  RefusalStep,
  RegistrationDecision,
  ReturnStep,
} from '#registry/model'
import { checkBy } from '../../forms/check.ts'

/** Checks by the schemas of the contract; they come with the first form. */

export const clusterContent = checkBy(ClusterContent)
export const newCluster = checkBy(NewCluster)
export const newApplication = checkBy(NewApplication)
export const applicationContent = checkBy(ApplicationContent)
export const attestations = checkBy(Attestations)
export const plainStep = checkBy(PlainStep)
export const returnStep = checkBy(ReturnStep)
export const refusalStep = checkBy(RefusalStep)
export const registrationDecision = checkBy(RegistrationDecision)
export const entryDecision = checkBy(EntryDecision)
export const reconfirmation = checkBy(Reconfirmation)
export const newExtract = checkBy(NewExtract)
export const newMembership = checkBy(NewMembership)
export const membershipEnd = checkBy(MembershipEnd)
