import { type Matrix, matrixOf, type Relation, type Sum } from './columns.ts'
import type { Contribution } from './contribution.ts'
import type { Row } from './echelon.ts'
import { type Whole, wholesOf } from './wholes.ts'

/** Sums and contributions that have something to do with one another: sums of different blocks share no contribution,
 *  not even over others or over relations. The matrix of all sums is block diagonal and its row space the direct sum of
 *  the blocks': a combination over few enterprises has a part in some block that rests on few enterprises too, so that
 *  each block can be judged alone. */
export interface Block {
  /** The columns of the parts: a whole stands for its parts. */
  readonly matrix: Matrix
  /** Rows that readers know besides: relations of which no whole was replaced by its parts. */
  readonly relations: readonly Row[]
  readonly wholes: readonly Whole[]
}

/** @returns the blocks of sums, and of each sum the one it lies in; none for a sum over nothing
 *  @throws RangeError when a sum or a relation names an unknown contribution, or a contribution is given twice */
export const blocksOf = (
  contributions: readonly Contribution[],
  sums: readonly Sum[],
  relations: readonly Relation[] = [],
): { readonly blocks: readonly Block[]; readonly blockOf: (sum: Sum) => Block | undefined } => {
  if (new Set(contributions.map(({ id }) => id)).size !== contributions.length)
    throw new RangeError('two contributions have the same id')
  const { wholes, others, expanded } = wholesOf(contributions, relations)
  const joined = new Joined()
  for (const sum of sums) joined.join(sum)
  for (const { whole, parts } of relations) joined.join([...whole, ...parts])
  const rootOf = ([first = '']: Sum) => joined.rootOf(first)
  const sumsOf = Map.groupBy(
    sums.filter((sum) => sum.length > 0),
    rootOf,
  )
  const contributionsOf = Map.groupBy(contributions, ({ id }) => joined.rootOf(id))
  const relationsOf = Map.groupBy(others, ({ whole, parts }) => rootOf([...whole, ...parts]))
  const ownWholes = Map.groupBy(wholes, ({ contribution }) => joined.rootOf(contribution.id))
  const blocks = new Map(
    [...sumsOf].map(([root, own]): [string, Block] => {
      const known = relationsOf.get(root) ?? []
      const sides = known.flatMap(({ whole, parts }) => [expanded(whole), expanded(parts)])
      const matrix = matrixOf(contributionsOf.get(root) ?? [], [...own.map(expanded), ...sides])
      const rowOf = (sum: Sum) => matrix.rowOf(expanded(sum))
      const difference = ({ whole, parts }: Relation) => {
        const right = rowOf(parts)
        return rowOf(whole).map((value, column) => value - (right[column] ?? 0))
      }
      return [
        root,
        {
          matrix: { columns: matrix.columns, rowOf },
          relations: known.map(difference),
          wholes: ownWholes.get(root) ?? [],
        },
      ]
    }),
  )
  return {
    blocks: [...blocks.values()],
    blockOf: (sum) => (sum.length === 0 ? undefined : blocks.get(rootOf(sum))),
  }
}

/** Names that were joined, directly or over others (Tarjan, Journal of the ACM 22, 1975). */
class Joined {
  readonly #parents = new Map<string, string>()

  join([first, ...others]: readonly string[]): void {
    if (first === undefined) return
    const root = this.rootOf(first)
    for (const id of others) this.#parents.set(this.rootOf(id), root)
  }

  rootOf(id: string): string {
    let root = id
    for (
      let next = this.#parents.get(root);
      next !== undefined && next !== root;
      next = this.#parents.get(root)
    )
      root = next
    for (let at = id; at !== root; ) {
      const next = this.#parents.get(at) ?? root
      this.#parents.set(at, root)
      at = next
    }
    return root
  }
}
