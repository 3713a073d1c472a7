import { describe, expect, it } from 'vitest'
import { Check, findingsOf, type Held } from '#monitoring/campaigns/model/plausibility'

const held = (code: string, value: string | null, earlier?: string): Held => ({
  figure: { indicator: code, breakdown: '_T' },
  value,
  earlier: earlier === undefined ? null : { period: '2025-Q3', value: earlier },
})
const texts = (check: object, ...values: readonly Held[]) =>
  findingsOf([Check.parse(check)], values).map(({ severity, text }) => [severity, text.en, text.ru])

describe('plausibility', () => {
  const range = { rule: 'range', indicator: 'wage', min: '1000', max: '9000.5' }
  it.each([
    ['1000', []],
    ['9000.5', []],
    [null, []],
    [
      '9000.51',
      [
        [
          'warning',
          'wage: 9000.51 lies outside what is usual (from 1000 to 9000.5).',
          'wage: 9000.51 вне обычных границ (от 1000 до 9000.5).',
        ],
      ],
    ],
    [
      '999.99',
      [
        [
          'warning',
          'wage: 999.99 lies outside what is usual (from 1000 to 9000.5).',
          'wage: 999.99 вне обычных границ (от 1000 до 9000.5).',
        ],
      ],
    ],
  ])('of a range: %s', (value, found) => {
    expect(texts(range, held('wage', value))).toEqual(found)
  })

  const jump = { rule: 'jump', indicator: 'jobs', share: 0.2, severity: 'error' }
  it.each([
    ['120', '100', []],
    ['80', '100', []],
    [
      '120.01',
      '100',
      [
        [
          'error',
          'jobs: 120.01 after 100 in 2025-Q3 is +20 %; more than 20 % needs a justification.',
          'jobs: 120.01 после 100 за 2025-Q3 — это +20 %; изменение более чем на 20 % нужно обосновать.',
        ],
      ],
    ],
    [
      '40',
      '100',
      [
        [
          'error',
          'jobs: 40 after 100 in 2025-Q3 is −60 %; more than 20 % needs a justification.',
          'jobs: 40 после 100 за 2025-Q3 — это −60 %; изменение более чем на 20 % нужно обосновать.',
        ],
      ],
    ],
    ['0', '0', []],
    [
      '1',
      '0',
      [
        [
          'error',
          'jobs: 1 after 0 in 2025-Q3; more than 20 % needs a justification.',
          'jobs: 1 после 0 за 2025-Q3; изменение более чем на 20 % нужно обосновать.',
        ],
      ],
    ],
  ])('of a jump to %s from %s', (value, earlier, found) => {
    expect(texts(jump, held('jobs', value, earlier))).toEqual(found)
  })

  it('of a jump without a rule is half of the earlier value', () => {
    expect(findingsOf([], [held('jobs', '150', '100')])).toEqual([])
    expect(findingsOf([], [held('jobs', '150.01', '100')])).toMatchObject([
      { rule: 'jump', severity: 'warning' },
    ])
  })

  const part = { rule: 'part', part: { indicator: 'exports' }, whole: { indicator: 'revenue' } }
  it('of a part and its whole', () => {
    expect(texts(part, held('exports', '100'), held('revenue', '100'))).toEqual([])
    expect(texts(part, held('exports', '100'), held('revenue', null))).toEqual([])
    expect(texts(part, held('exports', '100.01'), held('revenue', '100'))).toEqual([
      [
        'error',
        'exports (100.01) is a part of revenue (100) and cannot be larger.',
        'exports (100.01) — часть revenue (100) и не может быть больше.',
      ],
    ])
  })

  const ratio = {
    rule: 'ratio',
    numerator: { indicator: 'revenue' },
    denominator: { indicator: 'jobs' },
    min: 10,
    max: 500,
  }
  it('of a ratio', () => {
    expect(texts(ratio, held('revenue', '5000'), held('jobs', '10'))).toEqual([])
    expect(texts(ratio, held('revenue', '5000'), held('jobs', '0'))).toEqual([])
    expect(texts(ratio, held('revenue', '5001'), held('jobs', '10'))).toEqual([
      [
        'warning',
        'revenue ÷ jobs is 5001 ÷ 10 = 500.1; usual is from 10 to 500.',
        'revenue ÷ jobs: 5001 ÷ 10 = 500.1; обычно от 10 до 500.',
      ],
    ])
  })
})
