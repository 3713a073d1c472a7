/** Something that stands below another one of its kind. */
interface Branch {
  readonly code: string
  readonly parent?: string | null | undefined
}

/** Each below the one above it, with its depth; what stands below none of them is a root. */
export const inTreeOrder = <T extends Branch>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): readonly { readonly item: T; readonly depth: number }[] => {
  const known = new Set(items.map(({ code }) => code))
  const below = new Map<string | null, T[]>()
  for (const item of items) {
    const parent = item.parent != null && known.has(item.parent) ? item.parent : null
    below.set(parent, [...(below.get(parent) ?? []), item])
  }
  const branch = (parent: string | null, depth: number): { item: T; depth: number }[] =>
    (below.get(parent) ?? [])
      .toSorted(compare)
      .flatMap((item) => [{ item, depth }, ...branch(item.code, depth + 1)])
  return branch(null, 0)
}

/** A name as deep in as it stands in its tree, for a choice. */
export const indented = (name: string, depth: number): string => `${'\u2003'.repeat(depth)}${name}`
