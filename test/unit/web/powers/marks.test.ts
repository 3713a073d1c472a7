import { describe, expect, it } from 'vitest'
import { byHolder, type Held, markOf } from '../../../../web/app/areas/governance/powers/marks.ts'

const TODAY = '2026-06-01'

const PATHS: Readonly<Record<string, readonly string[]>> = {
  'DE-BY': ['DE', 'DE-BY'],
  'DE-BW': ['DE', 'DE-BW'],
  'DE-BY-M': ['DE', 'DE-BY', 'DE-BY-M'],
}
const pathOf = (code: string): readonly string[] => PATHS[code] ?? [code]

const grant = (part: Partial<Held>): Held => ({
  holder: 'aut_01HKXZ0000GT8CNMQPMC9GFFNE',
  power: 'cluster.edit',
  territory: ['DE-BY'],
  from: '2020-01-01',
  ...part,
})

describe('the mark of a power in the matrix', () => {
  const mark = (territory: readonly string[] | undefined, ...grants: Held[]) =>
    markOf(grants, territory, TODAY, pathOf)

  it('is none without a grant', () => {
    expect(mark(['DE-BY'])).toBeUndefined()
  })

  it('is whole when one grant covers all that the holder is responsible for', () => {
    expect(mark(['DE-BY'], grant({}))).toBe('whole')
    expect(mark(['DE-BY-M'], grant({}))).toBe('whole')
    expect(mark(['DE-BY', 'DE-BW'], grant({ territory: ['DE'] }))).toBe('whole')
    expect(mark(['*'], grant({ territory: ['*'] }))).toBe('whole')
  })

  it('is a part when something is left out: regions, fields, or all but single clusters', () => {
    expect(mark(['DE-BY', 'DE-BW'], grant({}))).toBe('part')
    expect(mark(['DE'], grant({}))).toBe('part')
    expect(mark(['*'], grant({ territory: ['DE'] }))).toBe('part')
    expect(mark(['DE-BY'], grant({ categories: ['AERO'] }))).toBe('part')
    expect(mark(['DE-BY'], grant({ territory: [] }))).toBe('part')
  })

  it('adds nothing up: what lies in two regions needs one grant over both', () => {
    expect(mark(['DE-BY', 'DE-BW'], grant({}), grant({ territory: ['DE-BW'] }))).toBe('part')
  })

  it('is a part for an organisation, which has no territory, unless it holds everywhere', () => {
    expect(mark(undefined, grant({}))).toBe('part')
    expect(mark(undefined, grant({ territory: ['*'] }))).toBe('whole')
  })

  it('is later when none has begun, and tells only of those that have', () => {
    expect(mark(['DE-BY'], grant({ from: '2026-06-02' }))).toBe('later')
    expect(mark(['DE-BY'], grant({ from: '2026-06-01' }))).toBe('whole')
    expect(mark(['DE-BY'], grant({ from: '2026-06-02' }), grant({ territory: ['DE-BW'] }))).toBe('part')
  })

  it('finds the grants of a holder by power', () => {
    const [a, b, c] = [grant({}), grant({ territory: ['DE-BW'] }), grant({ power: 'target.set' })]
    expect(byHolder([a, b, c]).get(a.holder)).toEqual(
      new Map([
        ['cluster.edit', [a, b]],
        ['target.set', [c]],
      ]),
    )
  })
})
