import { RuleFailedError } from '#kernel/errors'
import { demandUnmerged } from '../merging/mergeable.ts'
import type { ClusterFields } from '../model.ts'
import type { OrganisationStore } from '../organisations/organisation-store.ts'

/** Refuses a management organisation that is not there. @throws RuleFailedError
 *  @throws ConflictError for one that was merged */
export const demandManagement = async (
  organisations: OrganisationStore,
  { managementOrganisation }: ClusterFields,
): Promise<void> => {
  if (managementOrganisation === undefined) return
  const stored = await organisations.find(managementOrganisation, { consistent: true })
  if (stored !== undefined) return demandUnmerged(stored.value)
  const detail = {
    en: `There is no organisation ${managementOrganisation} that could manage the cluster.`,
    ru: `Организации ${managementOrganisation}, указанной как специализированная, нет.`,
  }
  throw new RuleFailedError(detail, { faults: [{ pointer: '/managementOrganisation', detail }] })
}
