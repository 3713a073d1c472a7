import type { Relation, Sum } from './columns.ts'
import { type Contribution, enterprisesOf } from './contribution.ts'

/** A contribution that is replaced by its parts wherever it is added up. */
export interface Whole {
  readonly contribution: Contribution
  /** Contributions that are no wholes themselves. */
  readonly parts: Sum
}

/** Solves relations for their wholes: what is known of a whole is known of the sum of its parts, so that it needs no
 *  column of its own. That takes nothing from what is protected if its parts stem from its own enterprises. Relations
 *  that cannot be solved so are left: of several contributions, of a contribution that was replaced already (a total
 *  whose parts were corrected since), of parts that others named, of what is under a waiver. */
export const wholesOf = (
  contributions: readonly Contribution[],
  relations: readonly Relation[],
): {
  readonly wholes: readonly Whole[]
  readonly others: readonly Relation[]
  /** A sum with the parts in the place of wholes. */
  readonly expanded: (sum: Sum) => Sum
} => {
  if (relations.length === 0) return { wholes: [], others: [], expanded: (sum) => sum }
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  const partsOf = new Map<string, Sum>()
  const expanded = (sum: Sum): Sum =>
    sum.flatMap((id) => {
      const parts = partsOf.get(id)
      return parts === undefined ? [id] : expanded(parts)
    })
  const others: Relation[] = []
  for (const relation of relations) {
    const { whole, parts } = relation
    const [id = '', another] = whole
    const contribution = byId.get(id)
    const behind = enterprisesOf(parts.flatMap((part) => byId.get(part) ?? []))
    const replaceable =
      contribution !== undefined &&
      another === undefined &&
      !contribution.waived &&
      !partsOf.has(id) &&
      [...behind].every((enterprise) => contribution.enterprises.includes(enterprise)) &&
      !expanded(parts).includes(id)
    if (replaceable) partsOf.set(id, parts)
    else others.push(relation)
  }
  return {
    wholes: [...partsOf.keys()].flatMap((id) => {
      const contribution = byId.get(id)
      return contribution === undefined ? [] : [{ contribution, parts: expanded([id]) }]
    }),
    others,
    expanded,
  }
}
