import { describe, expect, it } from 'vitest'
import { amountOf, digitsOf } from '../../../../web/app/areas/register/amount.ts'

describe('amounts that people type', () => {
  it.each([
    ['125000', 'EUR', 12_500_000],
    ['1200.5', 'EUR', 120_050],
    ['1 200,50', 'RUB', 120_050],
    ['0', 'EUR', 0],
    ['125000', 'JPY', 125_000],
    ['1.234', 'KWD', 1234],
  ])('become minor units exactly: %s %s', (typed, currency, minorUnits) => {
    expect(amountOf(typed, currency)).toEqual({ minorUnits, currency })
  })

  it.each([
    ['1200.505', 'EUR'],
    ['125000.5', 'JPY'],
    ['-1', 'EUR'],
    ['1e3', 'EUR'],
    ['', 'EUR'],
    ['125000', 'euro'],
    ['99999999999999999', 'EUR'],
  ])('are none: "%s" %s', (typed, currency) => {
    expect(amountOf(typed, currency)).toBeUndefined()
  })

  it.each([
    [120_050, 'EUR', '1200.50'],
    [5, 'EUR', '0.05'],
    [125_000, 'JPY', '125000'],
  ])('read as digits: %i %s', (minorUnits, currency, digits) => {
    expect(digitsOf({ minorUnits, currency })).toBe(digits)
    expect(amountOf(digits, currency)).toEqual({ minorUnits, currency })
  })
})
