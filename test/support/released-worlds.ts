import type { ClusterFacts, Contribution, ReleaseFigure } from '#monitoring/model'
import { type Monitoring, monitoring, treeOf } from '../functions/monitoring/support.ts'
import { cluster } from '../unit/monitoring/support.ts'
import { boundsOf, publicTable, recoverable } from './disclosure-audit.ts'
import { seededChance } from './random.ts'

// Random registers whose figures go the whole way: reported, released twice over the API, and read by somebody without
// any power. What a reader learns is put together from the answers and the reports alone, not from the product's model.

const LANDS = Array.from({ length: 8 }, (_, index) => `DE-${String.fromCharCode(65 + index)}`)
const CATEGORIES = ['auto', 'bio', 'chem']
const SECTIONS = ['A', 'C', 'F', 'J', 'M']
const QUARTERS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'] as const
const BEFORE = '2024-Q1'

const INPUTS = ['revenue', 'staff'] as const
type Input = (typeof INPUTS)[number]

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

interface Unit {
  readonly id: string
  readonly regions: readonly string[]
  readonly category: string
  readonly categories: readonly string[]
  readonly sections: readonly string[]
  readonly stage: string
  readonly type: string
}

/** What was reported and where clusters lay when a release was made. */
interface Snapshot {
  readonly units: readonly Unit[]
  /** By cluster, indicator and period. */
  readonly values: ReadonlyMap<string, number>
}

/** The late reporter stands for three enterprises, whose parts are unknown. */
const LATE = 'c0'
const ENTERPRISES = ['x', 'y', 'z'].map((name) => ({
  enterprise: `${LATE}-${name}`,
  value: null,
  waived: false,
}))

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

/** Which clusters are in a group of a dimension as it is asked for. */
const isIn = (dimension: string, code: string, unit: Unit): boolean => {
  switch (dimension) {
    case 'nation':
      return true
    case 'region':
      return code === 'DE' || unit.regions.includes(code)
    case 'seat':
      return code === 'DE' || unit.regions[0] === code
    case 'category':
      return unit.category === code
    case 'category-any':
      return unit.categories.includes(code)
    case 'section':
      return unit.sections.includes(code)
    case 'stage':
      return unit.stage === code
    default:
      return unit.type === code
  }
}

/** A register with its two releases, published. */
const released = async (seed: number, clusters: number) => {
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
    enterprises: { [LATE]: ENTERPRISES },
  })
  for (const unit of units) await given.setCluster(factsOf(unit))
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: INDICATORS } })
  const sizes = new Map(units.map(({ id }) => [id, 10 ** (2 + 2 * chance())]))
  const values = new Map<string, number>()
  const report = async (wanted: (id: string, period: string) => boolean) => {
    const rows = units.flatMap(({ id }) =>
      [BEFORE, ...QUARTERS].flatMap((period) =>
        wanted(id, period)
          ? INPUTS.map((indicator) => {
              const value = Math.round((sizes.get(id) ?? 0) * (0.5 + chance()))
              values.set(`${id} ${indicator} ${period}`, value)
              return { indicator, cluster: id, period, value, source: 'survey' }
            })
          : [],
      ),
    )
    const { body } = await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })
    if (body.rejected !== 0) throw new Error(`seed ${seed}: a report was refused`)
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

interface Row {
  readonly code: string
  readonly period: string
  readonly value: string | null
  readonly release?: number
  readonly changeRelease?: number
  readonly change: {
    readonly against: string
    readonly matched: { readonly before: string; readonly after: string } | null
  } | null
}

const VIEWS = ['nation', 'region', 'seat', 'category', 'category-any', 'section', 'stage', 'type'].flatMap(
  (dimension) =>
    (dimension === 'region' ? ['region', 'region&code=DE'] : [dimension]).map((query) => ({
      dimension,
      query,
    })),
)

