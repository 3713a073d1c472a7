import { describe, expect, it } from 'vitest'
import {
  type Group,
  matchedChanges,
  type Observation,
  registerOf,
  type StoredIndicator,
} from '#monitoring/model'
import { cluster, indicator, observation } from '../support.ts'

type Reports = Readonly<Record<string, string | Partial<Observation> | null>>

const auto: Group = 'category#auto'
const register = registerOf(
  [
    ...['c1', 'c2', 'c3'].map((id) => cluster(id)),
    // It came to the category after the earlier period.
    cluster('c4', {
      category: [
        { from: '1990-01-01', to: '2024-07-01', value: 'bio' },
        { from: '2024-07-01', to: null, value: 'auto' },
      ],
    }),
    cluster('c5', {
      category: [
        { from: '1990-01-01', to: '2024-07-01', value: 'green' },
        { from: '2024-07-01', to: null, value: 'grey' },
      ],
      categories: [],
      sections: [],
      regions: [],
    }),
    cluster('c6', {
      category: [{ from: '1990-01-01', to: null, value: 'green' }],
      categories: [],
      sections: [],
      regions: [],
    }),
  ],
  [],
  [],
)

const sideOf = (
  main: StoredIndicator,
  period: string,
  inputs: readonly (readonly [StoredIndicator, Reports])[],
) => ({
  slice: { universe: 'cluster', indicator: main.code, breakdown: '_T', period } as const,
  basis: 'public' as const,
  inputs: new Map(
    inputs.map(([input, reports]) => {
      const observations = Object.entries(reports).map(([id, report]) => {
        const { value = null, ...rest } =
          report !== null && typeof report === 'object' ? report : { value: report }
        return observation(id, input.code, period, value, rest)
      })
      return [input.code, { indicator: input, observations: new Map([[period, observations]]) }] as const
    }),
  ),
})

const changeOf = (
  main: StoredIndicator,
  inputs: readonly (readonly [StoredIndicator, { after: Reports; before: Reports }])[],
  group: Group = auto,
) =>
  matchedChanges(
    main,
    sideOf(
      main,
      '2024',
      inputs.map(([input, { after }]) => [input, after] as const),
    ),
    sideOf(
      main,
      '2023',
      inputs.map(([input, { before }]) => [input, before] as const),
    ),
    register,
    new Set([group]),
  ).get(group)

const jobs = indicator('jobs')
const change = (before: Reports, after: Reports, group: Group = auto) =>
  changeOf(jobs, [[jobs, { after, before }]], group)

describe('the change of a sum', () => {
  it('is over the units with values in both periods, in the group at the later date', () => {
    const found = change({ c1: '10', c2: '20', c4: '40' }, { c1: '12', c3: '30', c4: '44' })
    expect(found).toEqual({
      against: '2023',
      matched: {
        units: 2,
        before: '50',
        after: '56',
        difference: '6',
        growth: 0.12,
        annualGrowth: expect.closeTo(0.12, 12),
      },
      plain: null,
    })
  })

  it('is nothing where no unit has both', () => {
    expect(change({ c1: '10', c2: null }, { c2: '20', c1: null })).toEqual({
      against: '2023',
      matched: null,
      plain: null,
    })
    expect(change({}, { c1: '1' }, 'category#none')).toBeUndefined()
  })

  it('is that of the figures too where all expected units entered both, and they are the same', () => {
    const whole = { c1: '10', c2: '20', c3: '30', c4: '40' }
    const found = changeOf(jobs, [[jobs, { before: whole, after: whole }]], 'region#DE')
    expect(found?.matched?.units).toBe(4)
    expect(found?.plain).toEqual({ before: '100', after: '100', difference: '0', growth: 0, annualGrowth: 0 })
  })

  it('is none of the figures where the group has other units than before', () => {
    const whole = { c1: '10', c2: '20', c3: '30', c4: '40' }
    expect(change(whole, whole)).toMatchObject({ matched: { units: 4 }, plain: null })
  })

  it('is none of the figures where a unit left the group', () => {
    const whole = { c5: '10', c6: '20' }
    expect(change(whole, whole, 'category#green')).toMatchObject({ matched: { units: 1 }, plain: null })
    expect(change(whole, whole, 'category#grey')).toMatchObject({ matched: { units: 1 }, plain: null })
  })

  it('is none of the figures where one unit is missing in either period', () => {
    const whole = { c1: '10', c2: '20', c3: '30', c4: '40' }
    const part = { c1: '10', c2: '20', c3: '30', c4: null }
    for (const [before, after] of [
      [whole, part],
      [part, whole],
      [part, part],
    ] as const)
      expect(change(before, after, 'region#DE')).toMatchObject({ matched: { units: 3 }, plain: null })
  })

  it('does not wait for a unit of which the value cannot exist', () => {
    const side = { c1: '10', c2: '20', c3: '30', c4: { obsStatus: 'M' } } as const
    expect(change(side, side, 'region#DE')).toMatchObject({ matched: { units: 3 }, plain: { before: '60' } })
    const whole = { c1: '10', c2: '20', c3: '30', c4: '40' }
    expect(change(side, whole, 'region#DE')?.plain).toBeNull()
  })
})

