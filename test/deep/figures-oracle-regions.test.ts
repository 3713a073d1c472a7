import { expect, it } from 'vitest'
import { monitoring } from '../functions/monitoring/support.ts'
import { regionOracle } from '../support/oracle/region-sql.ts'
import {
  datedRegions,
  REGION_BREAKDOWNS,
  REGION_YEARS,
  type RegionReport,
  regionReportsOf,
} from '../support/oracle/region-world.ts'

// ORACLE_SEED=7 npx vitest run --project deep test/deep/figures-oracle-regions.test.ts tries others.
const FIRST = Number(process.env['ORACLE_SEED'] ?? 20_261_127)
const WORLDS = 5

const jobs = {
  code: 'jobs',
  name: { en: 'Jobs' },
  definition: { en: 'Jobs' },
  unit: { en: 'persons' },
  measure: { kind: 'quantity' },
  decimals: 2,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: { rule: 'sum' },
  overTime: 'last',
  confidentiality: 'open',
}

/** All figures of regions that the platform answers after the reports, late corrections last. */
const answered = async (reports: readonly RegionReport[]) => {
  const given = monitoring({
    regions: datedRegions,
    industries: [{ code: 'B-E' }, { code: 'C', parent: 'B-E' }, { code: 'J' }],
  })
  const post = async (address: string, rows: readonly object[]) => {
    const { body } = await given.ask('POST', address, { as: 'analyst', body: { rows } })
    if (body.rejected !== 0) throw new Error(JSON.stringify(body).slice(0, 2000))
  }
  await post('/indicators/import', [jobs])
  for (const version of [1, 2]) {
    const rows = reports
      .filter((report) => report.version === version)
      .map(({ version: _, value, ...row }) => ({
        ...row,
        indicator: 'jobs',
        source: 'statistics',
        ...(value !== null && { value }),
      }))
    for (let start = 0; start < rows.length; start += 500)
      await post('/observations/import', rows.slice(start, start + 500))
    await given.aggregate()
  }
  const { differing } = await given.rebuild()
  const read = async (address: string) => {
    const { status, body } = await given.ask('GET', address)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.rows
  }
  const figures = new Map<string, readonly unknown[]>()
  const shares = new Map<string, readonly unknown[]>()
  const number = (text: string | null | undefined) => (text == null ? null : Number(text))
  const codes = datedRegions.map(({ code }) => code)
  for (let start = 0; start < codes.length; start += 20) {
    const some = codes.slice(start, start + 20).join()
    const query = `indicator=jobs&universe=region&dimension=region&breakdown=${REGION_BREAKDOWNS.join()}&change=none`
    for (const row of await read(`/kpis?${query}&code=${some}`)) {
      const place = `${row.code}#${row.breakdown}#${row.period}`
      // Where nothing but a benchmark is, there is no figure.
      if (
        row.value === null &&
        row.benchmark !== null &&
        row.reporting === 0 &&
        Object.keys(row.byStatus).length === 0
      )
        continue
      const { value, obsStatus, reporting, expected, benchmark } = row
      const beside = [number(benchmark?.value), number(benchmark?.difference)]
      figures.set(place, [number(value), obsStatus, reporting, expected, ...beside])
    }
  }
  const parts = `indicator=jobs&universe=region&dimension=region&breakdown=${REGION_BREAKDOWNS.join()}&change=none`
  for (const row of await read(`/kpis?${parts}`))
    if (row.share !== null) shares.set(`${row.code}#${row.breakdown}#${row.period}`, [row.share])
  const quotients = new Map<string, readonly unknown[]>()
  for (const year of REGION_YEARS)
    for (const row of await read(`/location-quotients?indicator=jobs&breakdown=B-E,C,J&period=${year}`))
      if (row.quotient !== null)
        quotients.set(`${row.code}#${row.breakdown}#${row.period}`, [
          number(row.value),
          number(row.total),
          row.regions,
          row.quotient,
        ])
  return { figures, shares, quotients, differing }
}

const same = (a: unknown, b: unknown) =>
  a === b ||
  (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)))

const differences = (
  ours: ReadonlyMap<string, readonly unknown[]>,
  theirs: ReadonlyMap<string, readonly unknown[]>,
): string[] =>
  [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((place) => {
    const [own, other] = [ours.get(place), theirs.get(place)]
    const equal =
      own !== undefined && other !== undefined && own.every((value, index) => same(value, other[index]))
    return equal ? [] : [`${place}: ${JSON.stringify(own)}, the SQL has ${JSON.stringify(other)}`]
  })

it.each(Array.from({ length: WORLDS }, (_, n) => FIRST + n))(
  'figures, benchmarks, shares and quotients of regions equal an independent computation (seed %d)',
  async (seed) => {
    const reports = regionReportsOf(seed)
    const [ours, theirs] = [await answered(reports), await regionOracle(reports)]
    expect(ours.differing).toEqual([])
    expect(differences(ours.figures, theirs.figures)).toEqual([])
    expect(differences(ours.shares, theirs.shares)).toEqual([])
    expect(differences(ours.quotients, theirs.quotients)).toEqual([])
    // What is not there was not compared.
    expect(theirs.figures.size).toBeGreaterThan(250)
    expect(theirs.shares.size).toBeGreaterThan(100)
    expect(theirs.quotients.size).toBeGreaterThan(30)
    expect(
      [...theirs.figures.values()].filter(([, , , , benchmark]) => benchmark !== null).length,
    ).toBeGreaterThan(20)
  },
)
