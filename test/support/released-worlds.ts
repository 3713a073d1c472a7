import type { ClusterFacts } from '#monitoring/model'
import { monitoring, treeOf } from '../functions/monitoring/support.ts'
import { cluster } from '../unit/monitoring/support.ts'
import { boundsOf, recoverable } from './disclosure-audit.ts'
import { seededChance } from './random.ts'
import { readAll } from './released-reading.ts'
import {
  BEFORE,
  BREAKDOWNS,
  ENTERPRISES,
  INPUTS,
  type Input,
  LANDS,
  LATE,
  QUARTERS,
  type Snapshot,
  tableOf,
  type Unit,
} from './released-table.ts'

// Random registers whose figures go the whole way: reported, released twice over the API, and read by somebody without
// any power. What a reader learns is put together from the answers and the reports alone, not from the product's model.

const CATEGORIES = ['auto', 'bio', 'chem']
const SECTIONS = ['A', 'C', 'F', 'J', 'M']
const definition = (code: string, more: object) => ({
  code,
  name: { en: code },
  definition: { en: code },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'Q',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'aggregate-only',
  validRange: { min: '0' },
  ...more,
})
const INDICATORS = [
  definition('revenue', {}),
  definition('staff', {}),
  definition('productivity', {
    decimals: 6,
    aggregation: { rule: 'ratio-of-sums', numerator: 'revenue', denominator: 'staff' },
  }),
  definition('growth', {
    measure: { kind: 'share' },
    decimals: 6,
    aggregation: { rule: 'growth', of: 'staff', against: 'previous' },
    overTime: 'last',
  }),
]

const factsOf = ({ id, regions, category, categories, sections, stage, type }: Unit): ClusterFacts => {
  const since = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]
  return cluster(id, {
    regions: since(regions.map((code) => ['DE', code])),
    seat: since(['DE', regions[0] ?? '']),
    category: since(category),
    categories: since([...categories]),
    sections: since([...sections]),
    stage: since(stage),
    type: since(type),
  })
}

/** As many rows as one call takes. */
const ROWS_A_CALL = 500

