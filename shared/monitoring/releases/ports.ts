import type { InputSeries } from '../model.ts'
import type { EnterprisesOf } from './model/told.ts'

/** Values that figures rest on. */
export interface SeriesBehind extends InputSeries {
  readonly breakdown: string
}

/** Which enterprises stand behind the values of clusters, as far as clusters named them. */
export interface NamedEnterprises {
  /** Of the values of clusters in these series. */
  of(series: readonly SeriesBehind[]): Promise<EnterprisesOf>
}

/** Where no cluster names its enterprises: each cluster counts as one. */
export const NONE_NAMED: NamedEnterprises = { of: async () => () => [] }
