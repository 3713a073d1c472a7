import { duckdb, fillTable } from './duckdb-table.ts'
import { datedRegions, type RegionReport } from './region-world.ts'

// Written from the definitions of region observations, not from the code that it judges: the aggregate of a region is
// made from the highest level that has data within it, what was reported for the region itself is its benchmark and
// never added, and only regions that exist on the last day of the period count.

const holds =
  "(r.valid_from IS NULL OR r.valid_from <= o.period || '-12-31') AND (r.valid_to IS NULL OR o.period || '-12-31' < r.valid_to)"

const STATEMENTS = [
  `CREATE TABLE newest AS
   SELECT region, breakdown, period, round(value::DOUBLE * 100) AS v, status, level
   FROM (SELECT * FROM report QUALIFY row_number() OVER (PARTITION BY region, breakdown, period ORDER BY version DESC) = 1)
   WHERE workflow = 'published'`,
  // Of each observation, whether it is of its own region's level and of one that exists.
  `CREATE TABLE own AS
   SELECT o.*, r.depth FROM newest o JOIN region r ON r.code = o.region AND r.level = o.level AND ${holds}`,
  `CREATE TABLE benchmark AS
   SELECT o.* FROM newest o JOIN region r ON r.code = o.region AND r.level <> o.level AND ${holds}`,
  `CREATE TABLE level_of AS
   SELECT a.ancestor AS code, o.breakdown, o.period, arg_min(o.level, o.depth) AS level
   FROM own o JOIN above a ON a.code = o.region GROUP BY ALL`,
  `CREATE TABLE expected AS
   SELECT l.code, l.breakdown, l.period, count(*) AS n
   FROM level_of l JOIN above a ON a.ancestor = l.code
   JOIN region r ON r.code = a.code AND r.level = l.level
   JOIN (SELECT DISTINCT period FROM report) o ON o.period = l.period AND ${holds} GROUP BY ALL`,
  `CREATE TABLE figure AS
   SELECT l.code, l.breakdown, l.period, sum(o.v) / 100 AS value,
     count(o.v) AS reporting,
     any_value(e.n) - count(*) FILTER (o.status = 'M') AS expected,
     CASE WHEN count(o.v) = 0 THEN 'O' WHEN bool_or(o.status = 'E') THEN 'E' WHEN bool_or(o.status = 'P') THEN 'P'
       ELSE 'A' END AS status
   FROM level_of l JOIN above a ON a.ancestor = l.code
   JOIN own o ON o.region = a.code AND o.level = l.level AND o.breakdown = l.breakdown AND o.period = l.period
   JOIN expected e ON e.code = l.code AND e.breakdown = l.breakdown AND e.period = l.period
   GROUP BY l.code, l.breakdown, l.period`,
] as const

const FIGURES = `
  SELECT f.code || '#' || f.breakdown || '#' || f.period, f.value, f.status, f.reporting, f.expected,
    b.v / 100, f.value - b.v / 100
  FROM figure f LEFT JOIN benchmark b ON b.region = f.code AND b.breakdown = f.breakdown AND b.period = f.period`

// Shares of the parts right below the country in its own figure.
const SHARES = `
  SELECT f.code || '#' || f.breakdown || '#' || f.period, f.value / nullif(d.value, 0)
  FROM figure f JOIN region r ON r.code = f.code AND r.depth = 2
  JOIN figure d ON d.code = 'DE' AND d.breakdown = f.breakdown AND d.period = f.period
  WHERE f.value IS NOT NULL AND d.value IS NOT NULL`

// (e_ij / e_j) / (e_i / e): over the regions of the level of the totals that have both the part and the total.
const QUOTIENTS = `
  WITH pair AS (
    SELECT p.region, p.breakdown, p.period, p.v AS part, t.v AS total, t.level
    FROM own p JOIN own t ON t.region = p.region AND t.period = p.period AND t.breakdown = '_T'
    WHERE p.breakdown <> '_T' AND p.v IS NOT NULL AND t.v IS NOT NULL
  ), area AS (
    SELECT l.code, b.breakdown, b.period, sum(b.part) AS part, sum(b.total) AS total, count(*) AS regions
    FROM pair b JOIN above a ON a.code = b.region
    JOIN level_of l ON l.code = a.ancestor AND l.breakdown = '_T' AND l.period = b.period AND l.level = b.level
    GROUP BY ALL
  )
  SELECT j.code || '#' || j.breakdown || '#' || j.period, j.part / 100, j.total / 100, j.regions,
    (j.part / j.total) / (d.part / d.total)
  FROM area j JOIN region r ON r.code = j.code AND r.depth = 2
  JOIN area d ON d.code = 'DE' AND d.breakdown = j.breakdown AND d.period = j.period`

/** What DuckDB makes of reports of regions, by `region#breakdown#period`. */
export const regionOracle = async (reports: readonly RegionReport[]) => {
  const connection = await duckdb()
  await fillTable(
    connection,
    'region',
    'code VARCHAR, level VARCHAR, depth INTEGER, valid_from VARCHAR, valid_to VARCHAR',
    datedRegions.map(({ code, level, path, validFrom, validTo }) => [
      code,
      level,
      path.length,
      validFrom,
      validTo,
    ]),
  )
  await fillTable(
    connection,
    'above',
    'code VARCHAR, ancestor VARCHAR',
    datedRegions.flatMap(({ code, path }) => path.map((ancestor) => [code, ancestor])),
  )
  await fillTable(
    connection,
    'report',
    'region VARCHAR, breakdown VARCHAR, period VARCHAR, version INTEGER, value VARCHAR, status VARCHAR, workflow VARCHAR, level VARCHAR',
    reports.map(({ region, breakdown, period, version, value, obsStatus, workflow, level }) => [
      region,
      breakdown,
      period,
      version,
      value,
      obsStatus,
      workflow,
      level,
    ]),
  )
  for (const statement of STATEMENTS) await connection.run(statement)
  const rowsOf = async (sql: string) => {
    const rows = (await connection.runAndReadAll(sql)).getRows()
    return new Map(
      rows.map(([place, ...values]) => [
        String(place),
        values.map((value) => (typeof value === 'bigint' ? Number(value) : value)),
      ]),
    )
  }
  return {
    figures: await rowsOf(FIGURES),
    shares: await rowsOf(SHARES),
    quotients: await rowsOf(QUOTIENTS),
  }
}
