import { describe, expect, it } from 'vitest'
import { DEFAULT_RULES, suppress } from '#monitoring/model'
import { findings } from '../../../../support/disclosure-findings.ts'
import { disclosureWorld } from '../../../../support/disclosure-worlds.ts'

// test/deep/disclosure.test.ts tries the thousand.
const SIZES = [
  { clusters: 8, quarters: 1 },
  { clusters: 20, quarters: 1 },
  { clusters: 60, quarters: 1 },
  { clusters: 12, quarters: 3 },
  { clusters: 12, quarters: 1, breakdowns: 2 },
] as const

describe('what a reader of two releases can find out', () => {
  it.each(SIZES)(
    'is nothing of one or two enterprises, nor within ± 10 %% ($clusters clusters, $quarters quarters, breakdowns: $breakdowns)',
    (size) => {
      const seeds = Array.from({ length: size.clusters === 60 ? 2 : 6 }, (_, index) => 7_000 + index)
      expect(seeds.flatMap((seed) => findings(seed, size))).toEqual([])
    },
  )

  it.each(SIZES)(
    'is something where only figures that fail alone are withheld ($clusters clusters, $quarters quarters, breakdowns: $breakdowns)',
    (size) => {
      expect(findings(7_000, size, false)).not.toEqual([])
    },
  )

  it('does not depend on the order of anything', () => {
    const { contributions, first } = disclosureWorld(7_000, { clusters: 60, quarters: 1 })
    const decided = suppress({ contributions, figures: first, rules: DEFAULT_RULES })
    const turned = suppress({
      contributions: contributions.toReversed(),
      figures: first
        .toReversed()
        .map((figure) => ({ ...figure, sums: figure.sums.map((sum) => sum.toReversed()) })),
      rules: DEFAULT_RULES,
    })
    expect([...decided.values()]).toContain('D')
    expect(new Map([...turned].sort())).toEqual(new Map([...decided].sort()))
  })
})
