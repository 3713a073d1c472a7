import { extractsContract } from '#extracts/contract'
import { personRoutes } from '#governance/contract/persons'
import { addressesOf } from '#kernel/client'

const { issueExtract, downloadExtract } = extractsContract.routes

/** What only work on the register calls. */
export const addresses = {
  extracts: addressesOf({ name: 'extracts', routes: { issueExtract, downloadExtract } }),
  persons: addressesOf({ name: 'governance', routes: { getPerson: personRoutes.getPerson } }),
}
