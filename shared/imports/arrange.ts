/** Puts rows of a tree in an order in which every parent comes before its children; the order of the file is kept
 *  otherwise. A row whose parent is not among the rows is a root here. Rows of a circle come last, for the platform
 *  to refuse. */
export const parentsFirst = <T>(
  rows: readonly T[],
  { own, parent }: { readonly own: (row: T) => string; readonly parent: (row: T) => string | undefined },
): T[] => {
  const byName = new Map(rows.map((row) => [own(row), row]))
  const placed = new Set<T>()
  const ordered: T[] = []
  const place = (row: T): void => {
    const chain: T[] = []
    for (let next: T | undefined = row; next !== undefined && !placed.has(next); next = above(next)) {
      if (chain.includes(next)) return
      chain.push(next)
    }
    for (const member of chain.reverse()) {
      placed.add(member)
      ordered.push(member)
    }
  }
  const above = (row: T): T | undefined => {
    const name = parent(row)
    return name === undefined ? undefined : byName.get(name)
  }
  for (const row of rows) place(row)
  return [...ordered, ...rows.filter((row) => !placed.has(row))]
}
