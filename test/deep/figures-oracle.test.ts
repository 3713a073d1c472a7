import { describe, expect, it } from 'vitest'
import {
  type Cell,
  cellsOf,
  inputCodes,
  type Observation,
  periodsNeeded,
  type Register,
  registerOf,
  type StoredIndicator,
} from '#monitoring/model'
import { differencesOf } from '../support/oracle/compare.ts'
import { Oracle } from '../support/oracle/duckdb.ts'
import { familyOf } from '../support/oracle/indicators.ts'
import { storedFigures } from '../support/oracle/through-the-store.ts'
import { clustersOf, newestOf, quartersOf, type Report, regions, reportsOf } from '../support/oracle/world.ts'

// ORACLE_SEED=7 npx vitest run --project deep test/deep/figures-oracle.test.ts tries another world.
const SEED = Number(process.env['ORACLE_SEED'] ?? 20_261_127)

type Series = ReadonlyMap<string, readonly Observation[]>

/** Every cell of an indicator in every period, from observations as the store gives them. */
const cellsIn = (
  indicator: StoredIndicator,
  years: readonly number[],
  among: ReadonlyMap<string, { readonly indicator: StoredIndicator; readonly series: Series }>,
  register: Register,
): Cell[] =>
  [...quartersOf(years), ...years.map(String)].flatMap((period) => {
    const inputs = inputCodes(indicator).flatMap((code) => {
      const found = among.get(code)
      if (found === undefined) return []
      const needed = periodsNeeded(found.indicator, period).map(
        (one) => [one, found.series.get(one) ?? []] as const,
      )
      return [[code, { indicator: found.indicator, observations: new Map(needed) }] as const]
    })
    const slice = { universe: 'cluster', indicator: indicator.code, breakdown: '_T', period } as const
    return [...cellsOf({ slice, indicator, inputs: new Map(inputs), register }).cells]
  })

describe(`figures equal an independent computation (seed ${SEED})`, () => {
  it('of a million observations through the pure function', async () => {
    const years = Array.from({ length: 13 }, (_, n) => 2012 + n)
    const clusters = clustersOf(500, SEED)
    const facts = clusters.map(({ now }) => now)
    const oracle = await Oracle.over(facts, regions, years)
    const register = registerOf(facts, [], regions)
    const counted = { observations: 0, corrections: 0, cells: 0 }
    for (let n = 0; n < 10; n += 1) {
      const { reported, all } = familyOf(n)
      const reports = [...reportsOf(reported, clusters, years, SEED + n)]
      await oracle.report(reports)
      const observations = newestOf(reports)
      counted.observations += observations.length
      counted.corrections += reports.length - observations.length
      const byIndicator = Map.groupBy(observations, ({ indicator }) => indicator)
      const among = new Map(
        all.map((indicator) => [
          indicator.code,
          { indicator, series: Map.groupBy(byIndicator.get(indicator.code) ?? [], ({ period }) => period) },
        ]),
      )
      for (const indicator of all) {
        const cells = cellsIn(indicator, years, among, register)
        counted.cells += cells.length
        expect(differencesOf(cells, await oracle.figures(indicator, all)), indicator.code).toEqual([])
      }
    }
    process.stderr.write(`Compared: ${JSON.stringify(counted)}\n`)
    expect(counted.observations).toBeGreaterThanOrEqual(1_000_000)
    expect(counted.corrections).toBeGreaterThan(40_000)
  })

  it('of 20,000 observations through the store, after late corrections and backdated changes', async () => {
    const years = [2019, 2020, 2021, 2022, 2023]
    const clusters = clustersOf(260, SEED + 100)
    const { reported, all } = familyOf(1)
    const reports: readonly Report[] = [...reportsOf(reported, clusters, years, SEED + 101)]
    const { cells, observations, differing } = await storedFigures({ clusters, indicators: all, reports })
    expect(observations).toBeGreaterThanOrEqual(20_000)
    expect(differing).toEqual([])
    const oracle = await Oracle.over(
      clusters.map(({ now }) => now),
      regions,
      years,
    )
    await oracle.report(reports)
    for (const indicator of all) {
      const own = cells.filter((cell) => cell.indicator === indicator.code)
      expect(own.length).toBeGreaterThan(1000)
      expect(differencesOf(own, await oracle.figures(indicator, all)), indicator.code).toEqual([])
    }
  })
})
