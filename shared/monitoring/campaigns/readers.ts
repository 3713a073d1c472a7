import { dateIn } from '#kernel/clock'
import { valuesOf } from '#kernel/entity'
import { queryAll, type Table } from '#kernel/table'
import { DutyStore } from '../duty-store.ts'
import { type Indicator, type ReportedEnterprise, type Slice, sliceKey, toUnits } from '../model.ts'
import type { NamedEnterprises } from '../releases/ports.ts'
import { CampaignStore } from './campaign-store.ts'
import { enterprisesEntity, enterprisesPartition } from './enterprise-keys.ts'
import { FormStore } from './form-store.ts'
import { progressOf } from './model/progress.ts'

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

/** The enterprises behind all values that releases rest on: one Query for each indicator, breakdown and period. */
export const namedEnterprises = (table: Table): NamedEnterprises => {
  const reader = enterpriseReader(table)
  return {
    of: async (series) => {
      const found = new Map<string, ReadonlyMap<string, readonly ReportedEnterprise[]>>()
      for (const { indicator, breakdown, observations } of series)
        for (const period of observations.keys()) {
          const slice = { universe: 'cluster', indicator: indicator.code, breakdown, period } as const
          const key = sliceKey(slice)
          if (!found.has(key)) found.set(key, await reader.enterprisesOf(slice, indicator))
        }
      return ({ cluster, ...slice }) =>
        found.get(sliceKey({ universe: 'cluster', ...slice }))?.get(cluster) ?? []
    },
  }
}

/** A cluster that had submitted nothing when the deadline of a campaign was over. */
export interface MissedDeadline {
  readonly campaign: string
  readonly cluster: string
  readonly period: string
  readonly deadline: string
}

/** Who missed the deadline of an open campaign, for alerts. */
export const missedDeadlines = async (table: Table, at: Date): Promise<readonly MissedDeadline[]> => {
  const [campaigns, duties, forms] = [new CampaignStore(table), new DutyStore(table), new FormStore(table)]
  const missed: MissedDeadline[] = []
  for (const { value: campaign } of await campaigns.unended()) {
    const { id, period, deadline, timeZone } = campaign
    const today = dateIn(timeZone, at)
    if (campaign.status !== 'open' || today <= deadline) continue
    const rows = progressOf({
      duty: (await duties.get(campaign)).value,
      forms: await forms.ofCampaign(id),
      deadline,
      today,
      dateOf: (instant) => dateIn(timeZone, new Date(instant)),
    })
    for (const { cluster, standing } of rows)
      if (standing === 'late') missed.push({ campaign: id, cluster, period, deadline })
  }
  return missed
}
