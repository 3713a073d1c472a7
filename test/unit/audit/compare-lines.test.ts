import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Finding, leafOf } from '#audit/model'
import { compareLines } from '#audit/model/compare-lines'

const DAY = '2026-03-02'

/** What is found in lines whose sealed ones were others; each letter is a line. */
const found = (lines: string, sealed: string): readonly Omit<Finding, 'day'>[] =>
  compareLines(DAY, [...lines], [...sealed].map(leafOf)).map(({ day, ...finding }) => {
    expect(day).toBe(DAY)
    return finding
  })

describe('the lines of a day', () => {
  it('that were sealed are in order', () => {
    expect(found('abcd', 'abcd')).toEqual([])
    expect(found('', '')).toEqual([])
  })

  it('that were changed are named with the line that was sealed', () => {
    expect(found('aXcd', 'abcd')).toEqual([
      { kind: 'changed', line: 2, detail: 'it was sealed otherwise, as line 2' },
    ])
    expect(found('Xbc', 'abc')).toEqual([
      { kind: 'changed', line: 1, detail: 'it was sealed otherwise, as line 1' },
    ])
    expect(found('aXY', 'abc')).toEqual([
      { kind: 'changed', line: 2, detail: 'it was sealed otherwise, as line 2' },
      { kind: 'changed', line: 3, detail: 'it was sealed otherwise, as line 3' },
    ])
  })

  it('that were added are named, before, between and after the sealed ones', () => {
    expect(found('Xab', 'ab')).toEqual([{ kind: 'added', line: 1, detail: 'it was not sealed' }])
    expect(found('aXb', 'ab')).toEqual([{ kind: 'added', line: 2, detail: 'it was not sealed' }])
    expect(found('abX', 'ab')).toEqual([{ kind: 'added', line: 3, detail: 'it was not sealed' }])
    expect(found('X', '')).toEqual([{ kind: 'added', line: 1, detail: 'it was not sealed' }])
  })

  it('that are repeated are named with the line that they repeat', () => {
    expect(found('abca', 'abc')).toEqual([{ kind: 'added', line: 4, detail: 'it repeats line 1' }])
    expect(found('abcc', 'abc')).toEqual([{ kind: 'added', line: 4, detail: 'it repeats line 3' }])
  })

  it('that are missing are named at their place, those of the end together', () => {
    const gone = 'the line that was sealed here is missing'
    expect(found('acd', 'abcd')).toEqual([{ kind: 'removed', line: 2, detail: gone }])
    expect(found('bcd', 'abcd')).toEqual([{ kind: 'removed', line: 1, detail: gone }])
    expect(found('ab', 'abcd')).toEqual([
      { kind: 'cut', line: 3, detail: 'the last 2 of 4 lines are missing' },
    ])
    expect(found('', 'abcd')).toEqual([{ kind: 'cut', line: 1, detail: 'the last 4 of 4 lines are missing' }])
  })

  it('that stand in another order are named with their places', () => {
    expect(found('acbd', 'abcd')).toEqual([
      { kind: 'reordered', line: 2, detail: 'it was sealed as line 3' },
      { kind: 'reordered', line: 3, detail: 'it was sealed as line 2' },
    ])
  })

  it('tell several changes apart', () => {
    expect(found('aXcYef', 'abcdefgh')).toEqual([
      { kind: 'changed', line: 2, detail: 'it was sealed otherwise, as line 2' },
      { kind: 'changed', line: 4, detail: 'it was sealed otherwise, as line 4' },
      { kind: 'cut', line: 7, detail: 'the last 2 of 8 lines are missing' },
    ])
    expect(found('aXbd', 'abcd')).toEqual([
      { kind: 'added', line: 2, detail: 'it was not sealed' },
      { kind: 'removed', line: 3, detail: 'the line that was sealed here is missing' },
    ])
  })

  it('are in order only if they are the sealed ones in their order', () => {
    void fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 8 }),
        fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
        (lines, sealed) => {
          const same = lines.join('') === sealed.join('')
          expect(found(lines.join(''), sealed.join('')).length === 0).toBe(same)
        },
      ),
    )
  })
})
