import type { Indicator, Period } from '../model.ts'
import type { EnterprisesOf } from './model/told.ts'

/** Which enterprises stand behind the values of clusters, as far as clusters named them. */
export interface NamedEnterprises {
  /** Of the values of clusters in these series, each in its periods. */
  of(
    series: readonly {
      readonly indicator: Indicator
      readonly breakdown: string
      readonly periods: readonly Period[]
    }[],
  ): Promise<EnterprisesOf>
}

/** Where no cluster names its enterprises: each cluster counts as one. */
export const NONE_NAMED: NamedEnterprises = { of: async () => () => [] }
