import { describe, expect, it } from 'vitest'
import { merge, replaced, same } from '../../../web/app/forms/merge.ts'

const base = {
  names: { en: 'Optics Valley', ru: 'Долина оптики' },
  industries: ['C26', 'C27'],
  website: 'https://optics.example',
  labels: [{ name: 'Gold' }],
}

describe('the merging of two changes', () => {
  it('takes what only one of them changed from that one, inside a text in two languages too', () => {
    const mine = { ...base, names: { ...base.names, en: 'Optics Land' } }
    const theirs = { ...base, names: { ...base.names, ru: 'Край оптики' }, website: 'https://new.example' }
    expect(merge(base, mine, theirs)).toEqual({
      values: { ...base, names: { en: 'Optics Land', ru: 'Край оптики' }, website: 'https://new.example' },
      conflicts: [],
      taken: [['names', 'ru'], ['website']],
    })
  })

  it('finds a conflict where both changed one value differently, and keeps mine until it is decided', () => {
    const mine = { ...base, website: 'https://mine.example' }
    const theirs = { ...base, website: 'https://theirs.example' }
    const { values, conflicts, taken } = merge(base, mine, theirs)
    expect(values).toEqual(mine)
    expect(taken).toEqual([])
    expect(conflicts).toEqual([
      { path: ['website'], base: base.website, mine: mine.website, theirs: theirs.website },
    ])
  })

  it('finds a conflict between a change and a removal', () => {
    const { website: _, ...theirs } = base
    const mine = { ...base, website: 'https://mine.example' }
    expect(merge<Partial<typeof base>>(base, mine, theirs).conflicts).toEqual([
      { path: ['website'], base: base.website, mine: 'https://mine.example', theirs: undefined },
    ])
  })

  it('takes over a removal', () => {
    const { website: _, ...theirs } = base
    expect(merge<Partial<typeof base>>(base, base, theirs).values).toEqual(theirs)
  })

  it('unites lists of codes: what either added, without what either took out', () => {
    const mine = { ...base, industries: ['C26', 'M72'] }
    const theirs = { ...base, industries: ['C26', 'C27', 'J62'] }
    expect(merge(base, mine, theirs).values.industries).toEqual(['C26', 'J62', 'M72'])
  })

  it('does not mix lists of more than codes', () => {
    const mine = { ...base, labels: [{ name: 'Silver' }] }
    const theirs = { ...base, labels: [{ name: 'Bronze' }] }
    expect(merge(base, mine, theirs).conflicts.map(({ path }) => path)).toEqual([['labels']])
  })

  it('sees no conflict where both did the same', () => {
    const both = { ...base, website: 'https://new.example' }
    expect(merge(base, both, { ...both })).toEqual({ values: both, conflicts: [], taken: [] })
  })

  it('sets the decided value in its place, and takes it out when it is none', () => {
    expect(replaced(base, ['names', 'en'], 'X').names).toEqual({ en: 'X', ru: 'Долина оптики' })
    expect(replaced(base, ['names', 'en'], undefined).names).toEqual({ ru: 'Долина оптики' })
  })

  it('holds absent and undefined to be the same, and lists to be the same in their order only', () => {
    expect(same({ a: 1, b: undefined }, { a: 1 })).toBe(true)
    expect(same([1, 2], [2, 1])).toBe(false)
    expect(same({}, [])).toBe(false)
  })
})
