import { expect, it } from 'vitest'
import { faultRun } from '../support/fault-run.ts'

// FAULT_SEED=7 npx vitest run --project deep test/deep/figures-faults.test.ts tries others.
const FIRST = Number(process.env['FAULT_SEED'] ?? 20_261_127)
const RUNS = 100
const ROUNDS = 6

it(`no figure differs from a rebuild after duplicates, late and poisoned changes, crashes and runs at once (${RUNS} seeds from ${FIRST})`, async () => {
  const all = new Map<string, number>()
  const count = (name: string, more: number) => all.set(name, (all.get(name) ?? 0) + more)
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    const { found, cells, befallen } = await faultRun(seed, ROUNDS)
    expect({ seed, found }).toEqual({ seed, found: [] })
    count('cells', cells)
    for (const [name, times] of Object.entries(befallen)) count(name, times)
  }
  process.stderr.write(`Befallen: ${JSON.stringify(Object.fromEntries(all))}\n`)
  // What did not happen was not borne.
  for (const [name, times] of all) expect(times, name).toBeGreaterThan(RUNS / 10)
})
