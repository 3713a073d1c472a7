import { describe, expect, it } from 'vitest'
import { mappingOf } from '#imports/mapping'
import { OFFERED } from '../../../../web/app/areas/operations/imports/kinds.ts'
import { planOf, wishesOf } from '../../../../web/app/areas/operations/imports/plan.ts'

const kindOf = (name: string) => {
  const found = OFFERED.find((kind) => kind.name === name)
  if (found === undefined) throw new Error(`${name} is not offered`)
  return found
}
const observations = kindOf('observations')

describe('the plan of an import', () => {
  it('begins with columns that fill what they are called by, and asks of the reasons of an earlier import nothing', () => {
    const columns = ['code', 'name', 'name_ru', 'valid_from', 'area_km2', 'rejected_reason']
    expect(planOf(kindOf('categories').fields, columns).fills).toEqual({
      code: 'code',
      name: 'name_en',
      name_ru: 'name_ru',
      valid_from: 'validFrom',
      area_km2: '',
    })
  })

  it('maps, leaves out, sets and recodes as the command does', () => {
    const columns = ['region_code', 'industry', 'year', 'employees', 'note']
    const plan = {
      fills: { region_code: 'region', industry: 'breakdown', year: 'period', employees: 'value', note: '' },
      constants: { indicator: 'employment', source: '  ' },
      recodes: { breakdown: 'TOTAL = _T\nno sign\n', region: '', level: 'x=y' },
    }
    const row = { region_code: 'DE-BY', industry: 'TOTAL', year: '2014', employees: '7', note: 'x' }
    expect(mappingOf(observations, columns, wishesOf(plan)).record(row)).toEqual({
      record: { region: 'DE-BY', breakdown: '_T', period: '2014', value: '7', indicator: 'employment' },
    })
  })

  it('offers no kind that takes files or a call for each record', () => {
    const names = OFFERED.map(({ name }) => name)
    expect(names).toContain('observations')
    for (const name of ['documents', 'extracts', 'applications', 'successions', 'tie'])
      expect(names).not.toContain(name)
  })
})
