/** An object with some parts changed; a part that is undefined is taken out, as contents of contracts want it. */
export const withParts = <T extends object>(
  whole: T,
  parts: { readonly [K in keyof T]?: T[K] | undefined },
): T => {
  const next = { ...whole, ...parts }
  for (const key of Object.keys(next))
    if (Reflect.get(next, key) === undefined) Reflect.deleteProperty(next, key)
  return next
}
