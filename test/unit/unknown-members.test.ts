import { describe, expect, it } from 'vitest'
import type { Route } from '#kernel/contract'
import { CONTRACTS } from '../../infra/contracts.ts'
import { type Definition, definitionsIn } from '../support/schema-definitions.ts'

/** What `strangersIn` looks into. */
const LOOKED_INTO = [
  'object',
  'array',
  'union',
  'record',
  'pipe',
  'optional',
  'nonoptional',
  'nullable',
  'default',
  'prefault',
]
/** What cannot hold a member, or lets any in. */
const PLAIN = ['string', 'number', 'boolean', 'enum', 'literal', 'unknown', 'transform']

const holdsObjects = (definition: Definition) =>
  definitionsIn(definition).some(({ type }) => type === 'object')

const schemas = CONTRACTS.flatMap(({ routes }) => Object.values(routes))
  .flatMap(({ query, body }: Route) => [query, body])
  .flatMap((schema) => definitionsIn(schema))
  .filter(({ type, check }) => type !== undefined && check === undefined)

describe('a member that is not known', () => {
  it('is looked for in whatever a request holds', () => {
    expect(schemas.length).toBeGreaterThan(500)
    const others = schemas.filter(({ type = '' }) => ![...LOOKED_INTO, ...PLAIN].includes(type))
    expect(others.filter(holdsObjects).map(({ type }) => type)).toEqual([])
  })
})
