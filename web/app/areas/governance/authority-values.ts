/** An authority as far as it is typed. */
export interface AuthorityValues {
  readonly names?: Readonly<Record<string, string>>
  readonly code?: string
  readonly level?: 'national' | 'regional' | 'municipal'
  /** The code of the one above it; a root has none. */
  readonly parent?: string
  readonly place: 'everywhere' | 'regions'
  readonly territory: readonly string[]
}

const EVERYWHERE = '*'

/** An authority as it is, for changing it. */
export const authorityValuesOf = ({
  names,
  code,
  level,
  parent,
  territory,
}: {
  readonly names: Readonly<Record<string, string>>
  readonly code: string
  readonly level: 'national' | 'regional' | 'municipal'
  readonly parent: string | null
  readonly territory: readonly string[]
}): AuthorityValues => ({
  names,
  code,
  level,
  ...(parent !== null && { parent }),
  place: territory.includes(EVERYWHERE) ? 'everywhere' : 'regions',
  territory: territory.filter((region) => region !== EVERYWHERE),
})

/** What is typed as the contract has it. */
export const authorityFrom = ({ place, territory, parent, ...rest }: AuthorityValues) => ({
  ...rest,
  parent: parent ?? null,
  territory: place === 'everywhere' ? [EVERYWHERE] : territory,
})
