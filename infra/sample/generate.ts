import { indicatorCatalogue } from '../catalogue/indicators.ts'
import { CATEGORY_ROWS } from './facts/categories.ts'
import { INDUSTRY_ROWS } from './facts/industries.ts'
import { REGION_ROWS } from './facts/regions.ts'
import { inventAlertRules } from './generate-alerts.ts'
import { inventCooperation } from './generate-cooperation.ts'
import { inventDocuments } from './generate-documents.ts'
import {
  inventFigures,
  inventRegionalEmployment,
  inventSubmissions,
  inventTargets,
} from './generate-figures.ts'
import { inventPowers, managedCluster } from './generate-powers.ts'
import { inventRegistry } from './generate-registry.ts'
import type { Sample } from './model.ts'
import { Chance } from './random.ts'

/** The seed of the sample that `npm start` loads. */
const SAMPLE_SEED = 2026

/** Makes the sample: Germany's sixteen Länder, and invented clusters, organisations and figures that say of
 *  themselves that they are invented. The same seed gives the same sample. */
export const generateSample = (seed: number = SAMPLE_SEED): Sample => {
  const chance = new Chance(seed)
  const registry = inventRegistry(chance)
  const managed = managedCluster(registry)
  const observations = [...inventFigures(registry.clusters, seed), ...inventRegionalEmployment(chance)]
  return {
    regions: REGION_ROWS,
    industries: INDUSTRY_ROWS,
    categories: CATEGORY_ROWS,
    indicators: indicatorCatalogue(),
    ...inventPowers(registry, chance),
    organisations: registry.organisations,
    clusters: registry.clusters.map(({ row }) => row),
    memberships: registry.memberships,
    // With a source of chance of its own: all else stays as it was.
    ...inventCooperation(registry, new Chance(seed + 1)),
    observations,
    submissions: inventSubmissions(managed, chance),
    targets: inventTargets(registry.clusters, observations),
    alertRules: inventAlertRules(),
    documents: inventDocuments(managed.row),
  }
}
