import { addressesOf } from '#kernel/client'
import { campaignFilesContract, campaignsContract } from '#monitoring/campaigns/contract'

/** The routes that only this area calls. */
export const addresses = {
  campaigns: addressesOf(campaignsContract),
  campaignFiles: addressesOf(campaignFilesContract),
}
