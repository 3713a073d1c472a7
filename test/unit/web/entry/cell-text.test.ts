import { describe, expect, it } from 'vitest'
import { contentOf, readCell } from '../../../../web/app/areas/monitoring/entry/cell-text.ts'

describe('what the text of a cell says', () => {
  it.each([
    ['en', '1234.50', '1234.5'],
    ['en', '1,234,567', '1234567'],
    ['en', '1 234.5', '1234.5'],
    ['en', '007', '7'],
    ['en', '−12', '-12'],
    ['en', '-0.0', '0'],
    ['ru', '1234,50', '1234.5'],
    ['ru', '30 169 648', '30169648'],
    ['ru', '30\u00A0169\u00A0648', '30169648'],
    ['ru', '30\u202F169\u202F648,25', '30169648.25'],
  ] as const)('is a number in %s: %s', (language, text, value) => {
    expect(readCell(text, language, 2)).toEqual({ kind: 'value', value })
  })

  it.each(['M', 'm', 'L', ' O ', 'М', 'о'])('is a status: %s', (text) => {
    expect(readCell(text, 'ru', 0).kind).toBe('status')
  })

  it.each([
    ['en', '1,5', 'otherMark'],
    ['en', '1234,50', 'otherMark'],
    ['ru', '1.5', 'otherMark'],
    ['ru', '1.234', 'otherMark'],
    ['en', '1,23,456', 'noNumber'],
    ['en', '12 %', 'noNumber'],
    ['ru', 'нет', 'noNumber'],
    ['en', '1e3', 'noNumber'],
    ['en', '=A1', 'noNumber'],
    ['en', '1.234', 'decimals'],
    ['en', '12345678901234', 'digits'],
  ] as const)('cannot be taken in %s: %s (%s)', (language, text, fault) => {
    expect(readCell(text, language, 2)).toEqual({ kind: 'fault', fault })
  })

  it('is nothing where there is nothing but spaces', () => {
    expect(contentOf(readCell(' \u00A0 ', 'en', 0))).toBe('')
  })

  it('takes zeros behind the last decimal of the indicator', () => {
    expect(readCell('12.500', 'en', 1)).toEqual({ kind: 'value', value: '12.5' })
  })
})
