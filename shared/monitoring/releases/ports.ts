import type { InputSeries } from '../model.ts'
import type { EnterprisesOf } from './model/told.ts'

/** Which enterprises stand behind the values of clusters, as far as clusters named them. */
export interface NamedEnterprises {
  /** Of the values of clusters in these series. */
  of(series: readonly InputSeries[]): Promise<EnterprisesOf>
}

/** Where no cluster names its enterprises: each cluster counts as one. */
export const NONE_NAMED: NamedEnterprises = { of: async () => () => [] }