/** A register with its two releases, published. */
const released = async (seed: number, clusters: number, withParts: boolean) => {
  const chance = seededChance(seed)
  const below = (count: number) => Math.floor(chance() * count)
  const one = <T>(of: readonly T[]): T[] => of.slice(below(of.length)).slice(0, 1)
  const some = <T>(most: number, of: readonly T[]): T[] => [
    ...new Set(Array.from({ length: 1 + below(most) }, () => one(of)).flat()),
  ]
  const units = Array.from({ length: clusters }, (_, index): Unit => {
    const [category = ''] = one(CATEGORIES)
    return {
      id: `c${index}`,
      parts: withParts ? BREAKDOWNS.slice(0, below(3)) : [],
      regions: some(3, LANDS),
      category,
      categories: [...new Set([category, ...some(2, CATEGORIES)])],
      sections: some(3, SECTIONS),
      stage: `s${below(3)}`,
      type: `t${below(3)}`,
    }
  })
  const given = monitoring({
    regions: treeOf([
      { code: 'DE', parent: '', level: 'country' },
      ...LANDS.map((code) => ({ code, parent: 'DE', level: 'land' })),
    ]),
    categories: CATEGORIES,
    industries: BREAKDOWNS.map((code) => ({ code })),
    enterprises: { [LATE]: ENTERPRISES },
  })
  for (const unit of units) await given.setCluster(factsOf(unit))
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: INDICATORS } })
  const sizes = new Map(units.map(({ id }) => [id, 10 ** (2 + 2 * chance())]))
  const values = new Map<string, number>()
  const report = async (wanted: (id: string, period: string) => boolean) => {
    const told = (
      unit: object,
      id: string,
      indicator: Input,
      period: string,
      size: number,
      parts: readonly string[],
    ) => {
      const value = Math.round(size * (0.5 + chance()))
      values.set(`${id} ${indicator} ${period}`, value)
      const total = { indicator, ...unit, period, value, source: 'survey' }
      let left = value
      const broken = parts.map((breakdown, index) => {
        const own = index === BREAKDOWNS.length - 1 ? left : Math.round(left * 0.9 * chance())
        left -= own
        values.set(`${id} ${indicator}/${breakdown} ${period}`, own)
        return { ...total, breakdown, value: own }
      })
      return [total, ...broken]
    }
    const rows = units.flatMap(({ id, parts }) =>
      [BEFORE, ...QUARTERS].flatMap((period) =>
        wanted(id, period)
          ? INPUTS.flatMap((indicator) =>
              told({ cluster: id }, id, indicator, period, sizes.get(id) ?? 0, parts),
            )
          : [],
      ),
    )
    if (withParts)
      for (const region of LANDS)
        for (const period of QUARTERS)
          if (wanted(region, period))
            rows.push(
              ...INPUTS.flatMap((indicator) => told({ region }, region, indicator, period, 1_000, [])),
            )
    for (let from = 0; from < rows.length; from += ROWS_A_CALL) {
      const body = { rows: rows.slice(from, from + ROWS_A_CALL) }
      const answer = await given.ask('POST', '/observations/import', { as: 'analyst', body })
      if (answer.body.rejected !== 0) throw new Error(`seed ${seed}: a report was refused`)
    }
  }
  const release = async (releaseAt: string): Promise<void> => {
    await given.ask('POST', '/releases', {
      as: 'publisher',
      body: {
        title: { en: 'Quarters' },
        releaseAt,
        indicators: ['revenue', 'staff', 'productivity'],
        periods: [...QUARTERS, '2025'],
      },
    })
    given.setClock(releaseAt)
    const run = await given.issue()
    if (run.outcome === 'nothing-due' || run.releases?.published.length !== 1)
      throw new Error(`seed ${seed}: no release was published`)
  }
  await report((id) => id !== LATE && chance() < 0.95)
  const first: Snapshot = { units: [...units], values: new Map(values) }
  await release('2026-03-02T09:00:00.000Z')
  await report((id, period) => id === LATE || (values.has(`${id} staff ${period}`) && chance() < 0.06))
  const moved = { ...units[1], id: 'c1', regions: some(2, LANDS) }
  const after = units.map((unit) => (unit.id === 'c1' ? { ...unit, ...moved } : unit))
  for (const unit of after.filter(({ id }) => id === 'c1')) await given.setCluster(factsOf(unit))
  const second: Snapshot = { units: after, values: new Map(values) }
  await release('2026-04-02T09:00:00.000Z')
  return { given, snapshots: [first, second] }
}

/** Of the promise what is tested nearly: ± 10 %, less what floating point may miss. */
const NEAR = 0.1 - 1e-6

/** What a reader of two releases finds out that must not be found, and how many sums the answers told.
 *  @param withParts whether values are broken down too, and regions report */
export const findingsOfReader = async (
  seed: number,
  clusters: number,
  withParts = false,
): Promise<{ readonly findings: readonly string[]; readonly sums: number }> => {
  const { given, snapshots } = await released(seed, clusters, withParts)
  const { figures, table } = tableOf(await readAll(given, withParts ? BREAKDOWNS : []), snapshots)
  const few = recoverable(table)
  const sums = figures.length
  if (few !== null) return { findings: [`seed ${seed}: something follows for ${few.join(' and ')}`], sums }
  const known = boundsOf(table).filter(({ value, least, greatest }) =>
    value === 0 ? greatest < NEAR : greatest < value * (1 + NEAR) || least > value * (1 - NEAR),
  )
  return {
    findings: known.map(
      ({ id, value, least, greatest }) => `seed ${seed}: ${id} is ${value}, known as ${least} to ${greatest}`,
    ),
    sums,
  }
}
