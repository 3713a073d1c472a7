import { describe, expect, it } from 'vitest'
import { findings } from '../../../../support/disclosure-findings.ts'

// test/deep/disclosure.test.ts tries the thousand.
const SIZES = [
  { clusters: 8, quarters: 1 },
  { clusters: 20, quarters: 1 },
  { clusters: 60, quarters: 1 },
  { clusters: 12, quarters: 3 },
] as const

describe('what a reader of two releases can find out', () => {
  it.each(SIZES)('is nothing of one or two enterprises, and nothing within ± 10 %%: %o', (size) => {
    const seeds = Array.from({ length: size.clusters === 60 ? 2 : 6 }, (_, index) => 7_000 + index)
    expect(seeds.flatMap((seed) => findings(seed, size))).toEqual([])
  })

  it.each(SIZES)('is something where only figures that fail alone are withheld: %o', (size) => {
    expect(findings(7_000, size, false)).not.toEqual([])
  })
})
