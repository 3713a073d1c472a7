import type { ClusterFacts, Observation, ObsStatus, Workflow } from '#monitoring/model'
import { seededChance } from '../random.ts'

/** A report of a value as it was made: later versions take the place of earlier ones. */
export interface Report {
  readonly cluster: string
  readonly indicator: string
  readonly period: string
  readonly version: number
  readonly value: string | null
  readonly obsStatus: ObsStatus
  readonly workflow: Workflow
}

/** A cluster as the register first knew it, and as it is known now: entries of a merged authority, suspensions, and
 *  changes of regions, category and stage that were entered late for days long past. */
export interface KnownCluster {
  readonly first: ClusterFacts
  readonly now: ClusterFacts
}

export interface Region {
  readonly code: string
  readonly level: string
  readonly parent: string | null
  readonly path: readonly string[]
}

const region = (code: string, level: string, above?: Region): Region => ({
  code,
  level,
  parent: above?.code ?? null,
  path: [...(above?.path ?? []), code],
})

/** A country of 16 Länder with four districts each. */
export const regions: readonly Region[] = (() => {
  const root = region('DE', 'country')
  const laender = Array.from({ length: 16 }, (_, n) =>
    region(`DE-${String(n).padStart(2, '0')}`, 'land', root),
  )
  return [
    root,
    ...laender,
    ...laender.flatMap((land) =>
      Array.from({ length: 4 }, (_, n) => region(`${land.code}-${n}`, 'district', land)),
    ),
  ]
})()
const districts = regions.filter(({ level }) => level === 'district')

export const CATEGORIES = Array.from({ length: 12 }, (_, n) => `cat-${n}`)
const SECTIONS = [...'ABCDEFGHIJ']
const STAGES = ['emergence', 'growth', 'sustainment', 'decline']
const TYPES = ['industrial', 'innovation', 'agro']

/** The day on which the authorities of two registers became one. */
const MERGED = '2019-07-01'
const EVER = '1990-01-01'

type Timeline<T> = readonly { readonly from: string; readonly to: string | null; readonly value: T }[]

class Chance {
  readonly #next: () => number

  constructor(seed: number) {
    this.#next = seededChance(seed)
  }

  is(share: number): boolean {
    return this.#next() < share
  }

