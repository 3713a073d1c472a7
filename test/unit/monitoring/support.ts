import type { ClusterFacts, Region } from '#monitoring/model'
import {
  type Cell,
  cellsOf,
  Indicator,
  type IndicatorDefinition,
  Observation,
  originOf,
  registerOf,
  type StoredIndicator,
  type StoredRule,
} from '#monitoring/model'

const open = '1990-01-01'

/** A cluster in the register from 2000 on, in one region, with one category. */
export const cluster = (id: string, overrides: Partial<ClusterFacts> = {}): ClusterFacts => ({
  cluster: id,
  regions: [{ from: open, to: null, value: [['DE', 'DE-BY']] }],
  seat: [{ from: open, to: null, value: ['DE', 'DE-BY'] }],
  category: [{ from: open, to: null, value: 'auto' }],
  categories: [{ from: open, to: null, value: ['auto'] }],
  sections: [{ from: open, to: null, value: ['C'] }],
  stage: [{ from: open, to: null, value: 'growth' }],
  type: [{ from: open, to: null, value: 'industrial' }],
  entries: [
    {
      register: 'national',
      number: `no-${id}`,
      status: [{ from: '2000-01-01', to: null, value: 'registered' }],
    },
  ],
  ...overrides,
})

export const region = (code: string, parent?: Region): Region => ({
  code,
  level: parent === undefined ? 'country' : parent.level === 'country' ? 'land' : 'kreis',
  path: [...(parent?.path ?? []), code],
})

const text = { en: 'an indicator', ru: 'показатель' }

export const definition = (
  code: string,
  overrides: Partial<IndicatorDefinition> = {},
): IndicatorDefinition => ({
  code,
  name: text,
  definition: text,
  unit: text,
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'A',
  reporting: 'of-period',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'open',
  tolerance: '0.01',
  ...overrides,
})

/** An indicator of any rule, as the catalogue holds it. */
export const catalogued = (
  code: string,
  overrides: Partial<IndicatorDefinition> & Partial<Pick<Indicator, 'version' | 'validFrom'>> = {},
): Indicator => {
  const defined = definition(code, overrides)
  return Indicator.parse({ version: 1, ...defined, ...overrides, origin: originOf(defined) })
}

/** An indicator whose figures are stored. */
export const indicator = (
  code: string,
  {
    aggregation = { rule: 'sum' },
    ...rest
  }: Partial<IndicatorDefinition> & { aggregation?: StoredRule } = {},
): StoredIndicator => ({ ...catalogued(code, { ...rest, aggregation }), aggregation })

export const observation = (
  subject: string,
  code: string,
  period: string,
  value: string | null,
  overrides: Partial<Observation> = {},
): Observation =>
  Observation.parse({
    universe: 'cluster',
    subject,
    indicator: code,
    breakdown: '_T',
    period,
    value,
    obsStatus: value === null ? 'L' : 'A',
    confStatus: 'F',
    workflow: 'published',
    submittedBy: 'per_1',
    version: 1,
    ...overrides,
  })

/** The cell of a group, by its name: `region#DE`. */
export const cellOf = (cells: readonly Cell[], group: string): Cell | undefined =>
  cells.find(({ dimension, code }) => `${dimension}#${code}` === group)

/** The nation's cell of 2024 over the clusters c1, c2, … in the register: of each indicator what they reported, in
 *  their order, a value or a whole observation; null where nothing was reported. */
export const nationOf = (
  main: StoredIndicator,
  inputs: readonly (readonly [StoredIndicator, readonly (string | Partial<Observation> | null)[]])[],
): Cell | undefined => {
  const clusters = Array.from(
    { length: Math.max(...inputs.map(([, reports]) => reports.length)) },
    (_, index) => cluster(`c${index + 1}`),
  )
  const series = inputs.map(([input, reports]) => {
    const observations = reports.flatMap((report, index) => {
      if (report === null) return []
      const { value, ...rest } = typeof report === 'string' ? { value: report } : report
      return [observation(`c${index + 1}`, input.code, '2024', value ?? null, rest)]
    })
    return [input.code, { indicator: input, observations: new Map([['2024', observations]]) }] as const
  })
  const { cells } = cellsOf({
    slice: { universe: 'cluster', indicator: main.code, breakdown: '_T', period: '2024' },
    indicator: main,
    inputs: new Map(series),
    register: registerOf(clusters, [], []),
  })
  return cellOf(cells, 'region#DE')
}
