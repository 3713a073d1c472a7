import { describe, expect, it } from 'vitest'
import {
  BUILT_IN_INDICATORS,
  faultOfDefinition,
  type Indicator,
  IndicatorDefinition,
  originOf,
} from '#monitoring/model'
import { indicatorCatalogue } from '../../../../infra/catalogue/indicators.ts'

const rows = indicatorCatalogue()

describe('the catalogue that ships', () => {
  it('has the indicators of cluster monitoring', () => {
    const codes = rows.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toEqual(
      expect.arrayContaining([
        'employment',
        'high-performance-jobs-share',
        'average-wage',
        'revenue',
        'productivity',
        'value-added',
        'exports',
        'investment',
        'rd-spend',
        'patents',
        'new-products',
        'new-firms',
        'taxes',
        'sme-share',
        'management-fte',
        'management-budget',
        'private-share',
        'working-groups',
        'events',
        'event-participants',
        'satisfaction',
        'internal-purchase-share',
        'tied-share',
        'joint-projects',
        'project-budget',
      ]),
    )
  })

  it('can be defined row by row in its order, on a platform that has only its own indicators', () => {
    const catalogue = new Map(BUILT_IN_INDICATORS.map((one) => [one.code, one]))
    for (const row of rows) {
      const definition = IndicatorDefinition.parse(row)
      expect(faultOfDefinition(definition, catalogue), row.code).toBeNull()
      const indicator: Indicator = { ...definition, origin: originOf(definition), version: 1 }
      catalogue.set(row.code, indicator)
    }
  })

  it('leaves employment as every platform has it, and only describes it', () => {
    const [builtIn] = BUILT_IN_INDICATORS
    expect(IndicatorDefinition.parse(rows[0])).toEqual(IndicatorDefinition.parse(builtIn))
  })

  it('says in English and Russian what each is, where it comes from, under which mandate, and how it is revised', () => {
    for (const { code, name, definition, unit, metadata } of rows) {
      const said = [name, definition, unit, ...Object.values(metadata ?? {})]
      for (const text of said) expect(Object.keys(text).sort(), code).toEqual(['en', 'ru'])
      expect(Object.keys(metadata ?? {}), code).toEqual(
        expect.arrayContaining([
          'coverage',
          'concepts',
          'statisticalUnit',
          'referencePeriod',
          'mandate',
          'revision',
          'source',
        ]),
      )
    }
  })

  it('states currency and price basis of everything that is counted in euros', () => {
    const inEuros = rows.filter(({ unit }) => unit['en']?.includes('euro'))
    expect(inEuros).toHaveLength(13)
    for (const { code, measure } of inEuros)
      expect(measure, code).toEqual({ kind: 'money', currency: 'EUR', prices: { basis: 'current' } })
  })
})
