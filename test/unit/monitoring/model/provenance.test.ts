import { describe, expect, it } from 'vitest'
import { cellsOf, type Observation, registerOf } from '#monitoring/model'
import { cellOf, cluster, indicator, nationOf, observation } from '../support.ts'

const jobs = indicator('jobs')

describe('the provenance of a cell', () => {
  const hash = (value: string, more: Partial<Observation> = {}, main = jobs) =>
    nationOf(main, [[main, [{ value, ...more }]]])?.hash

  it('is another for another value, status, version, or definition', () => {
    const hashes = [
      hash('10'),
      hash('11'),
      hash('10', { obsStatus: 'E' }),
      hash('10', { version: 2 }),
      hash('10', {}, { ...jobs, version: 2 }),
    ]
    expect(new Set(hashes).size).toBe(hashes.length)
    expect(hash('10')).toBe(hashes[0])
    expect(hash('10', { submittedBy: 'per_2' })).toBe(hashes[0])
    expect(hashes[0]).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('is another for another version of a weight', () => {
    const wage = indicator('wage', { aggregation: { rule: 'weighted-mean', weight: 'jobs' } })
    const of = (version: number) =>
      nationOf(wage, [
        [wage, ['40']],
        [{ ...jobs, version }, ['4']],
      ])?.hash
    expect(of(1)).toBe(of(1))
    expect(of(1)).not.toBe(of(2))
  })

  it('is of the units in its group', () => {
    const bio = cluster('c2', { category: [{ from: '1990-01-01', to: null, value: 'bio' }] })
    const observations = ['c1', 'c2'].map((id) => observation(id, 'jobs', '2024', '10'))
    const { cells } = cellsOf({
      slice: { universe: 'cluster', indicator: 'jobs', breakdown: '_T', period: '2024' },
      indicator: jobs,
      inputs: new Map([['jobs', { indicator: jobs, observations: new Map([['2024', observations]]) }]]),
      register: registerOf([cluster('c1'), bio], [], []),
    })
    const hashes = ['category#auto', 'category#bio', 'region#DE'].map((group) => cellOf(cells, group)?.hash)
    expect(new Set(hashes).size).toBe(3)
    expect(cellOf(cells, 'region#DE-BY')?.hash).toBe(hashes[2])
  })
})
