import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Assertion,
  ClusterId,
  changesBetween,
  changesFrom,
  type Dated,
  factsOf,
  formatNumber,
  Identifier,
  NumberPattern,
  parseNumber,
  stated,
  stateOn,
  statusOf,
  stretchesOf,
  valueOn,
  visibleTo,
} from '#registry/model'

const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10)
const days = Array.from({ length: 40 }, (_, n) => day(n))

describe('number patterns', () => {
  const patterns = [
    '{year}-{serial:4}',
    'K {serial:3}/{year}',
    '{year}/{serial}',
    'DE.{year}.{serial:2} A',
    '{serial:9}-{year}',
  ]

  it('writes the year of the decision and the serial padded', () => {
    expect(formatNumber('{year}-{serial:4}', 2025, 7)).toBe('2025-0007')
    expect(formatNumber('{year}-{serial:4}', 2025, 12345)).toBe('2025-12345')
  })

  it('reads back every number that it writes', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...patterns),
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 999_999_999 }),
        (pattern, year, serial) => {
          expect(NumberPattern.safeParse(pattern).success).toBe(true)
          expect(parseNumber(pattern, formatNumber(pattern, year, serial))).toEqual({ year, serial })
        },
      ),
    )
  })

  it('never gives two entries one number', () => {
    const pair = fc.tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 99_999 }))
    fc.assert(
      fc.property(fc.constantFrom(...patterns), pair, pair, (pattern, a, b) => {
        fc.pre(a[0] !== b[0] || a[1] !== b[1])
        expect(formatNumber(pattern, ...a)).not.toBe(formatNumber(pattern, ...b))
      }),
    )
  })

  it.each([
    '{year}',
    '{serial}',
    '{year}{serial}{serial}',
    '{year}-{year}-{serial}',
    '{year}{serial:4}7',
    '1{year}-{serial}',
    '{serial}{year}',
    'x',
  ])('refuses the pattern %s', (pattern) => expect(NumberPattern.safeParse(pattern).success).toBe(false))

  it('takes a number of another make for what it is', () => {
    for (const other of ['2025-7', '25-0007', 'A/12', '2025-0000', '2025-0007 '])
      expect(parseNumber('{year}-{serial:4}', other)).toBeUndefined()
  })
})

describe('identifiers', () => {
  it.each([
    ['LEI', '5493001KJTIIGC8Y1R12', '5493001KJTIIGC8Y1R12'],
    ['LEI', '5493 001K JTII GC8Y 1R12', '5493001KJTIIGC8Y1R12'],
    ['LEI', '7LTWFZYICNSX8D621K86', '7LTWFZYICNSX8D621K86'],
    ['RU-OGRN', '1027700132195', '1027700132195'],
    ['RU-OGRN', '304500116000157', '304500116000157'],
    ['RU-INN', '7707083893', '7707083893'],
    ['RU-INN', '7707083893/770701001', '7707083893/770701001'],
    ['RU-INN', '500100732259', '500100732259'],
    ['VAT', 'DE 136 695 976', 'DE136695976'],
    ['VAT', 'atu12345678', 'ATU12345678'],
    ['DE-HR', 'r1101  hrb116737', 'R1101 HRB 116737'],
    ['DE-HR', 'B8537 HRB 12345 B', 'B8537 HRB 12345 B'],
    ['EUID', 'dek1101r.hrb116737', 'DEK1101R.HRB116737'],
    ['AT-FN', '93363z', '93363Z'],
  ])('knows %s %s', (scheme, value, normalised) => {
    expect(Identifier.parse({ scheme, value })).toEqual({ scheme, value: normalised })
  })

  it.each([
    ['LEI', '5493001KJTIIGC8Y1R13'],
    ['LEI', '5493001KJTIIGC8Y1R1'],
    ['RU-OGRN', '1027700132196'],
    ['RU-INN', '7707083894'],
    ['RU-INN', '500100732258'],
    ['VAT', 'DE136695977'],
    ['VAT', 'FR1'],
    ['DE-HR', '12345'],
    ['EUID', 'HRB116737'],
    ['PASSPORT', '1'],
  ])('refuses %s %s', (scheme, value) => {
    expect(Identifier.safeParse({ scheme, value }).success).toBe(false)
  })

  it.each([
    ['LEI', '5493001KJTIIGC8Y1R12'],
    ['RU-INN', '7707083893'],
    ['RU-OGRN', '1027700132195'],
    ['VAT', 'DE136695976'],
  ])('notices one mistyped digit of %s', (scheme, value) => {
    const last = value.length - 1
    for (let wrong = 0; wrong < 10; wrong++) {
      const mistyped = `${value.slice(0, last)}${wrong}`
      expect(Identifier.safeParse({ scheme, value: mistyped }).success).toBe(mistyped === value)
    }
  })

  it('normalises what is normalised to itself', () => {
    const identifier = Identifier.parse({ scheme: 'de-hr', value: 'R1101hrb116737' })
    expect(Identifier.parse(identifier)).toEqual(identifier)
  })
})

