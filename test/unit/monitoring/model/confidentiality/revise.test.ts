import { describe, expect, it } from 'vitest'
import { type Contribution, type ReleaseFigure, revise, suppress } from '#monitoring/model'
import { contribution, contributions, figure, rules } from './contributions.ts'

describe('a later release', () => {
  const published = [figure('nation', 0, 'a b c d')]
  const standing = new Map(published.map((one) => [one.id, one]))
  const late = (...enterprises: string[]) =>
    enterprises.map((id) => contribution(`${id}`, 90, { enterprises: [id] }))
  const released = (sum: string, more: readonly Contribution[]) =>
    revise({
      contributions: [...contributions, ...more],
      figures: [figure('nation', 0, sum), figure('section', 1, 'e f')],
      published,
      standing,
      rules,
    })

  it('lets a figure stand until three enterprises changed or came', () => {
    expect(released('a b c d x y', late('x', 'y')).get('nation')).toEqual({ outcome: 'stands' })
    expect(released('a b c d x y z', late('x', 'y', 'z')).get('nation')).toEqual({ outcome: 'shown' })
  })

  it('counts those that went', () => {
    expect(released('a x y', late('x', 'y')).get('nation')).toEqual({ outcome: 'shown' })
  })

  it('keeps a figure that did not change, and withholds what was never shown', () => {
    const revisions = released('a b c d', [])
    expect(revisions.get('nation')).toEqual({ outcome: 'shown' })
    expect(revisions.get('section')).toEqual({ outcome: 'withheld', confStatus: 'A' })
  })

  it('does not give with the earlier one what neither gives alone', () => {
    const revisions = revise({
      contributions: [...contributions],
      figures: [figure('north', 1, 'a b c')],
      published,
      standing,
      rules,
    })
    expect(revisions.get('north')).toEqual({ outcome: 'withheld', confStatus: 'D' })
  })

  it('does not give a dominated figure whose earlier one stands', () => {
    const given = [
      ...[...'ab'].map((id) => contribution(id, 1_000)),
      ...[...'cdefgh'].map((id) => contribution(id, 300)),
      contribution('c2', 10, { enterprises: ['c'] }),
    ]
    const before = figure('region', 1, 'a b c')
    const input = {
      contributions: given,
      published: [before],
      standing: new Map([['region', before]]),
      rules,
    }
    // With c corrected, what stands of the region would be too near to a and b; the others would give it.
    const figures = [figure('region', 1, 'a b c2'), figure('nation', 0, 'a b c2 d e f g h')]
    const revisions = revise({ ...input, figures: [...figures, figure('rest', 1, 'd e f g h')] })
    expect([...revisions.values()].map(({ outcome }) => outcome)).toEqual(['stands', 'shown', 'withheld'])
  })

  it('does not give what an earlier release withheld for its own sake', () => {
    const dominated = [contribution('p', 500), contribution('q', 490), contribution('r', 10)]
    const figures = [figure('others', 1, 'e f g h i j')]
    const earlier = [figure('all', 0, 'e f g h i j p q r')]
    const input = { contributions: [...contributions, ...dominated], figures, published: earlier, rules }
    expect([...suppress(input).values()]).toEqual([null])
    const withheld = [figure('dominated', 1, 'p q r')]
    expect([...suppress({ ...input, withheld }).values()]).toEqual(['D'])
  })

  describe('of a deployment that asks for five enterprises', () => {
    const strict = { ...rules, enterprises: 5 }
    const before = figure('nation', 0, 'a b c d e f g')
    const revised = (next: ReleaseFigure, more: readonly Contribution[], was = before) =>
      revise({
        contributions: [...contributions, ...more],
        figures: [next],
        published: [was],
        standing: new Map([[was.id, was]]),
        rules: strict,
      }).get(next.id)

    it('lets a figure stand until as many changed', () => {
      const more = late('v', 'w', 'x', 'y', 'z')
      expect(revised(figure('nation', 0, 'a b c d e f g v w x y'), more)).toEqual({ outcome: 'stands' })
      expect(revised(figure('nation', 0, 'a b c d e f g v w x y z'), more)).toEqual({ outcome: 'shown' })
      expect(revised(figure('nation', 0, 'a b c d e v w x'), more)).toEqual({ outcome: 'shown' })
    })

    it('does not count values under a waiver, which hold nothing up', () => {
      const open = late('v', 'w').map((one) => ({ ...one, waived: true }))
      expect(revised(figure('nation', 0, 'a b c d e f g v w'), open)).toEqual({ outcome: 'shown' })
      const more = [...open, ...late('x', 'y', 'z')]
      expect(revised(figure('nation', 0, 'a b c d e f g v w x y z'), more)).toEqual({ outcome: 'stands' })
    })

    it('asks it of each part of a figure that changed', () => {
      const ratio = figure('ratio', 0, 'a b c d e f g', 'h i j a b')
      const more = late('v', 'w', 'x', 'y', 'z')
      const next = (...sums: string[]) => revised(figure('ratio', 0, ...sums), more, ratio)
      expect(next('a b c d e f g', 'h i j a b')).toEqual({ outcome: 'shown' })
      expect(next('a b c d e f g v w x y', 'h i j a b v w x y z')).toEqual({ outcome: 'stands' })
      expect(next('a b c d e f g', 'h i j a b v w x y z')).toEqual({ outcome: 'shown' })
    })
  })
})
