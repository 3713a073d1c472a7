import { describe, expect, it } from 'vitest'
import type { Route } from '#kernel/contract'
import { inRussian } from '#kernel/wording'
import { CONTRACTS } from '../../infra/contracts.ts'

/** What a schema or a check of one tells of itself. */
interface Definition {
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
const within = (value: unknown, seen = new Set<unknown>()): Definition[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const definition = definitionOf(value)
  const inside = definition ?? value
  return [
    ...(definition === undefined ? [] : [definition]),
    ...Object.values(inside).flatMap((part) => within(part, seen)),
  ]
}

const asked = ({ params, query, body }: Route) => [params, query, body]

const definitions = CONTRACTS.flatMap(({ routes }) => Object.values(routes).flatMap(asked)).flatMap(
  (schema) => within(schema),
)

describe('what callers are told of a value that does not fit', () => {
  it('has Russian words for every pattern', () => {
    const patterns = definitions.filter(({ format }) => format === 'regex')
    expect(patterns.length).toBeGreaterThan(100)
    const wordless = patterns.filter(({ error }) => inRussian(String(error?.({}))) === undefined)
    expect(wordless.map(({ pattern, error }) => `${pattern}: ${error?.({})}`)).toEqual([])
  })

  it('has Russian words for every rule of its own', () => {
    const rules = definitions.filter(({ check }) => check === 'custom')
    expect(rules.length).toBeGreaterThan(10)
    const wordless = rules.filter(({ error, params }) => error !== undefined && params?.['ru'] === undefined)
    expect(wordless.map(({ error }) => String(error?.({})))).toEqual([])
  })
})
