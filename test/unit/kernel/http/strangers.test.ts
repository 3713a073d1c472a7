import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readWhole } from '#kernel/http/read-whole'
import { strangersIn } from '#kernel/http/strangers'

const Place = z.object({ city: z.string(), floor: z.int().exactOptional() })

/** What was misnamed in a value that else fits. */
const strangers = (schema: z.ZodType, value: unknown) => {
  expect(schema.safeParse(value).success).toBe(true)
  return strangersIn(schema, value).map(({ path }) => path.join('.'))
}

describe('members that a schema does not know', () => {
  it('are found at any depth', () => {
    const schema = z
      .object({
        seat: Place.nullable(),
        sites: z.array(Place).default([]),
        tags: z.record(z.string(), Place),
      })
      .refine(() => true)
    expect(
      strangers(schema, {
        seat: { city: 'Kiel', flor: 2 },
        sites: [{ city: 'Jena' }, { city: 'Bonn', floors: 1 }],
        tags: { any: { city: 'Hof', x: null } },
        sits: [],
      }),
    ).toEqual(['seat.flor', 'sites.1.floors', 'tags.any.x', 'sits'])
    expect(strangers(schema, { seat: null, tags: {} })).toEqual([])
  })

  it.each<[string, z.ZodType]>([
    ['optional', Place.exactOptional()],
    ['nullable', Place.nullable()],
    ['given by default', Place.default({ city: 'Ulm' })],
    ['read only', Place.readonly()],
    ['changed after reading', Place.transform(({ city }) => city).pipe(z.string())],
  ])('are found in what is %s', (_, schema) => {
    expect(strangers(schema, { city: 'Ulm', ciry: 1 })).toEqual(['ciry'])
  })

  it('are told from those of the other options of a union', () => {
    const schema = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), more: z.int() }),
      z.object({ kind: z.literal('b'), place: Place }),
    ])
    expect(strangers(schema, { kind: 'b', place: { city: 'Ulm', zip: 1 }, more: 1 })).toEqual([
      'place.zip',
      'more',
    ])
    expect(strangers(z.union([z.string(), Place]), { city: 'Ulm', zip: 1 })).toEqual(['zip'])
  })

  it('are not in what is open', () => {
    expect(strangers(z.unknown(), { a: { b: 1 } })).toEqual([])
    expect(strangers(z.looseObject({ place: Place }), { a: 1, place: { city: 'Ulm', b: 1 } })).toEqual([
      'place.b',
    ])
    expect(strangers(z.record(z.string(), z.unknown()), { a: { b: 1 } })).toEqual([])
  })

  it('are not mistaken for what every object has', () => {
    const value: unknown = JSON.parse('{"city":"Ulm","toString":1,"__proto__":{"floor":1}}')
    expect(strangers(Place, value)).toEqual(['toString', '__proto__'])
  })

  it('are told where they stand, in both languages, beside the other faults', () => {
    const reading = readWhole(z.object({ seat: Place }), { seat: { town: 'Kiel', 'a/b': 1 } })
    expect('faults' in reading && reading.faults).toMatchObject([
      {
        pointer: '/seat/town',
        detail: {
          en: 'is not known here (known: city, floor)',
          ru: 'здесь такого нет (есть: city, floor)',
        },
      },
      { pointer: '/seat/a~1b' },
      { pointer: '/seat/city' },
    ])
    expect(readWhole(z.object({}), { a: 1 }, '?')).toEqual({
      faults: [
        {
          pointer: '?a',
          detail: { en: 'is not known here (nothing is)', ru: 'здесь ничего не указывают' },
        },
      ],
    })
    expect(readWhole(Place, { city: 'Kiel' })).toEqual({ data: { city: 'Kiel' } })
  })
})
