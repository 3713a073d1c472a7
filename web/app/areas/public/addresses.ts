import { extractsContract } from '#extracts/contract'
import { addressesOf } from '#kernel/client'

const { verifyExtract, verifyFile, downloadExtract } = extractsContract.routes

/** What only the pages for everybody call, and not on the first one. */
export const addresses = {
  extracts: addressesOf({ name: 'extracts', routes: { verifyExtract, verifyFile, downloadExtract } }),
}
