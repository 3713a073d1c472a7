/** What a reader must not learn: one value that entered figures. Companies of one group are one enterprise. */
export interface Contribution {
  /** Its name in sums: one value that enters two figures has one name; a corrected one has another. */
  readonly id: string
  /** The enterprises it stems from; at least one. */
  readonly enterprises: readonly string[]
  /** In whole smallest units of the indicator. */
  readonly value: bigint
  /** Whether values of the indicator may be negative, so that the reader knows no bound of them. */
  readonly signed: boolean
  /** Whether all its enterprises agreed in writing that it becomes public. */
  readonly waived: boolean
}

/** One enterprise as a cluster named it with its value. */
export interface ReportedEnterprise {
  readonly enterprise: string
  /** The group of companies that it belongs to. */
  readonly group?: string
  /** Its part of the cluster's value; null where the cluster named the enterprise only. */
  readonly value: bigint | null
  readonly waived: boolean
}

/** A value of a cluster with the enterprises it stems from; none where the cluster did not name them. */
export interface ClusterValue {
  /** Names the value: cluster, period and version. */
  readonly id: string
  readonly cluster: string
  readonly value: bigint
  readonly signed: boolean
  readonly enterprises: readonly ReportedEnterprise[]
}

/** The contributions of a cluster's value: one for each enterprise if their values are known and add up to it, else
 *  one for the whole, so that an unknown part is taken for all of it. A cluster that named no enterprises counts as
 *  one enterprise. */
export const contributionsOf = ({
  id,
  cluster,
  value,
  signed,
  enterprises,
}: ClusterValue): readonly Contribution[] => {
  const named = new Map<string, { value: bigint; waived: boolean }>()
  let sum = 0n
  let known = enterprises.length > 0
  for (const reported of enterprises) {
    const name = reported.group ?? reported.enterprise
    const before = named.get(name) ?? { value: 0n, waived: true }
    known &&= reported.value !== null
    sum += reported.value ?? 0n
    named.set(name, {
      value: before.value + (reported.value ?? 0n),
      waived: before.waived && reported.waived,
    })
  }
  if (known && sum === value)
    return [...named].map(([enterprise, part]) => ({
      id: `${id} ${enterprise}`,
      enterprises: [enterprise],
      signed,
      ...part,
    }))
  return [
    {
      id,
      enterprises: named.size === 0 ? [cluster] : [...named.keys()],
      value,
      signed,
      waived: named.size > 0 && [...named.values()].every(({ waived }) => waived),
    },
  ]
}

/** The distinct enterprises behind contributions. */
export const enterprisesOf = (contributions: Iterable<Contribution>): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const { enterprises } of contributions) for (const one of enterprises) found.add(one)
  return found
}
