import { describe, expect, it } from 'vitest'
import {
  type Basis,
  canonicalValue,
  enters,
  faultOfDefinition,
  faultOfValue,
  type Indicator,
  sameContent,
} from '#monitoring/model'
import { catalogued, definition } from '../support.ts'

const jobs = catalogued('jobs', { frequency: 'Q', decimals: 1, validRange: { min: '0', max: '100.5' } })

const fault = (
  given: { period?: string; value?: string | null; obsStatus?: 'A' | 'E' | 'M' | 'L' | 'O' },
  indicator: Indicator = jobs,
) => faultOfValue(indicator, { period: '2024-Q1', value: '5', obsStatus: 'A', ...given })

describe('a reported value', () => {
  it.each(['0', '100.5', '50', '50.0'])('%s may stand within the range', (value) => {
    expect(fault({ value })).toBeNull()
  })

  it.each([
    ['-0.1', /-0\.1 is below 0/],
    ['100.6', /100\.6 is above 100\.5/],
    ['1.25', /1\.25/],
  ])('%s may not', (value, text) => {
    expect(fault({ value })).toMatch(text)
  })

  it('has a range of which either end may be open', () => {
    const above = catalogued('jobs', { frequency: 'Q', validRange: { min: '10' } })
    const below = catalogued('jobs', { frequency: 'Q', validRange: { max: '10' } })
    expect([fault({ value: '9' }, above), fault({ value: '1000' }, above)]).toEqual(['9 is below 10', null])
    expect([fault({ value: '11' }, below), fault({ value: '-5' }, below)]).toEqual(['11 is above 10', null])
  })

  it('is there with a status that says so, and not there with one that says it is missing', () => {
    expect(fault({ obsStatus: 'E' })).toBeNull()
    for (const obsStatus of ['M', 'L', 'O'] as const) {
      expect(fault({ obsStatus, value: null })).toBeNull()
      expect(fault({ obsStatus })).toContain(`status ${obsStatus}`)
    }
    expect(fault({ value: null })).toMatch(/status A needs a value/)
  })

  it('is of a period as long as the indicator’s, or longer', () => {
    expect(fault({ period: '2024' })).toBeNull()
    expect(fault({ period: '2024-02' })).toMatch(/"2024-02" is shorter than the periods of "jobs"/)
  })

  it('is none of an indicator that is counted or computed', () => {
    expect(fault({}, { ...jobs, origin: 'registry' })).toMatch(/counted in the register/)
    expect(fault({}, { ...jobs, origin: 'derived' })).toMatch(/derived from other indicators/)
  })

  it('is stored in one way, however it is written', () => {
    expect([canonicalValue(jobs, '5.0'), canonicalValue(jobs, '5')]).toEqual(['5', '5'])
    expect(canonicalValue(jobs, null)).toBeNull()
  })

  it('enters figures once it is verified; those with submitted values also before', () => {
    const workflows = ['draft', 'submitted', 'returned', 'verified', 'published', 'withdrawn'] as const
    const entering = (basis: Basis) => workflows.filter((workflow) => enters(workflow, basis))
    expect(entering('public')).toEqual(['verified', 'published'])
    expect(entering('submitted')).toEqual(['submitted', 'verified', 'published'])
  })

  it('brings something new when any of its parts does', () => {
    const known = { value: '5', obsStatus: 'A', confStatus: 'F', level: 'land', source: 'office' } as const
    expect(sameContent(known, { ...known })).toBe(true)
    for (const change of [
      { value: '6' },
      { obsStatus: 'E' as const },
      { confStatus: 'C' as const },
      { level: 'kreis' },
      { source: 'survey' },
    ])
      expect(sameContent(known, { ...known, ...change })).toBe(false)
  })
})

describe('a definition', () => {
  const fault = (changes: object) => faultOfDefinition(definition('jobs', changes), new Map())?.en

  it('counts from the start of the year only within years', () => {
    expect(fault({ reporting: 'cumulative', frequency: 'A' })).toMatch(/annual value cannot be cumulative/)
    expect(fault({ reporting: 'cumulative', frequency: 'Q' })).toBeUndefined()
    expect(fault({ reporting: 'of-period', frequency: 'A' })).toBeUndefined()
  })

  it('has a range in the decimals of its values', () => {
    expect(fault({ decimals: 0, validRange: { min: '0.5' } })).toMatch(/^valid range: /)
    expect(fault({ decimals: 1, validRange: { min: '0.5', max: '2' } })).toBeUndefined()
  })
})
