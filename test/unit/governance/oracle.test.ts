import { expect } from 'vitest'
import { compareJudges } from '../../support/compare-judges.ts'
import { lengthy } from '../../support/lengthy.ts'
import { seededChance } from '../../support/random.ts'

lengthy('decides as the same policy in Cedar does', () => {
  const { decisions, allowed, differences } = compareJudges(100, 30, seededChance(20_260_301))
  expect(differences.slice(0, 1)).toEqual([])
  expect(decisions).toBe(3000)
  expect(allowed).toBeGreaterThan(150)
  expect(allowed).toBeLessThan(2800)
})