/** Everything that a reader without any power gets of group figures, from both releases. */
const readAll = async (given: Monitoring) => {
  const found: { indicator: string; dimension: string; row: Row }[] = []
  for (const indicator of ['revenue', 'staff', 'productivity', 'growth'])
    for (const { dimension, query } of VIEWS)
      for (const rest of ['release=1', 'release=2', 'from=2025&release=1', 'from=2025', 'change=previous']) {
        const asked = dimension === 'seat' ? 'dimension=region&attribution=seat' : `dimension=${query}`
        const { status, body } = await given.ask('GET', `/kpis?indicator=${indicator}&${asked}&${rest}`)
        if (status !== 200) throw new Error(`/kpis of ${indicator} by ${dimension} answered ${status}`)
        for (const row of body.rows) found.push({ indicator, dimension, row })
      }
  return found
}

/** The figures as sums of contributions, worked out from the reports.
 *  @throws Error when a figure is not what the reports add up to */
const tableOf = (rows: Awaited<ReturnType<typeof readAll>>, snapshots: readonly Snapshot[]) => {
  const contributions = new Map<string, Contribution>()
  const figures = new Map<string, ReleaseFigure>()
  const contribution = (id: string, input: Input, period: string, value: number): string => {
    const name = `${id} ${input} ${period} ${value}`
    const enterprises = id === LATE ? ENTERPRISES.map(({ enterprise }) => enterprise) : [id]
    contributions.set(name, { id: name, enterprises, value: BigInt(value), signed: false, waived: false })
    return name
  }
  const quartersOf = (period: string) => (period === '2025' ? QUARTERS : [period])
  for (const { indicator, dimension, row } of rows) {
    if (row.value === null) continue
    const inputs: readonly Input[] =
      indicator === 'productivity' ? INPUTS : indicator === 'revenue' ? ['revenue'] : ['staff']
    const sumOver = (periods: readonly string[], of: string, release: number | undefined) => {
      const snapshot = snapshots[(release ?? 0) - 1]
      if (snapshot === undefined) throw new Error(`${indicator} is of no release`)
      const has = (unit: Unit, period: string) =>
        inputs.every((input) =>
          quartersOf(period).every((q) => snapshot.values.has(`${unit.id} ${input} ${q}`)),
        )
      const units = snapshot.units.filter(
        (unit) => isIn(dimension, row.code, unit) && periods.every((period) => has(unit, period)),
      )
      return inputs.map((input) => {
        const sum = units.flatMap(({ id }) =>
          quartersOf(of).map((q) => ({ id, q, value: snapshot.values.get(`${id} ${input} ${q}`) ?? 0 })),
        )
        figures.set(`${dimension} ${row.code} ${input} ${periods} ${of} ${release}`, {
          id: `${figures.size}`,
          level: 0,
          sums: [sum.map(({ id, q, value }) => contribution(id, input, q, value))],
        })
        return sum.reduce((total, { value }) => total + value, 0)
      })
    }
    const check = (shown: string, [a = 0, b = 1]: readonly number[]) => {
      if (Math.abs(Number(shown) - a / b) > 1e-6 * Math.abs(a / b))
        throw new Error(`${indicator} of ${dimension} ${row.code} in ${row.period} is ${shown}, not ${a / b}`)
    }
    if (indicator === 'growth') {
      const against = row.period.replace(/Q(\d)/, (_, quarter) => `Q${Number(quarter) - 1}`)
      const [now = 0] = sumOver([row.period, against], row.period, row.release)
      const [then = 1] = sumOver([row.period, against], against, row.release)
      check(row.value, [now - then, then])
      continue
    }
    check(row.value, sumOver([row.period], row.period, row.release))
    if (row.change?.matched == null) continue
    const { against, matched } = row.change
    check(matched.after, sumOver([row.period, against], row.period, row.changeRelease))
    check(matched.before, sumOver([row.period, against], against, row.changeRelease))
  }
  return {
    figures: [...figures.values()],
    table: publicTable([...contributions.values()], [...figures.values()]),
  }
}

/** Of the promise what is tested nearly: ± 10 %, less what floating point may miss. */
const NEAR = 0.1 - 1e-6

/** What a reader of two releases finds out that must not be found, and how many sums the answers told. */
export const findingsOfReader = async (
  seed: number,
  clusters: number,
): Promise<{ readonly findings: readonly string[]; readonly sums: number }> => {
  const { given, snapshots } = await released(seed, clusters)
  const { figures, table } = tableOf(await readAll(given), snapshots)
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
