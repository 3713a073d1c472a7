import { NewExtract } from '#extracts/model'
import {
  ApplicationContent,
  Attestations,
  ClusterContent,
  CompositionChanges,
  EntryDecision,
  FacilityContent,
  MemberFiguresContent,
  MembershipContent,
  MembershipEnd,
  MembershipSuccession,
  NewApplication,
  NewCluster,
  NewMembership,
  NewOrganisation,
  NewTie,
  OrganisationContent,
  OrganisationMerger,
  PlainStep,
  Reconfirmation,
  RefusalStep,
  RegistrationDecision,
  Reinstatement,
  ReturnStep,
  Suspension,
  TieConsent,
  TieContent,
  TieValueContent,
  Year,
} from '#registry/model'
import { checkBy } from '../../forms/check.ts'

/** Checks by the schemas of the contract; they come with the first form. */

export const clusterContent = checkBy(ClusterContent)
export const newCluster = checkBy(NewCluster)
export const newApplication = checkBy(NewApplication)
export const applicationContent = checkBy(ApplicationContent)
export const attestations = checkBy(Attestations)
export const compositionChanges = checkBy(CompositionChanges)
export const plainStep = checkBy(PlainStep)
export const returnStep = checkBy(ReturnStep)
export const refusalStep = checkBy(RefusalStep)
export const registrationDecision = checkBy(RegistrationDecision)
export const entryDecision = checkBy(EntryDecision)
export const reconfirmation = checkBy(Reconfirmation)
export const newExtract = checkBy(NewExtract)
export const newMembership = checkBy(NewMembership)
export const membershipContent = checkBy(MembershipContent)
export const memberFigures = checkBy(MemberFiguresContent)
export const suspension = checkBy(Suspension)
export const reinstatement = checkBy(Reinstatement)
export const membershipSuccession = checkBy(MembershipSuccession)
export const membershipEnd = checkBy(MembershipEnd)
export const newOrganisation = checkBy(NewOrganisation)
export const organisationContent = checkBy(OrganisationContent)
export const organisationMerger = checkBy(OrganisationMerger)
export const newTie = checkBy(NewTie)
export const tieContent = checkBy(TieContent)
export const tieConsent = checkBy(TieConsent)
export const tieValue = checkBy(TieValueContent.extend({ year: Year }))
export const facilityContent = checkBy(FacilityContent)
