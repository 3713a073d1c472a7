import type { Power } from '#kernel/powers'
import type { ActValues } from '../../forms/act.ts'

/** Where something holds, as far as it is typed: one kind of place, and the fields that it is limited to. */
export interface ReachValues {
  readonly place: 'everywhere' | 'regions' | 'clusters'
  readonly territory: readonly string[]
  readonly clusters: readonly string[]
  readonly categories: readonly string[]
}

/** A grant as far as it is typed. */
export interface GrantValues {
  readonly holder?: string
  readonly power?: Power
  readonly reach: ReachValues
  readonly from?: string
  readonly to?: string
  readonly basis?: string
  readonly act?: ActValues
  readonly delegable: boolean
}

const EVERYWHERE = '*'

export const NOWHERE: ReachValues = { place: 'regions', territory: [], clusters: [], categories: [] }

/** A reach as it was given, for changing it. */
export const reachValuesOf = ({
  territory,
  clusters = [],
  categories = [],
}: {
  readonly territory: readonly string[]
  readonly clusters?: readonly string[]
  readonly categories?: readonly string[]
}): ReachValues => ({
  place: clusters.length > 0 ? 'clusters' : territory.includes(EVERYWHERE) ? 'everywhere' : 'regions',
  territory: territory.filter((code) => code !== EVERYWHERE),
  clusters,
  categories,
})

/** A reach as the contracts have it: without categories it is for all of them. */
export const reachFrom = ({ place, territory, clusters, categories }: ReachValues) => ({
  territory: place === 'everywhere' ? [EVERYWHERE] : place === 'regions' ? territory : [],
  ...(place === 'clusters' && clusters.length > 0 && { clusters }),
  ...(categories.length > 0 && { categories }),
})

/** What is typed as the contract has it: without a last day it has no end. */
export const grantFrom = ({ reach, to, ...rest }: GrantValues) => ({
  ...rest,
  ...reachFrom(reach),
  to: to ?? null,
})
