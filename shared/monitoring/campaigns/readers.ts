import { valuesOf } from '#kernel/entity'
import { queryAll, type Table } from '#kernel/table'
import type { Indicator, ReportedEnterprise, Slice } from '../model.ts'
import { toUnits } from '../model.ts'
import { enterprisesEntity, enterprisesPartition } from './keys.ts'

/** The enterprises behind the values of clusters, for who decides what may be published. */
export interface EnterpriseReader {
  /** By cluster, those that it named with its value of the slice; clusters that named none are left out. Values are
   *  whole smallest units of the indicator. */
  enterprisesOf(
    slice: Slice,
    indicator: Pick<Indicator, 'decimals'>,
  ): Promise<ReadonlyMap<string, readonly ReportedEnterprise[]>>
}

/** The reader over the table of monitoring: one Query for a slice. */
export const enterpriseReader = (table: Table): EnterpriseReader => ({
  enterprisesOf: async (slice, { decimals }) => {
    const items = await queryAll(table, { pk: enterprisesPartition(slice), consistent: true })
    return new Map(
      valuesOf(enterprisesEntity, items).map(({ cluster, enterprises }) => [
        cluster,
        enterprises.map(({ enterprise, group, value, waived }) => ({
          enterprise,
          ...(group !== undefined && { group }),
          value: value === null ? null : BigInt(toUnits(value, decimals)),
          waived,
        })),
      ]),
    )
  },
})
