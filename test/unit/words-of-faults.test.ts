import { describe, expect, it } from 'vitest'
import type { Route } from '#kernel/contract'
import { inRussian } from '#kernel/wording'
import { CONTRACTS } from '../../infra/contracts.ts'
import { definitionsIn } from '../support/schema-definitions.ts'

const asked = ({ params, query, body }: Route) => [params, query, body]

const definitions = CONTRACTS.flatMap(({ routes }) => Object.values(routes).flatMap(asked)).flatMap(
  (schema) => definitionsIn(schema),
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
