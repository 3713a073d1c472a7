import { describe, expect, it } from 'vitest'
import { type Duty, exemptions, expectedBy, owing } from '#monitoring/model'
import { cluster } from '../support.ts'

const duty = (overrides: Partial<Duty> = {}): Duty => ({
  campaign: 'cam_1',
  period: '2025-Q4',
  figures: [{ indicator: 'revenue', breakdown: '_T' }],
  territory: ['DE-BY'],
  opened: ['c1', 'c2'],
  changes: [],
  ...overrides,
})
const change = (id: string, kind: Duty['changes'][number]['kind']) => ({
  cluster: id,
  kind,
  on: '2026-01-10',
  by: 'per_1',
  at: '2026-01-10T00:00:00.000Z',
})
const slice = { universe: 'cluster', indicator: 'revenue', breakdown: '_T', period: '2025-Q4' } as const
const hessian = cluster('h1', { regions: [{ from: '1990-01-01', to: null, value: [['DE', 'DE-HE']] }] })
const spanning = cluster('s1', {
  regions: [
    {
      from: '1990-01-01',
      to: null,
      value: [
        ['DE', 'DE-BY'],
        ['DE', 'DE-HE'],
      ],
    },
  ],
})
const clusters = new Map(
  [...['c1', 'c2', 'c3'].map((id) => cluster(id)), hessian, spanning].map((facts) => [facts.cluster, facts]),
)
const expected = (duties: readonly Duty[], inputs: readonly string[] = ['revenue'], of: object = slice) => {
  const expects = expectedBy(duties, { ...slice, ...of }, inputs, clusters)
  return expects && [...clusters.keys()].filter(expects)
}

describe('who owes', () => {
  it('follows the changes in their order', () => {
    const changes = [
      change('c2', 'exempted'),
      change('c3', 'joined'),
      change('c3', 'exempted'),
      change('c3', 'obliged'),
    ]
    expect([...owing(duty({ changes }))]).toEqual(['c1', 'c3'])
    expect([...exemptions(duty({ changes })).keys()]).toEqual(['c2'])
  })
})

describe('who is expected', () => {
  it('is up to the register without a campaign about the very slice', () => {
    expect(expected([])).toBeUndefined()
    expect(expected([duty()], ['revenue'], { period: '2025' })).toBeUndefined()
    expect(expected([duty()], ['revenue'], { breakdown: 'C' })).toBeUndefined()
    expect(expected([duty()], ['exports'])).toBeUndefined()
    expect(expected([duty()], ['revenue'], { universe: 'region' })).toBeUndefined()
  })

  it('is who owes, and who lies in the field of no campaign', () => {
    expect(expected([duty()])).toEqual(['c1', 'c2', 'h1', 's1'])
    expect(expected([duty({ territory: ['*'] })])).toEqual(['c1', 'c2'])
    expect(expected([duty({ categories: ['bio'], opened: ['c1'] })])).toEqual(['c1', 'c2', 'c3', 'h1', 's1'])
    expect(expected([duty({ categories: ['auto'], opened: ['c1'] })])).toEqual(['c1', 'h1', 's1'])
  })

  it('is whoever the register has where region or category are not known', () => {
    const nowhere = cluster('n1', { regions: [] })
    const uncategorised = cluster('u1', { category: [] })
    const known = new Map([nowhere, uncategorised].map((facts) => [facts.cluster, facts]))
    const expects = (one: Duty) => {
      const found = expectedBy([one], slice, ['revenue'], known)
      return found && ['n1', 'u1', 'unknown'].filter(found)
    }
    expect(expects(duty())).toEqual(['n1', 'unknown'])
    expect(expects(duty({ territory: ['*'], categories: ['auto'] }))).toEqual(['u1', 'unknown'])
    expect(expects(duty({ territory: ['*'] }))).toEqual(['unknown'])
  })

  it('is who owes in any of several campaigns', () => {
    expect(expected([duty(), duty({ campaign: 'cam_2', territory: ['*'], opened: ['c3', 'h1'] })])).toEqual([
      'c1',
      'c2',
      'c3',
      'h1',
    ])
  })

  it('owes both parts of a ratio, where campaigns ask for them', () => {
    const jobs = duty({ figures: [{ indicator: 'jobs', breakdown: '_T' }], opened: ['c2', 'c3'] })
    expect(expected([duty(), jobs], ['revenue', 'jobs'])).toEqual(['c2', 'h1', 's1'])
    expect(expected([jobs], ['revenue', 'jobs'])).toEqual(['c2', 'c3', 'h1', 's1'])
  })
})