describe('the change of what is made from two indicators', () => {
  const [above, below] = [indicator('above'), indicator('below')]

  it('leaves out who has no weight', () => {
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'below' } })
    const found = changeOf(wage, [
      [wage, { before: { c1: '40', c2: '60', c3: '10' }, after: { c1: '44', c2: '90', c3: '11' } }],
      [below, { before: { c1: '1', c2: '0', c3: '1' }, after: { c1: '3', c2: '5', c3: '1' } }],
    ])
    // c2 weighed nothing before, so that it is in neither mean.
    expect(found?.matched).toMatchObject({ units: 2, before: '25', after: '35.75' })
  })

  it('divides sums over the units with both parts in both periods, zeros included', () => {
    const ratio = indicator('ratio', {
      aggregation: { rule: 'ratio-of-sums', numerator: 'above', denominator: 'below' },
    })
    const found = changeOf(ratio, [
      [above, { before: { c1: '10', c2: '5', c3: '1' }, after: { c1: '12', c2: '6', c3: '2' } }],
      [below, { before: { c1: '4', c2: '0', c3: null }, after: { c1: '4', c2: '0', c3: '1' } }],
    ])
    expect(found?.matched).toMatchObject({ units: 2, before: '3.75', after: '4.5', growth: 0.2 })
  })

  it('does not wait for a unit of which one part cannot exist', () => {
    const ratio = indicator('ratio', {
      aggregation: { rule: 'ratio-of-sums', numerator: 'above', denominator: 'below' },
    })
    const side = { c1: '4', c2: '5', c3: '6', c4: '5' }
    const partly = { ...side, c4: { obsStatus: 'M' } } as const
    const found = changeOf(
      ratio,
      [
        [above, { before: side, after: side }],
        [below, { before: partly, after: partly }],
      ],
      'region#DE',
    )
    expect(found).toMatchObject({ matched: { units: 3 }, plain: { before: '1', after: '1' } })
  })

  it('takes no unit’s own ratio by zero', () => {
    const ratio = indicator('ratio', {
      aggregation: { rule: 'per-unit-ratio', across: 'mean', numerator: 'above', denominator: 'below' },
    })
    const found = changeOf(ratio, [
      [above, { before: { c1: '10', c2: '5', c3: '0' }, after: { c1: '12', c2: '6', c3: '8' } }],
      [below, { before: { c1: '4', c2: '0', c3: '2' }, after: { c1: '4', c2: '1', c3: '2' } }],
    ])
    expect(found?.matched).toMatchObject({ units: 2, before: '1.25', after: '3.5' })
  })
})
