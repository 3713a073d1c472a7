import { describe, expect, it } from 'vitest'
import {
  agreedTo,
  type ClusterOpenness,
  type ConfStatus,
  hasAgreed,
  type Indicator,
  isOpenable,
  isOpenToAll,
  opennessView,
  type Workflow,
  withdrawnFrom,
} from '#monitoring/model'
import { catalogued, observation } from '../support.ts'

type Agreement = ClusterOpenness['agreements'][number]

const agreement = (indicator: string, from: string, to: string | null = null): Agreement => ({
  indicator,
  from,
  to,
  agreedBy: 'per_1',
  agreedAt: '2020-01-01T00:00:00.000Z',
})
const made = { from: '2024-01-01', agreedBy: 'per_2', agreedAt: '2023-11-01T00:00:00.000Z' }

describe('what a cluster agreed to', () => {
  it('are periods that begin from the day on, and before the day on which it ends', () => {
    const agreed = (period: string, to: string | null, indicator = 'jobs') =>
      hasAgreed({ agreements: [agreement('jobs', '2024-01-01', to)] }, { indicator, period })
    expect(['2023', '2023-Q4', '2024', '2024-Q1', '2024-Q3', '2030'].map((one) => agreed(one, null))).toEqual(
      [false, false, true, true, true, true],
    )
    expect(['2024-Q2', '2024-Q3', '2025'].map((one) => agreed(one, '2024-07-01'))).toEqual([
      true,
      false,
      false,
    ])
    expect(agreed('2024', null, 'revenue')).toBe(false)
    expect(hasAgreed({ agreements: [] }, { indicator: 'jobs', period: '2024' })).toBe(false)
  })

  it('is shown without who agreed', () => {
    const shown = opennessView({ cluster: 'c1', agreements: [agreement('jobs', '2024-01-01')] })
    expect(shown).toEqual({
      cluster: 'c1',
      agreements: [{ indicator: 'jobs', from: '2024-01-01', to: null }],
    })
  })

  it('grows by what it is not agreed on already', () => {
    const before = [
      agreement('jobs', '2020-01-01'),
      agreement('revenue', '2020-01-01', '2022-01-01'),
      agreement('exports', '2020-01-01', '2024-01-02'),
      agreement('patents', '2020-01-01', '2024-01-01'),
    ]
    const after = agreedTo(before, ['jobs', 'revenue', 'exports', 'patents', 'wage'], made)
    expect(after.slice(0, 4)).toEqual(before)
    expect(after.slice(4)).toEqual(
      ['revenue', 'patents', 'wage'].map((indicator) => ({ indicator, to: null, ...made })),
    )
  })

  it('ends for what is withdrawn, never before it began', () => {
    const before = [
      agreement('jobs', '2020-01-01'),
      agreement('revenue', '2026-01-01'),
      agreement('exports', '2020-01-01', '2022-01-01'),
      agreement('wage', '2020-01-01'),
    ]
    const withdrawn = { withdrawnBy: 'per_3', withdrawnAt: '2024-02-01T00:00:00.000Z' }
    const after = withdrawnFrom(before, ['jobs', 'revenue', 'exports'], { to: '2025-01-01', ...withdrawn })
    expect(after.map(({ to }) => to)).toEqual(['2025-01-01', '2026-01-01', '2022-01-01', null])
    expect(after[0]).toEqual({ ...agreement('jobs', '2020-01-01', '2025-01-01'), ...withdrawn })
    expect(after.slice(2)).toEqual(before.slice(2))
  })
})

describe('an indicator that an agreement can be about', () => {
  it('is open where clusters agree, and reported', () => {
    const cases = [
      catalogued('jobs', { confidentiality: 'cluster-open' }),
      catalogued('jobs', { confidentiality: 'open' }),
      catalogued('jobs', { confidentiality: 'aggregate-only' }),
      { ...catalogued('jobs', { confidentiality: 'cluster-open' }), origin: 'derived' as const },
    ]
    expect(cases.map(isOpenable)).toEqual([true, false, false, false])
  })
})

describe('a value that everybody may see', () => {
  const open = (
    confidentiality: Indicator['confidentiality'] | undefined,
    more: { workflow?: Workflow; confStatus?: ConfStatus; universe?: 'cluster' | 'region' } = {},
    agreed = true,
  ) =>
    isOpenToAll(
      observation('c1', 'jobs', '2024', '5', more),
      confidentiality && catalogued('jobs', { confidentiality }),
      agreed,
    )

  it('is verified or published, and free', () => {
    expect(
      (['verified', 'published', 'submitted', 'draft'] as const).map((workflow) =>
        open('open', { workflow }),
      ),
    ).toEqual([true, true, false, false])
    expect((['F', 'N', 'C'] as const).map((confStatus) => open('open', { confStatus }))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('is of an open indicator, or agreed to by its cluster', () => {
    expect([open('open', {}, false), open('cluster-open'), open('cluster-open', {}, false)]).toEqual([
      true,
      true,
      false,
    ])
    expect(open('cluster-open', { universe: 'region' })).toBe(false)
    expect([open('aggregate-only'), open('authority-only'), open(undefined)]).toEqual([false, false, false])
  })
})