const statement = fc
  .record({
    from: fc.integer({ min: 0, max: 30 }),
    length: fc.option(fc.integer({ min: 1, max: 8 })),
    value: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ from, length, value }) => ({
    from: day(from),
    to: length === null ? null : day(from + length),
    value: value ?? undefined,
  }))

describe('timelines', () => {
  it('have on each day what was stated last of it, sorted, without overlap and without needless cuts', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 12 }), (statements) => {
        let timeline: readonly Dated<number>[] = []
        for (const one of statements) timeline = stated(timeline, one)
        for (const d of days) {
          const last = statements.findLast(({ from, to }) => from <= d && (to === null || d < to))
          expect(valueOn(timeline, d)).toBe(last?.value)
        }
        for (const [index, part] of timeline.entries()) {
          const next = timeline[index + 1]
          if (part.to !== null) expect(part.from < part.to).toBe(true)
          if (next === undefined) continue
          expect(part.to !== null && part.to <= next.from).toBe(true)
          if (part.to === next.from) expect(part.value).not.toBe(next.value)
        }
      }),
    )
  })
})

const assertion = (
  index: number,
  validFrom: string,
  validTo: string | null,
  changes: Record<string, unknown>,
): Assertion => ({
  validFrom,
  validTo,
  recordedAt: `2026-01-01T00:00:00.${String(index).padStart(3, '0')}Z`,
  changes,
})

describe('statements in two times', () => {
  it('tell what was known then and what is known now', () => {
    const history = [
      assertion(0, day(0), null, { stage: 'emergence', town: 'Ulm' }),
      assertion(1, day(20), null, { stage: 'growth' }),
      assertion(2, day(10), null, { stage: 'growth' }),
      assertion(3, day(10), null, { town: null }),
    ]
    expect(stateOn(history, day(15))).toEqual({ stage: 'growth' })
    expect(stateOn(history, day(15), history[1]?.recordedAt)).toEqual({ stage: 'emergence', town: 'Ulm' })
    expect(stateOn(history, day(5))).toEqual({ stage: 'emergence', town: 'Ulm' })
  })

  it('make the record as sent on every day since, and leave the days before', () => {
    const fields = fc.record({
      a: fc.integer({ min: 0, max: 2 }),
      b: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
    })
    const change = fc.record({ from: fc.integer({ min: 0, max: 30 }), fields })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const history: Assertion[] = []
        for (const [index, { from, fields: sent }] of changes.entries()) {
          const present = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined))
          const before = days.map((d) => stateOn(history, d))
          history.push(assertion(index, day(from), null, changesFrom(history, day(from), present)))
          for (const [n, d] of days.entries())
            expect(stateOn(history, d)).toEqual(n < from ? before[n] : present)
        }
      }),
    )
  })

  it('state nothing when nothing differs', () => {
    const history = [assertion(0, day(0), null, changesBetween({}, { a: 1 }))]
    expect(changesFrom(history, day(5), { a: 1 })).toEqual({})
    expect(changesFrom(history, day(5), {})).toEqual({ a: null })
  })

  it('give facts that agree with the state of every day', () => {
    const history = [
      assertion(0, day(5), null, { stage: 'emergence' }),
      assertion(1, day(2), day(5), { stage: 'emergence' }),
      assertion(2, day(9), null, { stage: 'growth' }),
    ]
    const attributesIn = (state: Record<string, unknown>) => ({
      regions: [['DE']],
      seat: ['DE'],
      category: 'bio',
      categories: ['bio'],
      sections: [],
      stage: String(state['stage']),
    })
    const stretches = stretchesOf(history).map(({ from, to, state }) => ({
      from,
      to,
      state: attributesIn(state),
    }))
    const facts = factsOf(ClusterId.parse('clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'), stretches, [])
    expect(facts.stage).toEqual([
      { from: day(2), to: day(9), value: 'emergence' },
      { from: day(9), to: null, value: 'growth' },
    ])
    expect(facts.regions).toEqual([{ from: day(2), to: null, value: [['DE']] }])
    expect(facts.type).toEqual([])
  })
})

describe('status of a cluster', () => {
  it('is the best of its entries, a draft without any', () => {
    expect(statusOf([])).toBe('draft')
    expect(statusOf([{ status: 'removed' }, { status: 'suspended' }])).toBe('suspended')
    expect(statusOf([{ status: 'annulled' }, { status: 'registered' }])).toBe('registered')
  })
})

describe('visibility', () => {
  it('leaves out what the reader does not reach, and what has no class', () => {
    interface Thing {
      name: string
      price?: number
    }
    const thing: Thing & { secret: string } = { name: 'x', price: 3, secret: 's' }
    expect(visibleTo<Thing>(new Set(['public']), { name: 'public', price: 'parties' }, thing)).toEqual({
      name: 'x',
    })
    expect(
      visibleTo<Thing>(new Set(['public', 'parties']), { name: 'public', price: 'parties' }, thing),
    ).toEqual({
      name: 'x',
      price: 3,
    })
  })
})
