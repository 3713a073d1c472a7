import { describe, expect, it } from 'vitest'
import { attainment, faultOfTarget, type Target, targetFor } from '#monitoring/model'
import { indicator } from '../support.ts'

const target = (overrides: Partial<Target> = {}): Target => ({
  universe: 'cluster',
  dimension: 'unit',
  code: 'c1',
  indicator: 'jobs',
  breakdown: '_T',
  period: '2030',
  target: '80',
  setBy: 'per_1',
  ...overrides,
})

describe('attainment', () => {
  it.each([
    ['85', 0.75, false],
    ['110', -0.5, false],
    ['70', 1.5, true],
    ['80', 1, true],
  ])('from baseline 100 to target 80, where less is better, with %s is %d', (value, expected, met) => {
    const one = target({ baseline: '100' })
    expect(attainment('less-is-better', one, { period: '2030', value })).toEqual({
      target: '80',
      period: '2030',
      attainment: expected,
      met,
      gap: 80 - Number(value),
      trajectory: 80,
      onTrack: met,
    })
  })

  it('is null without a value, never 0', () => {
    expect(attainment('more-is-better', target({ baseline: '20' }), { period: '2030', value: null })).toEqual(
      {
        target: '80',
        period: '2030',
        attainment: null,
        met: null,
        gap: null,
        trajectory: 80,
        onTrack: null,
        reason: 'no-value',
      },
    )
  })

  it('is null without a way to go', () => {
    const one = target({ baseline: '80' })
    expect(attainment('more-is-better', one, { period: '2030', value: '80' })).toMatchObject({
      attainment: null,
      reason: 'target-is-baseline',
      met: true,
    })
    expect(attainment('more-is-better', one, { period: '2030', value: '79' }).met).toBe(false)
  })

  it('without a baseline is value ÷ target where more is better than nothing, else only met or not', () => {
    const figure = { period: '2030', value: '60' }
    const more = attainment('more-is-better', target(), figure)
    expect(more).toMatchObject({ attainment: 0.75, met: false, gap: 20 })
    expect(more).not.toHaveProperty('reason')
    expect(attainment('more-is-better', target({ target: '0' }), figure)).toMatchObject({
      attainment: null,
      met: true,
      reason: 'no-baseline',
    })
    expect(attainment('less-is-better', target(), figure)).toMatchObject({
      attainment: null,
      met: true,
      gap: 20,
      reason: 'no-baseline',
    })
  })

  it('of neutral indicators is inside or outside the band, its ends included', () => {
    const band = target({ target: '5', band: { from: '4', to: '6' } })
    const met = (value: string) => attainment('neutral', band, { period: '2030', value }).met
    expect(['3.9', '4', '6', '6.1'].map(met)).toEqual([false, true, true, false])
    expect(attainment('neutral', target(), { period: '2030', value: '80' })).toMatchObject({
      attainment: null,
      met: null,
      trajectory: null,
      onTrack: null,
      reason: 'no-band',
    })
  })
})

describe('the way to a target', () => {
  const way = target({ baseline: '100', baselinePeriod: '2020', target: '200' })
  const at = (of: Target, period: string, value = '130') => {
    const { trajectory, onTrack } = attainment('more-is-better', of, { period, value })
    return [trajectory, onTrack]
  }

  it('is linear from the baseline to the target', () => {
    expect(['2020', '2023', '2024', '2030'].map((period) => at(way, period))).toEqual([
      [100, true],
      [130, true],
      [140, false],
      [200, false],
    ])
    expect(attainment('less-is-better', way, { period: '2024', value: '141' }).onTrack).toBe(false)
    expect(attainment('less-is-better', way, { period: '2024', value: '140' }).onTrack).toBe(true)
  })

  it('leads through the values that were set on it, in whatever order', () => {
    const bent = {
      ...way,
      trajectory: [
        { period: '2028', value: '120' },
        { period: '2024', value: '110' },
      ],
    }
    expect(['2022', '2024', '2026', '2029'].map((period) => at(bent, period)[0])).toEqual([
      105, 110, 115, 160,
    ])
  })

  it('is not known before it begins, after it ends, nor without a beginning', () => {
    expect([at(way, '2019'), at(way, '2031'), at(target(), '2029')]).toEqual(
      Array.from({ length: 3 }, () => [null, null]),
    )
  })

  it('measures earlier figures by the next target ahead, and each by its own', () => {
    const near = { ...way, period: '2025', target: '150' }
    const unknown = target({ period: '2023' })
    const all = [
      way,
      near,
      unknown,
      { ...way, code: 'c2', period: '2021' },
      { ...way, dimension: 'type' as const, period: '2022' },
    ]
    const found = (period: string) => targetFor(all, { dimension: 'unit', code: 'c1' }, period)?.period
    expect(['2019', '2020', '2022', '2023', '2025', '2026', '2030', '2031'].map(found)).toEqual([
      undefined,
      '2025',
      '2025',
      '2023',
      '2025',
      '2030',
      '2030',
      undefined,
    ])
    expect(found('2024-Q1')).toBeUndefined()
    const past = { ...way, period: '2021', target: '110' }
    expect(targetFor([past, way], { dimension: 'unit', code: 'c1' }, '2022')?.period).toBe('2030')
    const nearest = [way, { ...way, period: '2027' }, { ...way, period: '2026' }]
    for (const targets of [nearest, nearest.toReversed()])
      expect(targetFor(targets, { dimension: 'unit', code: 'c1' }, '2024')?.period).toBe('2026')
  })
})

describe('a target', () => {
  const fault = (overrides: Partial<Target>) => faultOfTarget(target(overrides), indicator('jobs'))

  it('stands with and without a way', () => {
    expect(fault({})).toBeNull()
    expect(fault({ baseline: '1', baselinePeriod: '2020' })).toBeNull()
    expect(fault({ trajectory: [{ period: '2025', value: '3' }] })).toBeNull()
  })

  it.each([
    [{ target: '1.5' }, '"1.5" has 1 decimals'],
    [{ baseline: '1.5' }, '"1.5" has 1 decimals'],
    [{ band: { from: '0.1', to: '1' } }, '"0.1" has 1 decimals'],
    [{ band: { from: '0', to: '1.1' } }, '"1.1" has 1 decimals'],
    [{ trajectory: [{ period: '2025', value: '2.5' }] }, '"2.5" has 1 decimals'],
    [{ baselinePeriod: '2020' }, 'needs the baseline'],
    [
      {
        trajectory: [
          { period: '2025', value: '3' },
          { period: '2025', value: '4' },
        ],
      },
      'each period once',
    ],
    [{ baseline: '1', baselinePeriod: '2020-Q1' }, '"2020-Q1" is not of the frequency of "2030"'],
    [{ baseline: '1', baselinePeriod: '2030' }, 'each period once'],
    [{ trajectory: [{ period: '2031', value: '3' }] }, 'has to lead from'],
  ])('%j is refused', (overrides, words) => {
    expect(fault(overrides)).toContain(words)
  })
})
