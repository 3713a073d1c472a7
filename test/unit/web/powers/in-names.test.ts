import { describe, expect, it } from 'vitest'
import { inNames } from '../../../../web/app/areas/governance/powers/in-names.ts'

const NAMES: Readonly<Record<string, string>> = {
  'DE-BY': 'Bavaria',
  'DE-BY-M': 'Munich',
  '*': 'the country',
}

describe('what the API says of a grant', () => {
  it.each([
    ['gra_1 covers DE-BY, but not *.', 'The grant covers Bavaria, but not the country.'],
    ['gra_1 covers DE-BY-M, but not DE-BW.', 'The grant covers Munich, but not DE-BW.'],
    ['gra_1 ended for this account on 2026-01-01.', 'The grant ended for this account on 2026-01-01.'],
    ['gra_1 охватывает DE-BY, но не *.', 'The grant охватывает Bavaria, но не the country.'],
  ])('is told in names: %s', (detail, told) => {
    expect(inNames(detail, 'gra_1', 'The grant', (word) => NAMES[word])).toBe(told)
  })
})
