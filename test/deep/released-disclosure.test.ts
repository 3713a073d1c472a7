import { afterEach, describe, expect, it, vi } from 'vitest'
import { findingsOfReader } from '../support/released-worlds.ts'

const complementary = vi.hoisted(() => ({ on: true }))

// Complementary suppression can be switched off: what is withheld to protect others is shown then.
vi.mock(import('#monitoring/model/confidentiality/suppress'), async (original) => {
  const actual = await original()
  return {
    ...actual,
    suppress: (disclosure) => {
      const verdicts = actual.suppress(disclosure)
      return complementary.on
        ? verdicts
        : new Map([...verdicts].map(([id, status]) => [id, status === 'D' ? null : status]))
    },
  }
})

// DISCLOSURE_SEED=7 npx vitest run --project deep test/deep/released-disclosure.test.ts tries others.
const FIRST = Number(process.env['DISCLOSURE_SEED'] ?? 20_261_127)
const WORLDS = 24
/** Those that are also read with breakdowns and regions, which takes longer. */
const WITH_PARTS = 8
const worlds = Array.from({ length: WORLDS }, (_, index) => ({
  seed: FIRST + index,
  clusters: 6 + ((index * 7) % 30),
}))

afterEach(() => {
  complementary.on = true
})

describe(`what ${WORLDS} random registers release, from seed ${FIRST}`, () => {
  it.each(worlds)(
    'gives nobody away to readers of the API ($clusters clusters, seed $seed)',
    async (world) => {
      const { findings, sums } = await findingsOfReader(world.seed, world.clusters)
      expect(findings).toEqual([])
      if (world.clusters >= 20) expect(sums).toBeGreaterThan(20)
    },
  )

  it.each(worlds.slice(0, WITH_PARTS))(
    'gives nobody away by breakdowns and values of regions either ($clusters clusters, seed $seed)',
    async (world) => {
      expect((await findingsOfReader(world.seed, world.clusters, true)).findings).toEqual([])
    },
  )

  it('gives contributions away where only figures that fail alone are withheld', async () => {
    complementary.on = false
    const giving = []
    for (const { seed, clusters } of worlds.slice(0, 6))
      giving.push((await findingsOfReader(seed, clusters)).findings.length > 0)
    expect(giving.filter(Boolean).length).toBeGreaterThanOrEqual(5)
  })
})
