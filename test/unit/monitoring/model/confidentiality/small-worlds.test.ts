import { describe, expect, it } from 'vitest'
import { DEFAULT_RULES, suppress } from '#monitoring/model'
import { findings } from '../../../../support/disclosure-findings.ts'
import { disclosureWorld, type WorldSize } from '../../../../support/disclosure-worlds.ts'

/** Worlds that are judged in milliseconds, with the figures that are shown of all; disclosure.test.ts tries larger
 *  ones. */
const WORLDS: readonly (readonly [WorldSize & { readonly seed: number }, shown: number, of: number])[] = [
  [{ seed: 7_001, clusters: 8, quarters: 1 }, 14, 40],
  [{ seed: 7_002, clusters: 8, quarters: 1 }, 11, 45],
  [{ seed: 7_003, clusters: 6, quarters: 3 }, 20, 140],
  [{ seed: 7_001, clusters: 5, quarters: 2 }, 27, 99],
  [{ seed: 7_002, clusters: 8, quarters: 1, breakdowns: 2 }, 49, 135],
  [{ seed: 7_003, clusters: 6, quarters: 1, breakdowns: 2 }, 28, 105],
]

describe.each(WORLDS)('a small world: %o', ({ seed, ...size }, shown, of) => {
  it('gives nothing away, neither exactly nor nearly', () => {
    expect(findings(seed, size)).toEqual([])
  })

  it(`still shows ${shown} of ${of} figures`, () => {
    const { contributions, relations, first } = disclosureWorld(seed, size)
    const decided = suppress({ contributions, figures: first, relations, rules: DEFAULT_RULES })
    expect([...decided.values()].filter((status) => status === null)).toHaveLength(shown)
    expect(decided.size).toBe(of)
  })
})