  below(count: number): number {
    return Math.floor(this.#next() * count)
  }

  one<T>(from: readonly T[]): T {
    const found = from[this.below(from.length)]
    if (found === undefined) throw new Error('there is nothing to choose from')
    return found
  }

  some<T>(from: readonly T[], most: number): readonly T[] {
    return [...new Set(Array.from({ length: 1 + this.below(most) }, () => this.one(from)))]
  }

  /** A day of the years 2012 to 2024, often the last or the first of a quarter. */
  day(): string {
    const year = 2012 + this.below(13)
    if (this.is(0.3)) return `${year}-${this.one(['03-31', '04-01', '06-30', '07-01', '12-31', '01-01'])}`
    return `${year}-${String(1 + this.below(12)).padStart(2, '0')}-${String(1 + this.below(28)).padStart(2, '0')}`
  }

  /** A value that changes up to twice. */
  timeline<T>(value: () => T): Timeline<T> {
    const days = [...new Set([EVER, ...Array.from({ length: this.below(3) }, () => this.day())])].sort()
    return days.map((from, index) => ({ from, to: days[index + 1] ?? null, value: value() }))
  }
}

type Entry = ClusterFacts['entries'][number]

const entriesOf = (chance: Chance, cluster: string): readonly Entry[] => {
  const start = `${2009 + chance.below(8)}-0${1 + chance.below(9)}-15`
  const number = `no-${cluster}`
  if (chance.is(0.03))
    return [{ register: 'national', number, status: [{ from: start, to: null, value: 'annulled' }] }]
  const turns = chance.is(0.25) ? [chance.day(), chance.day(), chance.day()].sort() : []
  const later = turns
    .filter((day) => day > start)
    .map((from, index) => ({ from, value: (['suspended', 'registered', 'removed'] as const)[index] }))
  const states = [{ from: start, value: 'registered' as const }, ...later].filter(
    ({ from }, index, all) => all[index + 1]?.from !== from,
  )
  const status = states.map(({ from, value = 'removed' as const }, index) => ({
    from,
    to: states[index + 1]?.from ?? null,
    value,
  }))
  if (turns.length > 0 || start >= MERGED || !chance.is(0.3))
    return [{ register: 'national', number, status }]
  return [
    {
      register: 'north',
      number,
      status: [
        { from: start, to: MERGED, value: 'registered' },
        { from: MERGED, to: null, value: 'removed' },
      ],
    },
    {
      register: 'north-and-south',
      number: `${number}-a`,
      status: [{ from: MERGED, to: null, value: 'registered' }],
    },
  ]
}

const factsOf = (chance: Chance, cluster: string): ClusterFacts => ({
  cluster,
  regions: chance.timeline(() => chance.some(districts, 3).map(({ path }) => path)),
  seat: chance.timeline(() => chance.one(districts).path),
  category: chance.timeline(() => chance.one(CATEGORIES)),
  categories: chance.timeline(() => chance.some(CATEGORIES, 3)),
  sections: chance.timeline(() => chance.some(SECTIONS, 3)),
  stage: chance.is(0.1) ? [] : chance.timeline(() => chance.one(STAGES)),
  type: chance.timeline(() => chance.one(TYPES)),
  entries: entriesOf(chance, cluster),
})

/** What is known now of a cluster of which something was entered late. */
const correctedOf = (chance: Chance, first: ClusterFacts): ClusterFacts => {
  const other = factsOf(chance, first.cluster)
  const { regions: places, category, stage, entries, ...rest } = other
  return chance.is(0.5) ? { ...first, regions: places, category } : { ...first, ...rest, stage, entries }
}

export const clustersOf = (count: number, seed: number): readonly KnownCluster[] => {
  const chance = new Chance(seed)
  return Array.from({ length: count }, (_, n) => {
    const first = factsOf(chance, `c${n}`)
    return { first, now: chance.is(0.3) ? correctedOf(chance, first) : first }
  })
}

export const quartersOf = (years: readonly number[]): readonly string[] =>
  years.flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`))

const STATUSES: readonly (readonly [ObsStatus, number])[] = [
  ['L', 0.03],
  ['M', 0.01],
  ['O', 0.01],
  ['E', 0.04],
  ['I', 0.03],
  ['P', 0.04],
  ['U', 0.02],
  ['B', 0.01],
]
const STEPS: readonly (readonly [Workflow, number])[] = [
  ['verified', 0.04],
  ['submitted', 0.02],
  ['returned', 0.01],
  ['withdrawn', 0.01],
  ['draft', 0.01],
]

const drawn = <T>(chance: Chance, from: readonly (readonly [T, number])[], rest: T): T =>
  from.find(([, share]) => chance.is(share))?.[0] ?? rest

/** What is reported of indicators by clusters: nearly every quarter, seldom the year itself, some of it corrected. */
export function* reportsOf(
  indicators: readonly { readonly code: string; readonly decimals: number; readonly signed: boolean }[],
  clusters: readonly KnownCluster[],
  years: readonly number[],
  seed: number,
): Generator<Report> {
  const chance = new Chance(seed)
  const quarters = quartersOf(years)
  for (const { code, decimals, signed } of indicators)
    for (const { first } of clusters) {
      const annual = years.filter(() => chance.is(0.05)).map(String)
      for (const period of [...quarters, ...annual]) {
        if (chance.is(0.02)) continue
        const key = {
          cluster: first.cluster,
          indicator: code,
          period,
          workflow: drawn(chance, STEPS, 'published'),
        }
        const versions = chance.is(0.05) ? 2 : 1
        for (let version = 1; version <= versions; version += 1) {
          const obsStatus = period.includes('Q') ? drawn(chance, STATUSES, 'A') : 'A'
          const value = 'MLO'.includes(obsStatus) ? null : reportedValue(chance, decimals, signed)
          yield { ...key, version, value, obsStatus }
        }
      }
    }
}

const reportedValue = (chance: Chance, decimals: number, signed: boolean): string => {
  const units = chance.is(0.03) ? 0 : chance.below(10 ** (3 + chance.below(5)))
  const number = (signed && chance.is(0.4) ? -units : units) / 10 ** decimals
  return String(number === 0 ? 0 : number)
}

/** The newest version of each report, as the store holds it. Versions of one report follow each other. */
export const newestOf = (reports: readonly Report[]): readonly Observation[] =>
  reports
    .filter((report, index) => (reports[index + 1]?.version ?? 1) <= report.version)
    .map(({ cluster, ...report }) => ({
      ...report,
      universe: 'cluster',
      subject: cluster,
      breakdown: '_T',
      confStatus: 'F',
      submittedBy: 'per_1',
    }))
