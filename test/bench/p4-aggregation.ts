import { type Aggregate, aggregate, type Columns, cellsOf, Indicator, registerOf } from '#monitoring/model'
import { atMost, type Group, type Line } from './group.ts'
import { type Figures, figuresText, measure } from './measure.ts'
import { CLUSTERS, grouping, INDICATORS, observationsOf, PERIODS, slices } from './p4/data.ts'
import { Duck } from './p4/duckdb.ts'
import { storeLines } from './p4/store.ts'

const SUM = { rule: 'sum' } as const

const columnsOf = (values: Float64Array): Columns => ({
  units: Int32Array.from(values.keys()),
  values,
  statuses: new Uint8Array(values.length),
  scale: 1,
})

const valuesOf = ({ figure, reporting, spread }: Aggregate): number[] => [
  'exact' in figure ? Number(figure.exact) : Number.NaN,
  reporting,
  spread?.min ?? Number.NaN,
  spread?.max ?? Number.NaN,
  spread?.mean ?? Number.NaN,
  spread?.lowerQuartile ?? Number.NaN,
  spread?.median ?? Number.NaN,
  spread?.upperQuartile ?? Number.NaN,
]

/** A contestant that finds other figures computes something else. */
const prove = async (duck: Duck, ours: readonly (readonly Aggregate[])[]): Promise<void> => {
  const theirs = await duck.figures()
  const count = ours.reduce((sum, groups) => sum + groups.length, 0)
  if (theirs.length !== count) throw new Error(`DuckDB has ${theirs.length} cells, the platform ${count}`)
  for (const { slice, group, values } of theirs) {
    const found = ours[slice]?.[group]
    const own = found === undefined ? [] : valuesOf(found)
    const differs = values.some(
      (value, n) => Math.abs(value - (own[n] ?? Number.NaN)) > Math.abs(value) * 1e-12,
    )
    if (differs || own.length !== values.length)
      throw new Error(`slice ${slice}, group ${group}: ${own.join(', ')} and not ${values.join(', ')}`)
  }
}

const defined = Indicator.parse({
  code: 'turnover',
  name: { en: 'Turnover' },
  definition: { en: 'Turnover' },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'A',
  aggregation: SUM,
  overTime: 'sum',
  confidentiality: 'open',
  origin: 'reported',
  version: 1,
})
const turnover = { ...defined, aggregation: SUM }

/** From observations as the store gives them to cells ready to be stored, on a hundredth of the slices. */
const wholeCells = (values: readonly Float64Array[]) => {
  const groups = grouping()
  const always = new Map(
    groups.units.map((unit, n) => [
      unit,
      [...groups.members.subarray(groups.starts[n], groups.starts[n + 1])].flatMap(
        (g) => groups.groups[g] ?? [],
      ),
    ]),
  )
  const register = { ...registerOf([], [], []), isPresent: () => true, clusterGroups: () => always }
  const some = values.slice(0, values.length / 100).map((slice, n) => {
    const period = String(2000 + n)
    const observations = new Map([[period, observationsOf(slice, groups.units, period)]])
    return { period, inputs: new Map([['turnover', { indicator: turnover, observations }]]) }
  })
  return () => {
    for (const { period, inputs } of some) {
      const slice = { universe: 'cluster', indicator: 'turnover', breakdown: '_T', period } as const
      cellsOf({ slice, indicator: turnover, inputs, register })
    }
  }
}

const line = (figure: string, own: Figures, other: Figures): Line => {
  const ratio = own.wall.median / other.wall.median
  return {
    figure,
    value: `${figuresText(own)} µs`,
    comparedWith: `${other.name}: ${figuresText(other)} µs`,
    ratio: ratio.toFixed(2),
    target: '≤ 1.0',
    verdict: atMost(ratio, 1),
  }
}

export const p4Aggregation: Group = {
  id: 'p4',
  question: `aggregation of ${(CLUSTERS * INDICATORS * PERIODS).toLocaleString('en')} observations into every group`,
  run: async () => {
    const groups = grouping()
    const values = slices()
    const columns = values.map(columnsOf)
    const duck = await Duck.with(values, groups)
    const ours = () => columns.map((slice) => aggregate(slice, groups, SUM))
    await duck.aggregate()
    await prove(duck, ours())
    const contestants = [
      { name: 'agglomera', operation: ours },
      { name: 'duckdb', operation: () => duck.aggregate() },
    ]
    const figures = await measure(contestants, { operations: 1 })
    const [own, other] = figures
    if (own === undefined || other === undefined) throw new Error('nobody was measured')
    const [whole] = await measure([{ name: 'whole cells', operation: wholeCells(values) }], { operations: 1 })
    const store = await storeLines()
    return {
      lines: [
        line('pure function, 1 M observations', own, other),
        {
          figure: 'observations → cells with provenance, 1/100 of them',
          value: whole === undefined ? '' : `${figuresText(whole)} µs`,
          comparedWith: '',
          ratio: '',
          target: '',
          verdict: '',
        },
        ...store.lines,
      ],
      notes: [
        `${groups.groups.length} groups, ${groups.members.length} memberships of ${CLUSTERS} clusters; sum, n, min, max, mean and quartiles of type 7 of every cell; equal results are checked before measuring.`,
        'Wall minimum / median (CPU minimum / median) of 15 interleaved rounds. DuckDB: one thread, in memory, result kept in its own memory.',
        'DuckDB omits: counts by status, share of estimates, exact sums beyond 2^53, objects for the caller. The pure function omits: provenance and decimal texts (second line).',
        ...store.notes,
      ],
      raw: { figures, whole, store: store.raw },
    }
  },
}
