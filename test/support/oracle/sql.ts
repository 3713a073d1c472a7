import type { StoredIndicator } from '#monitoring/model'

// Written from the definitions of figures, not from the code that it judges: what a cluster's groups are, which values
// enter, how they become those of longer periods and of groups.

/** What the SQL has to know of an indicator with values of its own. */
export interface Part {
  readonly code: string
  readonly cumulative: boolean
  readonly overTime: 'sum' | 'last' | 'mean'
  /** Its smallest unit: values are counted in these, so that sums are exact. */
  readonly scale: number
}

const holds = (alias: string) =>
  `${alias}.valid_from <= p.last_day AND (${alias}.valid_to IS NULL OR p.last_day < ${alias}.valid_to)`

export const UNITS_SQL = {
  register: [
    // In the register: at least one entry is registered or suspended on the period's last day.
    `CREATE OR REPLACE TABLE present AS
     SELECT DISTINCT p.period, p.year, p.quarter, e.cluster
     FROM period p JOIN entry e ON e.status IN ('registered', 'suspended') AND ${holds('e')}`,
    // A cluster counts once in each of its regions and in each region above, and by every other attribute of the day.
    `CREATE OR REPLACE TABLE member AS
     SELECT DISTINCT p.period, r.cluster, f.attribute AS dimension, coalesce(a.ancestor, f.value) AS code
     FROM present r JOIN period p USING (period) JOIN fact f ON f.cluster = r.cluster AND ${holds('f')}
     LEFT JOIN above a ON f.attribute IN ('region', 'region-seat') AND a.code = f.value`,
  ],
} as const

const WEAKEST = ['E', 'I', 'P', 'U', 'B', 'A']

/** The weakest of the statuses that values have: an index of WEAKEST. */
const weakest = (status: string) =>
  `min(CASE ${status} ${WEAKEST.map((one, index) => `WHEN '${one}' THEN ${index}`).join(' ')} END)`
const named = (index: string) => `['${WEAKEST.join("', '")}'][${index} + 1]`

/** What each cluster has of an indicator in each period: as reported, else from the quarters in the register. */
const unitsSql = (table: string, { code, cumulative, overTime, scale }: Part): string => {
  const derived = {
    sum: 'CASE WHEN count(q.v) = count(*) THEN sum(q.v) END',
    mean: 'CASE WHEN count(q.v) = count(*) THEN sum(q.v) / count(*) END',
    last: 'max(q.v) FILTER (r.quarter = r.newest)',
  }[overTime]
  const used = overTime === 'last' ? `${weakest('q.st')} FILTER (r.quarter = r.newest)` : weakest('q.st')
  return `CREATE OR REPLACE TABLE ${table} AS
    WITH newest AS (
      SELECT cluster, period, status, workflow, round(value::DOUBLE * ${scale}) AS v
      FROM observation WHERE indicator = '${code}'
      QUALIFY row_number() OVER (PARTITION BY cluster, period ORDER BY version DESC) = 1
    ), entering AS (
      SELECT n.*, p.year, p.quarter FROM newest n JOIN period p USING (period)
      WHERE workflow IN ('verified', 'published')
    ), quarterly AS (
      SELECT e.cluster, e.period, e.year, e.quarter,
        ${cumulative ? 'CASE WHEN e.quarter = 1 THEN e.v ELSE e.v - b.v END' : 'e.v'} AS v,
        CASE WHEN e.v IS NULL THEN e.status
             ${cumulative ? `WHEN e.quarter > 1 AND b.v IS NULL THEN 'O'` : ''}
             ELSE e.status END AS st
      FROM entering e LEFT JOIN entering b
        ON b.cluster = e.cluster AND b.year = e.year AND b.quarter = e.quarter - 1
      WHERE e.quarter IS NOT NULL
    ), required AS (
      SELECT cluster, year, quarter, period, max(quarter) OVER (PARTITION BY cluster, year) AS newest
      FROM present WHERE quarter IS NOT NULL
    ), derived AS (
      SELECT r.cluster, r.year, ${derived} AS v, ${used} AS weakest
      FROM required r LEFT JOIN quarterly q USING (cluster, period)
      GROUP BY r.cluster, r.year HAVING count(q.st) > 0
    ), annual AS (
      SELECT cluster, period, year, v, status AS st FROM entering WHERE quarter IS NULL
    )
    SELECT cluster, period, v, st FROM quarterly
    UNION ALL SELECT cluster, period, v, st FROM annual
    UNION ALL
    SELECT d.cluster, d.year::VARCHAR, d.v, CASE WHEN d.v IS NULL THEN 'O' ELSE ${named('d.weakest')} END
    FROM derived d ANTI JOIN annual a ON a.cluster = d.cluster AND a.year = d.year`
}

export const STATUSES = ['A', 'B', 'E', 'I', 'P', 'U', 'M', 'L', 'O'] as const

/** The columns of a figure after its place. */
export const FIELDS = [
  'value',
  'status',
  'reporting',
  'expected',
  'estimated share',
  'weight coverage',
  'min',
  'lower quartile',
  'median',
  'upper quartile',
  'max',
  'mean',
  ...STATUSES,
] as const

/** The status of a unit of which nothing is known is none. */
const known = (status: string) => `CASE WHEN a.st IS NULL AND b.st IS NULL THEN NULL ELSE ${status} END AS st`

