import type { OrganisationId } from './ids.ts'

/** How members are tied to one another in a period. */
export interface NetworkFigures {
  /** Unordered pairs of members with at least one tie. */
  readonly pairs: number
  /** `pairs` ÷ n(n−1)/2; null for fewer than two members. */
  readonly density: number | null
  /** With how many other members each one has a tie, in the order of the members. */
  readonly degrees: ReadonlyMap<OrganisationId, number>
  /** Members with at least one tie ÷ members; null without members. */
  readonly shareWithTie: number | null
}

/** The figures of a network (definitions, section 2): parallel ties and both directions count once, members without
 *  a tie count in n, and ties with others than these members count not at all.
 *  @param members each once */
export const networkOf = (
  members: readonly OrganisationId[],
  ties: readonly { readonly supplier: OrganisationId; readonly customer: OrganisationId }[],
): NetworkFigures => {
  const neighbours = new Map(members.map((member) => [member, new Set<OrganisationId>()]))
  for (const { supplier, customer } of ties) {
    const [ofSupplier, ofCustomer] = [neighbours.get(supplier), neighbours.get(customer)]
    if (supplier === customer || ofSupplier === undefined || ofCustomer === undefined) continue
    ofSupplier.add(customer)
    ofCustomer.add(supplier)
  }
  const degrees = new Map([...neighbours].map(([member, others]) => [member, others.size]))
  const pairs = [...degrees.values()].reduce((sum, degree) => sum + degree, 0) / 2
  const n = members.length
  const tied = [...degrees.values()].filter((degree) => degree > 0).length
  return {
    pairs,
    density: n < 2 ? null : pairs / ((n * (n - 1)) / 2),
    degrees,
    shareWithTie: n === 0 ? null : tied / n,
  }
}
