import * as z from 'zod'
import { entity } from '#kernel/entity'
import { type Slice, sliceKey } from '../model.ts'
import { NamedEnterprise } from './model/named-enterprise.ts'

/** The enterprises that one cluster's value stems from. */
export const EnterprisesOfValue = z.object({
  slice: z.string(),
  cluster: z.string(),
  enterprises: z.array(NamedEnterprise),
  /** Enterprises whose values are not shown to the cluster's management: members who did not agree to it. */
  hidden: z.array(z.string()),
})

export const enterprisesPartition = (slice: Slice): string => `ENTERPRISES#${sliceKey(slice)}`

export const enterprisesEntity = entity<z.output<typeof EnterprisesOfValue>>({
  name: 'named-enterprises',
  schemaVersion: 1,
  schema: EnterprisesOfValue,
  keys: ({ slice, cluster }) => ({ pk: `ENTERPRISES#${slice}`, sk: cluster }),
})
