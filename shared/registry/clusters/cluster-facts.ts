import type { ReferenceReader } from '#reference/readers'
import {
  type Assertion,
  type Attributes,
  type ClusterFacts,
  ClusterFields,
  type ClusterRecord,
  factsOf,
  stretchesOf,
} from '../model.ts'
import { type Places, placesOf } from './places.ts'

/** The facts of a cluster, made anew from everything that was stated about it. */
export const factsFrom = async (
  reference: ReferenceReader,
  { id, entries }: ClusterRecord,
  assertions: readonly Assertion[],
): Promise<ClusterFacts> => {
  const stretches = await Promise.all(
    stretchesOf(assertions).map(async ({ from, to, state }) => {
      const fields = ClusterFields.parse(state)
      return { from, to, state: attributesOf(fields, await placesOf(reference, fields)) }
    }),
  )
  return factsOf(id, stretches, entries)
}

const attributesOf = (fields: ClusterFields, { regionPaths, seatPath, sections }: Places): Attributes => ({
  regions: regionPaths,
  seat: seatPath,
  category: fields.primaryCategory,
  categories: [fields.primaryCategory, ...fields.categories],
  sections,
  stage: fields.stage,
  type: fields.type,
})