/** The weaker status of two parts: one that says there is no value, else the weaker. */
const PAIR = known(`list_filter(['M', 'L', 'O', 'E', 'I', 'P', 'U', 'B', 'A'],
  lambda s: s = coalesce(a.st, 'O') OR s = coalesce(b.st, 'O'))[1]`)

/** How a rule makes a figure: what each unit brings, the figure over these, and what carries it. */
interface Rule {
  /** v: the unit's own value; x: whether it enters; y: whether it has what the figure is made of; a, b: what is
   *  summed, in smallest units; st: its status. */
  readonly unit: string
  readonly value: string
  /** The size of what a unit brings, of which estimates have a share; null counts units. */
  readonly size: string | null
  readonly coverage?: string
}

const ruleOf = ({ aggregation }: StoredIndicator, first: Part, second: Part | undefined): Rule => {
  const own = `a.v / ${first.scale} AS v, a.v AS a, NULL AS b, a.st AS st, a.v IS NOT NULL AS x, a.v IS NOT NULL AS y`
  const ratio = `CASE WHEN b.v <> 0 THEN (a.v / ${first.scale}) / (b.v / ${second?.scale}) END AS v, a.v AS a, b.v AS b`
  const both = 'a.v IS NOT NULL AND b.v IS NOT NULL'
  switch (aggregation.rule) {
    case 'sum':
      return { unit: own, value: `sum(a) / ${first.scale}`, size: 'abs(a)' }
    case 'weighted-mean': {
      const enters = `coalesce(${both} AND b.v > 0, false)`
      return {
        unit: `a.v / ${first.scale} AS v, a.v AS a, b.v AS b, ${known("coalesce(a.st, 'O')")},
               ${enters} AS x, ${enters} AS y`,
        value: `sum(a * b) FILTER (x) / sum(b) FILTER (x) / ${first.scale}`,
        size: 'b',
        coverage: 'coalesce(sum(b) FILTER (x), 0) / sum(b) FILTER (b > 0)',
      }
    }
    case 'ratio-of-sums':
      return {
        unit: `${ratio}, ${PAIR}, ${both} AS x, ${both} AS y`,
        value: `CASE WHEN sum(b) FILTER (x) <> 0
                THEN sum(a) FILTER (x) / sum(b) FILTER (x) * ${second?.scale} / ${first.scale} END`,
        size: 'abs(b)',
      }
    case 'per-unit-ratio':
      return {
        unit: `${ratio}, ${PAIR}, coalesce(${both} AND b.v <> 0, false) AS x, ${both} AS y`,
        value: ACROSS[aggregation.across],
        size: null,
      }
    case 'none':
      return { unit: own, value: 'NULL', size: null }
    default:
      return { unit: own, value: ACROSS[aggregation.rule], size: null }
  }
}

const ACROSS = { mean: 'avg(v)', median: 'median(v)', min: 'min(v)', max: 'max(v)' } as const

/** Values that the spread is taken of: of weighted means those that enter, else all that units have. */
const spreadOf = ({ aggregation }: StoredIndicator) =>
  aggregation.rule === 'weighted-mean' ? 'x' : 'v IS NOT NULL'

/** The statements that make the figures of an indicator, in a table `figure`. */
export const aggregationSql = (
  indicator: StoredIndicator,
  part: (code: string) => Part,
): readonly string[] => {
  const { aggregation, code } = indicator
  const isRatio = aggregation.rule === 'ratio-of-sums' || aggregation.rule === 'per-unit-ratio'
  const first = part(isRatio ? aggregation.numerator : code)
  const second = isRatio
    ? part(aggregation.denominator)
    : aggregation.rule === 'weighted-mean'
      ? part(aggregation.weight)
      : undefined
  const { unit, value, size, coverage = 'NULL' } = ruleOf(indicator, first, second)
  const estimated = `count(*) FILTER (x AND st IN ('E', 'I')) / nullif(count(*) FILTER (x), 0)`
  const share =
    size === null
      ? estimated
      : `CASE WHEN sum(${size}) FILTER (x) = 0 THEN ${estimated}
         ELSE coalesce(sum(${size}) FILTER (x AND st IN ('E', 'I')), 0) / sum(${size}) FILTER (x) END`
  const spread = `FILTER (${spreadOf(indicator)})`
  const quartiles = `quantile_cont(v, [0.25, 0.5, 0.75]) ${spread}`
  return [
    unitsSql('first_part', first),
    ...(second === undefined ? [] : [unitsSql('second_part', second)]),
    `CREATE OR REPLACE TABLE figure AS
     WITH unit AS (
       SELECT m.dimension, m.code, m.period, a.cluster IS NOT NULL AS reported, ${unit}
       FROM member m LEFT JOIN first_part a USING (cluster, period)
       ${second === undefined ? '' : 'LEFT JOIN second_part b USING (cluster, period)'}
     )
     SELECT period || '#' || dimension || '#' || code AS place,
       ${value} AS value,
       coalesce(${weakest('st')} FILTER (y), ${WEAKEST.length}) AS status,
       count(*) FILTER (x) AS reporting,
       count(*) - count(*) FILTER (st = 'M') AS expected,
       ${share} AS estimated, ${coverage} AS coverage,
       min(v) ${spread}, (${quartiles})[1], (${quartiles})[2], (${quartiles})[3], max(v) ${spread}, avg(v) ${spread},
       ${STATUSES.map((one) => `count(*) FILTER (st = '${one}')`).join(', ')}
     FROM unit GROUP BY dimension, code, period HAVING count(*) FILTER (reported) > 0`,
  ]
}
