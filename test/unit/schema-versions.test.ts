import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { entity } from '#kernel/entity'
import { complaint, digestOf, persistedEntities, recordedDigests } from '../support/schema-digests.ts'

const entities = await persistedEntities()
const recorded = recordedDigests()

describe('persisted records', () => {
  it.each([...entities.keys()])('%s has the shape that is on record for its version', (name) => {
    const kind = entities.get(name)
    expect(kind && complaint(name, kind, recorded)).toBeUndefined()
  })

  it('are on record only while they exist', () => {
    expect(Object.keys(recorded).filter((name) => !entities.has(name))).toEqual([])
  })
})

describe('a record', () => {
  const shape = z.object({ name: z.string(), size: z.int() })
  const thing = (schema: z.ZodType = shape, schemaVersion = 1) =>
    entity({ name: 'thing', schemaVersion, schema, keys: () => ({ pk: 'a', sk: 'a' }) })
  const onRecord = { 'test/thing': { 1: digestOf(thing()) } }

  it('may change what is said of it', () => {
    const described = z.object({ size: z.int(), name: z.string().meta({ description: 'What it is called' }) })
    expect(complaint('test/thing', thing(described), onRecord)).toBeUndefined()
    expect(complaint('test/thing', thing(shape.meta({ id: 'Thing' })), onRecord)).toBeUndefined()
  })

  it.each([
    ['a member more', shape.extend({ colour: z.string() })],
    ['an optional member more', shape.extend({ colour: z.string().optional() })],
    ['a member fewer', shape.omit({ size: true })],
    ['another type', shape.extend({ size: z.string() })],
    ['a narrower type', shape.extend({ name: z.enum(['a', 'b']) })],
  ])('with %s must raise its version', (_change, schema) => {
    expect(complaint('test/thing', thing(schema), onRecord)).toContain('raise it')
    expect(complaint('test/thing', thing(schema, 2), onRecord)).toContain('not on record')
  })

  it('never goes back to an older version', () => {
    const later = { 'test/thing': { ...onRecord['test/thing'], 2: 'digest' } }
    expect(complaint('test/thing', thing(), later)).toContain('never go back')
  })
})
