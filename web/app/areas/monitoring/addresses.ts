import { personRoutes } from '#governance/contract/persons'
import { addressesOf } from '#kernel/client'
import { alertsContract } from '#monitoring/alerts/contract'
import { campaignFilesContract, campaignsContract } from '#monitoring/campaigns/contract'
import { reportPreviewsContract } from '#reports/contract'

/** The routes that only this area calls. */
export const addresses = {
  alerts: addressesOf(alertsContract),
  campaigns: addressesOf(campaignsContract),
  persons: addressesOf({ name: 'governance', routes: { listPersons: personRoutes.listPersons } }),
  campaignFiles: addressesOf(campaignFilesContract),
  reportPreviews: addressesOf(reportPreviewsContract),
}
