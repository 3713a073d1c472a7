import { auditContract } from '#audit/contract'
import { deliveryContract } from '#delivery/contract'
import { failuresContract } from '#delivery/failures/contract'
import { extractsContract } from '#extracts/contract'
import { governanceContract } from '#governance/contract'
import type { Contract } from '#kernel/contract'
import { knowledgeContract } from '#knowledge/contract'
import { alertsContract } from '#monitoring/alerts/contract'
import { campaignFilesContract, campaignsContract } from '#monitoring/campaigns/contract'
import { monitoringContract } from '#monitoring/contract'
import { figuresContract } from '#monitoring/contract/figures-contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import { platformContract } from '#platform/contract'
import { recordsContract } from '#records/contract'
import { referenceContract } from '#reference/contract'
import { clustersContract } from '#registry/contract/clusters-contract'
import { registersContract } from '#registry/contract/registers-contract'
import { reportPreviewsContract, reportsContract } from '#reports/contract'

/** Every context's contract, in the order in which the documentation shows them. */
export const CONTRACTS: readonly Contract[] = [
  platformContract,
  referenceContract,
  registersContract,
  clustersContract,
  extractsContract,
  governanceContract,
  monitoringContract,
  figuresContract,
  releasesContract,
  campaignsContract,
  campaignFilesContract,
  alertsContract,
  reportsContract,
  reportPreviewsContract,
  knowledgeContract,
  deliveryContract,
  failuresContract,
  auditContract,
  recordsContract,
]
