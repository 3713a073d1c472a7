import { describe, expect, it } from 'vitest'
import { parseArguments, UsageError } from '../../../../../infra/commands/import/arguments.ts'

describe('the command line of import', () => {
  it('separates at commas before a name only', () => {
    const { wishes } = parseArguments([
      'clusters',
      'a.csv',
      '--set',
      'act=Order 5, of 2008,register=national',
    ])
    expect([...wishes.set]).toEqual([
      ['act', 'Order 5, of 2008'],
      ['register', 'national'],
    ])
  })

  it('takes options several times', () => {
    const { wishes } = parseArguments([
      'x',
      'a.csv',
      '--where',
      'year=2014',
      '--where',
      'year=2015,land=DE-HB',
    ])
    expect([...wishes.where].map(([column, values]) => [column, [...values]])).toEqual([
      ['year', ['2014', '2015']],
      ['land', ['DE-HB']],
    ])
  })

  it('reads what texts mean, also the empty one', () => {
    const { wishes } = parseArguments(['x', 'a.csv', '--recode', 'breakdown:TOTAL=_T,value:=0,value:-=0'])
    expect([...(wishes.recode.get('value') ?? [])]).toEqual([
      ['', '0'],
      ['-', '0'],
    ])
    expect(wishes.recode.get('breakdown')?.get('TOTAL')).toBe('_T')
  })

  it.each([
    [[], 'Usage'],
    [['regions'], 'Usage'],
    [['regions', 'a.csv', 'b.csv'], '"b.csv" is too much'],
    [['regions', 'a.csv', '--sett', 'a=b'], '--sett'],
    [['regions', 'a.csv', '--set', 'a'], '--set: "a" is not name=value'],
    [['regions', 'a.csv', '--recode', 'a=b'], '--recode: "a=b" is not field:from=to'],
    [['regions', 'a.csv', '--as', 'ministry', '--key', 'x'], 'either --as or --key'],
  ])('refuses %j', (words, message) => {
    expect(() => parseArguments(words)).toThrow(UsageError)
    expect(() => parseArguments(words)).toThrow(message)
  })
})
