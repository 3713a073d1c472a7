/** Readers of an address's query: what cannot be is left out, so that a mistyped address still shows a page. */

type Search = Readonly<Record<string, unknown>>

/** The given names as texts, as far as they are there. */
export const textOf = <N extends string>(search: Search, ...names: readonly N[]): { [K in N]?: string } => {
  const found: { [K in N]?: string } = {}
  for (const name of names) {
    const value = search[name]
    // A year in the address is read as a number.
    if (typeof value === 'string' || typeof value === 'number') found[name] = String(value)
  }
  return found
}

/** A name whose value is a whole number from 1. */
export const numberOf = <N extends string>(search: Search, name: N): { [K in N]?: number } => {
  const found: { [K in N]?: number } = {}
  const value = Number(search[name])
  if (Number.isSafeInteger(value) && value > 0) found[name] = value
  return found
}

/** A name whose value is one of a few. */
export const oneOf = <N extends string, const V extends string>(
  search: Search,
  name: N,
  values: readonly V[],
): { [K in N]?: V } => {
  const found: { [K in N]?: V } = {}
  const value = values.find((one) => one === search[name])
  if (value !== undefined) found[name] = value
  return found
}

/** A list of texts without repetition. */
export const listOf = <N extends string>(search: Search, name: N): { [K in N]?: readonly string[] } => {
  const found: { [K in N]?: readonly string[] } = {}
  const value = search[name]
  if (Array.isArray(value)) found[name] = [...new Set(value.map(String))]
  return found
}
