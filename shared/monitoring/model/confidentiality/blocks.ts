import { type Matrix, matrixOf, type Sum } from './columns.ts'
import type { Contribution } from './contribution.ts'

/** Sums and contributions that have something to do with one another: sums of different blocks share no contribution,
 *  not even over others. The matrix of all sums is block diagonal and its row space the direct sum of the blocks': a
 *  combination over few enterprises has a part in some block that rests on few enterprises too, so that each block can
 *  be judged alone. */
export interface Block {
  readonly matrix: Matrix
}

/** @returns the blocks of sums, and of each sum the one it lies in; none for a sum over nothing
 *  @throws RangeError when a sum names an unknown contribution, or a contribution is given twice */
export const blocksOf = (
  contributions: readonly Contribution[],
  sums: readonly Sum[],
): { readonly blocks: readonly Block[]; readonly blockOf: (sum: Sum) => Block | undefined } => {
  if (new Set(contributions.map(({ id }) => id)).size !== contributions.length)
    throw new RangeError('two contributions have the same id')
  const parents = new Map<string, string>()
  const rootOf = (id: string): string => {
    let root = id
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next
    for (let at = id; at !== root; ) {
      const next = parents.get(at) ?? root
      parents.set(at, root)
      at = next
    }
    return root
  }
  for (const sum of sums) {
    const [first] = sum
    if (first === undefined) continue
    const root = rootOf(first)
    for (const id of sum) parents.set(rootOf(id), root)
  }
  const sumsOf = Map.groupBy(
    sums.filter((sum) => sum.length > 0),
    ([first = '']) => rootOf(first),
  )
  const contributionsOf = Map.groupBy(contributions, ({ id }) => rootOf(id))
  const blocks = new Map(
    [...sumsOf].map(([root, own]) => [root, { matrix: matrixOf(contributionsOf.get(root) ?? [], own) }]),
  )
  return {
    blocks: [...blocks.values()],
    blockOf: ([first]) => (first === undefined ? undefined : blocks.get(rootOf(first))),
  }
}
