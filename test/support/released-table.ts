import type { Contribution, Relation, ReleaseFigure } from '#monitoring/model'
import { publicTable } from './disclosure-audit.ts'
import type { ReadFigure } from './released-reading.ts'

// What answers tell of random registers, put together from the reports alone.

export const LANDS = Array.from({ length: 8 }, (_, index) => `DE-${String.fromCharCode(65 + index)}`)
export const QUARTERS = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4'] as const
export const BEFORE = '2024-Q1'

export const INPUTS = ['revenue', 'staff'] as const
export type Input = (typeof INPUTS)[number]

/** Codes by which some clusters break their values down: some in full, some in part. */
export const BREAKDOWNS = ['C', 'J'] as const

export interface Unit {
  readonly id: string
  /** By which of the codes; both are all of the value. */
  readonly parts: readonly string[]
  readonly regions: readonly string[]
  readonly category: string
  readonly categories: readonly string[]
  readonly sections: readonly string[]
  readonly stage: string
  readonly type: string
}

/** What was reported and where clusters lay when a release was made. */
export interface Snapshot {
  readonly units: readonly Unit[]
  /** By cluster or region, indicator (with a breakdown `revenue/C`) and period. */
  readonly values: ReadonlyMap<string, number>
}

/** The late reporter stands for three enterprises, whose parts are unknown. */
export const LATE = 'c0'
export const ENTERPRISES = ['x', 'y', 'z'].map((name) => ({
  enterprise: `${LATE}-${name}`,
  value: null,
  waived: false,
}))

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

/** The figures as sums of contributions, worked out from the reports.
 *  @throws Error when a figure is not what the reports add up to */
export const tableOf = (rows: readonly ReadFigure[], snapshots: readonly Snapshot[]) => {
  const contributions = new Map<string, Contribution>()
  const figures = new Map<string, ReleaseFigure>()
  const contribution = (id: string, input: string, period: string, value: number): string => {
    const name = `${id} ${input} ${period} ${value}`
    const enterprises = id === LATE ? ENTERPRISES.map(({ enterprise }) => enterprise) : [id]
    contributions.set(name, { id: name, enterprises, value: BigInt(value), signed: false, waived: false })
    return name
  }
  const quartersOf = (period: string) => (period === '2025' ? QUARTERS : [period])
  for (const { universe, indicator, dimension, row } of rows) {
    if (row.value === null) continue
    const parts = row.breakdown === '_T' ? '' : `/${row.breakdown}`
    const inputs = (
      indicator === 'productivity' ? INPUTS : indicator === 'revenue' ? ['revenue'] : ['staff']
    ).map((input) => `${input}${parts}`)
    const sumOver = (periods: readonly string[], of: string, release: number | undefined) => {
      const snapshot = snapshots[(release ?? 0) - 1]
      if (snapshot === undefined) throw new Error(`${indicator} is of no release`)
      const has = (id: string, period: string) =>
        inputs.every((input) => quartersOf(period).every((q) => snapshot.values.has(`${id} ${input} ${q}`)))
      const candidates =
        universe === 'cluster'
          ? snapshot.units.filter((unit) => isIn(dimension, row.code, unit)).map(({ id }) => id)
          : LANDS.filter((land) => row.code === 'DE' || row.code === land)
      const units = candidates.filter((id) => periods.every((period) => has(id, period)))
      return inputs.map((input) => {
        const sum = units.flatMap((id) =>
          quartersOf(of).map((q) => ({ id, q, value: snapshot.values.get(`${id} ${input} ${q}`) ?? 0 })),
        )
        figures.set(`${universe} ${dimension} ${row.code} ${input} ${periods} ${of} ${release}`, {
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
  const relations = snapshots.flatMap((snapshot) => relationsIn(snapshot, contribution))
  const shown = new Set([...figures.values()].flatMap(({ sums }) => sums.flat()))
  const touched = relations.filter(({ whole, parts }) => [...whole, ...parts].some((id) => shown.has(id)))
  return {
    figures: [...figures.values()],
    table: publicTable([...contributions.values()], [...figures.values()], touched),
  }
}

/** Which values are the sum of which: totals of what was broken down and the rest. */
const relationsIn = (
  { units, values }: Snapshot,
  contribution: (id: string, input: string, period: string, value: number) => string,
): readonly Relation[] =>
  units.flatMap(({ id, parts }) =>
    INPUTS.flatMap((input) =>
      [BEFORE, ...QUARTERS].flatMap((period) => {
        const total = values.get(`${id} ${input} ${period}`)
        if (total === undefined || parts.length === 0) return []
        const own = parts.map((code) => [code, values.get(`${id} ${input}/${code} ${period}`) ?? 0] as const)
        const rest = own.reduce((left, [, value]) => left - value, total)
        const all = rest === 0 ? own : [...own, [`rest of ${own.map(([, value]) => value)}`, rest] as const]
        return [
          {
            whole: [contribution(id, input, period, total)],
            parts: all.map(([code, value]) => contribution(id, `${input}/${code}`, period, value)),
          },
        ]
      }),
    ),
  )
