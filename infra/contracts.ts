import { auditContract } from '#audit/contract'
import { extractsContract } from '#extracts/contract'
import { governanceContract } from '#governance/contract'
import type { Contract } from '#kernel/contract'
import { knowledgeContract } from '#knowledge/contract'
import { monitoringContract } from '#monitoring/contract'
import { platformContract } from '#platform/contract'
import { referenceContract } from '#reference/contract'
import { clustersContract } from '#registry/contract/clusters-contract'
import { registersContract } from '#registry/contract/registers-contract'
import { reportsContract } from '#reports/contract'

/** Every context's contract, in the order in which the documentation shows them. */
export const CONTRACTS: readonly Contract[] = [
  platformContract,
  referenceContract,
  registersContract,
  clustersContract,
  extractsContract,
  governanceContract,
  monitoringContract,
  reportsContract,
  knowledgeContract,
  auditContract,
]
