import { addressesOf } from '#kernel/client'
import { knowledgeContract } from '#knowledge/contract'
import { monitoringContract } from '#monitoring/contract'
import { figuresContract } from '#monitoring/contract/figures-contract'
import { releasesContract } from '#monitoring/contract/releases-contract'
import { referenceContract } from '#reference/contract'
import { clustersContract } from '#registry/contract/clusters-contract'
import { registersContract } from '#registry/contract/registers-contract'
import { reportsContract } from '#reports/contract'

/** The routes that the portal calls. The build replaces this module by its value, so that pages carry no schema. */
export const addresses = {
  clusters: addressesOf(clustersContract),
  figures: addressesOf(figuresContract),
  knowledge: addressesOf(knowledgeContract),
  monitoring: addressesOf(monitoringContract),
  reference: addressesOf(referenceContract),
  registers: addressesOf(registersContract),
  releases: addressesOf(releasesContract),
  reports: addressesOf(reportsContract),
}
