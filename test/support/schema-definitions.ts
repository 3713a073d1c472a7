/** What a schema or a check of one tells of itself. */
export interface Definition {
  readonly type?: string
  readonly check?: string
  readonly format?: string
  readonly pattern?: RegExp
  readonly error?: (issue: object) => unknown
  readonly params?: Readonly<Record<string, unknown>>
}

const definitionOf = (value: unknown): Definition | undefined =>
  typeof value === 'object' && value !== null && '_zod' in value
    ? (value._zod as { readonly def: Definition }).def
    : undefined

/** The definitions of a schema and of everything in it. */
export const definitionsIn = (value: unknown, seen = new Set<unknown>()): Definition[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const definition = definitionOf(value)
  const inside = definition ?? value
  return [
    ...(definition === undefined ? [] : [definition]),
    ...Object.values(inside).flatMap((part) => definitionsIn(part, seen)),
  ]
}
