import { describe, expect, it } from 'vitest'
import { joinedRestrictions, Restrictions, suspensionsOf } from '#registry/model'

const restriction = (kind: 'insolvency' | 'sanctioned', from: string, to: string | null) => ({
  kind,
  from,
  to,
  source: 'court file 1',
})

describe('restrictions of one organisation', () => {
  const accepted = (...all: readonly object[]) => Restrictions.safeParse(all).success
  const known = restriction('insolvency', '2024-01-01', '2025-01-01')

  it.each<[string, string, string | null, boolean]>([
    ['that ends where the other begins', '2023-01-01', '2024-01-01', true],
    ['that begins where the other ends', '2025-01-01', null, true],
    ['that reaches into the other', '2023-01-01', '2024-01-02', false],
    ['that begins within the other', '2024-12-31', '2026-01-01', false],
    ['without end that began before', '2023-01-01', null, false],
    ['that holds within the other', '2024-03-01', '2024-04-01', false],
  ])('of one kind stand beside each other: one %s: %j', (_name, from, to, stands) => {
    expect(accepted(known, restriction('insolvency', from, to))).toBe(stands)
    expect(accepted(restriction('insolvency', from, to), known)).toBe(stands)
    expect(accepted(known, restriction('sanctioned', from, to))).toBe(true)
  })

  it('end after they begin', () => {
    expect(accepted(restriction('insolvency', '2024-01-01', '2024-01-01'))).toBe(false)
    expect(accepted(restriction('insolvency', '2024-01-01', '2024-01-02'))).toBe(true)
  })

  it('of two records are those of the first, and of the second what does not clash', () => {
    const [one, ...rest] = Restrictions.parse([known, restriction('sanctioned', '2024-01-01', null)])
    const other = Restrictions.parse([
      restriction('insolvency', '2024-06-01', null),
      restriction('sanctioned', '2023-01-01', '2024-01-01'),
    ])
    expect(rest).toHaveLength(1)
    expect(joinedRestrictions(one ? [one] : [], other)).toEqual([one, other[1]])
    expect(joinedRestrictions([], other)).toEqual(other)
  })
})

describe('a membership is suspended', () => {
  const suspended = (on: string, to?: string, cause?: 'insolvency') => ({
    step: 'suspended',
    on,
    ...(to && { to }),
    ...(cause && { cause }),
  })
  const reinstated = (on: string, cause?: 'insolvency') => ({
    step: 'reinstated',
    on,
    ...(cause && { cause }),
  })
  const since = '2020-01-01'

  it('until its term or until it is reinstated, whichever is first', () => {
    expect(suspensionsOf([suspended('2021-01-01', '2021-06-01')], since)).toEqual([
      { from: '2021-01-01', to: '2021-06-01' },
    ])
    expect(suspensionsOf([suspended('2021-01-01', '2021-06-01'), reinstated('2021-03-01')], since)).toEqual([
      { from: '2021-01-01', to: '2021-03-01' },
    ])
    expect(suspensionsOf([suspended('2021-01-01', '2021-06-01'), reinstated('2021-06-01')], since)).toEqual([
      { from: '2021-01-01', to: '2021-06-01' },
    ])
    expect(suspensionsOf([suspended('2021-01-01'), reinstated('2021-01-01')], since)).toEqual([])
  })

  it('once where suspensions meet or overlap, whatever began them', () => {
    const steps = [
      suspended('2022-01-01', '2022-06-01', 'insolvency'),
      suspended('2021-01-01', '2021-06-01'),
      suspended('2022-03-01', '2022-09-01'),
      suspended('2022-04-01', '2022-05-01'),
    ]
    expect(suspensionsOf(steps, since)).toEqual([
      { from: '2021-01-01', to: '2021-06-01' },
      { from: '2022-01-01', to: '2022-09-01' },
    ])
    expect(suspensionsOf(steps, since, 'people')).toEqual([
      { from: '2021-01-01', to: '2021-06-01' },
      { from: '2022-03-01', to: '2022-09-01' },
    ])
    expect(suspensionsOf([...steps, suspended('2022-02-01')], since).at(-1)).toEqual({
      from: '2022-01-01',
      to: null,
    })
  })

  it('goes on where only another cause of it has ended', () => {
    const steps = [suspended('2021-01-01', undefined, 'insolvency'), reinstated('2021-02-01')]
    expect(suspensionsOf(steps, since)).toEqual([{ from: '2021-01-01', to: null }])
    expect(suspensionsOf([...steps, reinstated('2021-03-01', 'insolvency')], since)).toEqual([
      { from: '2021-01-01', to: '2021-03-01' },
    ])
  })

  it('not before the membership began', () => {
    expect(suspensionsOf([suspended('2019-06-01', '2020-02-01')], since)).toEqual([
      { from: '2020-01-01', to: '2020-02-01' },
    ])
    expect(suspensionsOf([suspended('2019-06-01', '2020-01-01')], since)).toEqual([])
  })
})
