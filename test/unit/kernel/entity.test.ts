import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { changeBy, type Entity, entity, fromItem, toDeleted, toItem, valuesOf } from '#kernel/entity'

const Thing = z.object({ id: z.string(), size: z.int() })
type Thing = z.output<typeof Thing>

const thing: Entity<Thing> = entity({
  name: 'thing',
  schemaVersion: 3,
  schema: Thing,
  keys: ({ id, size }) => ({ pk: `THING#${id}`, sk: 'THING', gsi1pk: 'THINGS', gsi1sk: String(size) }),
  lift: {
    1: (data) => ({ ...z.object({ id: z.string(), width: z.int() }).parse(data), lifted: [1] }),
    2: (data) => {
      const { id, width } = z.object({ id: z.string(), width: z.int(), lifted: z.array(z.int()) }).parse(data)
      return { id, size: width * 2 }
    },
  },
})
const AT = new Date('2026-03-01T09:30:00.000Z')
const change = changeBy(
  { actor: { kind: 'anonymous' }, requestId: 'request-1', at: AT, language: 'en' },
  'make-thing',
)

describe('a record', () => {
  it('is stored with its keys, kind, versions and last change, and read back', () => {
    const item = toItem(thing, { id: 'a', size: 7 }, { version: 4, change, expiresAt: 99 })
    expect(item).toEqual({
      pk: 'THING#a',
      sk: 'THING',
      gsi1pk: 'THINGS',
      gsi1sk: '7',
      entity: 'thing',
      schemaVersion: 3,
      version: 4,
      lastChange: {
        actor: 'anonymous',
        action: 'make-thing',
        requestId: 'request-1',
        at: '2026-03-01T09:30:00.000Z',
      },
      expiresAt: 99,
      data: { id: 'a', size: 7 },
    })
    expect(fromItem(thing, item)).toEqual({ value: { id: 'a', size: 7 }, version: 4 })
  })

  it('without a version of its own reads as version 0', () => {
    const item = toItem(thing, { id: 'a', size: 7 })
    expect(Object.keys(item)).not.toContain('lastChange')
    expect(fromItem(thing, item)?.version).toBe(0)
  })

  it('is none where none is stored', () => {
    expect(fromItem(thing, undefined)).toBeUndefined()
  })

  it('once deleted leaves the indexes, goes after a day and reads as none', () => {
    const item = toDeleted(thing, { id: 'a', size: 7 }, { version: 5, change, at: AT })
    expect(item).toMatchObject({ pk: 'THING#a', version: 5, deleted: true, lastChange: change })
    expect(item['expiresAt']).toBe(AT.getTime() / 1000 + 86_400)
    expect(item).not.toHaveProperty('gsi1pk')
    expect(fromItem(thing, item)).toBeUndefined()
    expect(valuesOf(thing, [item, toItem(thing, { id: 'b', size: 1 })])).toEqual([{ id: 'b', size: 1 }])
  })

  it('of an older shape is lifted step by step', () => {
    const older = { ...toItem(thing, { id: 'a', size: 0 }), schemaVersion: 1, data: { id: 'a', width: 4 } }
    expect(fromItem(thing, older)?.value).toEqual({ id: 'a', size: 8 })
  })

  it.each([
    ['of another kind', { entity: 'other' }, 'expected a record of thing at THING#a, found other'],
    ['that no lift reaches', { schemaVersion: 0 }, 'no lift for thing from version 0'],
    ['of a wrong shape', { data: { id: 'a' } }, 'size'],
  ])('%s is refused', (_name, rest, message) => {
    expect(() => fromItem(thing, { ...toItem(thing, { id: 'a', size: 7 }), ...rest })).toThrow(message)
  })
})
