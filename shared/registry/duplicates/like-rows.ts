import { type Likened, likelyDuplicates, nameKeys } from '../model.ts'

/** Says of each of several rows, given one after the other, which are probably one thing: it gives each a key of its own,
 *  and those of the rows before that it is probably the same as. Rows that only have words in common, such as a name with
 *  its number, have no key in common. It compares a row with those before that share a key of names: for n like rows
 *  n²/2 comparisons of some 10 µs. */
export const likeRows = (): ((one: Likened) => readonly string[]) => {
  const under = new Map<string, { readonly one: Likened; readonly key: string }[]>()
  let rows = 0
  return (one) => {
    const row = { one, key: `alike ${rows++}` }
    const keys = nameKeys(one.names, one.town)
    const near = new Set(keys.flatMap((key) => under.get(key) ?? []))
    for (const key of keys) {
      const others = under.get(key)
      if (others === undefined) under.set(key, [row])
      else others.push(row)
    }
    const alike = likelyDuplicates(one, [...near], (other) => other.one)
    return [row.key, ...alike.map(({ other }) => other.key)]
  }
}
