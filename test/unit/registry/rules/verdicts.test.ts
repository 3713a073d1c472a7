import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allOf,
  anyOf,
  type Bounds,
  compared,
  distance,
  Exact,
  exactText,
  fraction,
  fractionOf,
  OPERATORS,
  type Operator,
  order,
  type Verdict,
  whichever,
} from '#registry/model'

const VERDICTS = ['pass', 'fail', 'insufficient'] as const
const verdict = fc.constantFrom<Verdict>(...VERDICTS)
const not = (one: Verdict): Verdict => (one === 'insufficient' ? one : one === 'pass' ? 'fail' : 'pass')

describe('Kleene’s logic', () => {
  it('follows its truth tables', () => {
    const table = (by: typeof allOf) => VERDICTS.map((a) => VERDICTS.map((b) => by([a, b])))
    expect(table(allOf)).toEqual([
      ['pass', 'fail', 'insufficient'],
      ['fail', 'fail', 'fail'],
      ['insufficient', 'fail', 'insufficient'],
    ])
    expect(table(anyOf)).toEqual([
      ['pass', 'pass', 'pass'],
      ['pass', 'fail', 'insufficient'],
      ['pass', 'insufficient', 'insufficient'],
    ])
    expect([allOf([]), anyOf([])]).toEqual(['pass', 'fail'])
  })

  it('is associative, idempotent, absorbing, and each the dual of the other', () => {
    fc.assert(
      fc.property(fc.array(verdict), fc.array(verdict), verdict, (some, more, one) => {
        for (const by of [allOf, anyOf]) {
          expect(by([by(some), by(more)])).toBe(by([...some, ...more]))
          expect(by([...more, ...some])).toBe(by([...some, ...more]))
          expect(by([one, one])).toBe(one)
        }
        expect(not(allOf(some))).toBe(anyOf(some.map(not)))
        expect(allOf([one, anyOf([one, ...some])])).toBe(one)
        expect(anyOf([one, allOf([one, ...some])])).toBe(one)
      }),
    )
  })

  it('never takes back what is certain when something gets known', () => {
    fc.assert(
      fc.property(fc.array(verdict), fc.infiniteStream(fc.boolean()), (some, coins) => {
        const known = some.map((one): Verdict => {
          if (one !== 'insufficient') return one
          return coins.next().value ? 'pass' : 'fail'
        })
        for (const by of [allOf, anyOf]) if (by(some) !== 'insufficient') expect(by(known)).toBe(by(some))
      }),
    )
  })

  it('says of two alternatives what holds whichever is true', () => {
    for (const a of VERDICTS)
      for (const b of VERDICTS) expect(whichever(a, b)).toBe(a === b ? a : 'insufficient')
  })
})

describe('exact numbers', () => {
  it('are read as written', () => {
    expect(fractionOf('0.5')).toEqual(fraction(5, 10))
    expect(fractionOf('10')).toEqual(fraction(10, 1))
    expect(fractionOf('12.345')).toEqual(fraction(12345, 1000))
    expect(fractionOf('1/3')).toEqual(fraction(1, 3))
    expect([exactText(fraction(3)), exactText(fraction(3, 10))]).toEqual(['3', '3/10'])
  })

  it.each(['', '-1', '1/0', '01', '.5', '1.', '1e3', '1/3/3', '0.1/2', 'x', '0.1234567890123'])(
    'are not %j',
    (text) => expect(Exact.safeParse(text).success).toBe(false),
  )

  it('are compared without rounding', () => {
    expect(order(fraction(1, 3), fraction(333_333_333_333_333_333n, 10n ** 18n))).toBe(1)
    expect(order(fractionOf('0.2'), fraction(20_000_000n, 100_000_000n))).toBe(0)
    expect(order(fraction(19_999_999n, 100_000_000n), fractionOf('0.2'))).toBe(-1)
  })

  it('are ordered as their quotients', () => {
    const small = fc.record({ n: fc.nat(1000), d: fc.integer({ min: 1, max: 1000 }) })
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(order(fraction(a.n, a.d), fraction(b.n, b.d))).toBe(Math.sign(a.n * b.d - b.n * a.d) + 0)
      }),
    )
  })

  it('tell how far a value is from a threshold in what the value counts', () => {
    expect(exactText(distance(fraction(19_999_999, 100_000_000), fractionOf('0.2')))).toBe('1')
    expect(exactText(distance(fraction(13), fractionOf('10')))).toBe('3')
    expect(exactText(distance(fraction(1, 10), fractionOf('1/3')))).toBe('7/3')
  })
})

describe('a comparison with what is known', () => {
  const holds: Readonly<Record<Operator, (a: number, b: number) => boolean>> = {
    '>=': (a, b) => a >= b,
    '>': (a, b) => a > b,
    '<=': (a, b) => a <= b,
    '<': (a, b) => a < b,
    '=': (a, b) => a === b,
  }

  it('passes where every possible value does, fails where none does, else lacks data', () => {
    const bound = fc.integer({ min: 0, max: 6 })
    fc.assert(
      fc.property(bound, bound, bound, fc.constantFrom(...OPERATORS), (a, b, threshold, operator) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const values = Array.from({ length: high - low + 1 }, (_, index) => low + index)
        const passing = values.filter((value) => holds[operator](value, threshold)).length
        const expected = passing === values.length ? 'pass' : passing === 0 ? 'fail' : 'insufficient'
        const bounds = { atLeast: fraction(low), atMost: fraction(high) }
        expect(compared(operator, bounds, fraction(threshold))).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  it.each<[Operator, Bounds, Verdict]>([
    ['>=', { atLeast: fraction(5) }, 'pass'],
    ['>=', { atLeast: fraction(4) }, 'insufficient'],
    ['>=', { atMost: fraction(4) }, 'fail'],
    ['>', { atLeast: fraction(5) }, 'insufficient'],
    ['>', { atMost: fraction(5) }, 'fail'],
    ['<=', { atMost: fraction(5) }, 'pass'],
    ['<=', { atLeast: fraction(6) }, 'fail'],
    ['<', { atMost: fraction(4) }, 'pass'],
    ['<', { atLeast: fraction(5) }, 'fail'],
    ['=', { atLeast: fraction(5) }, 'insufficient'],
    ['=', { atMost: fraction(4) }, 'fail'],
    ['=', {}, 'insufficient'],
    ['>=', {}, 'insufficient'],
  ])('with one bound or none: %s 5 of %o is %s', (operator, bounds, expected) => {
    expect(compared(operator, bounds, fraction(5))).toBe(expected)
  })
})
