import { expect, it } from 'vitest'
import { compareJudges } from '../support/compare-judges.ts'
import { seededChance } from '../support/random.ts'

/** The seed of a run is in its message: a difference is found again by it. */
const SEED = Date.now() % 2 ** 31

it(`decides 100,000 times as the same policy in Cedar does (seed ${SEED})`, () => {
  const { decisions, allowed, differences } = compareJudges(2000, 50, seededChance(SEED))
  expect(differences.slice(0, 1)).toEqual([])
  expect(decisions).toBe(100_000)
  expect(allowed).toBeGreaterThan(5000)
})
