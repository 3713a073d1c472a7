import type { DuckDBConnection } from '@duckdb/node-api'
import type { ClusterFacts, StoredIndicator } from '#monitoring/model'
import { duckdb, fillTable } from './duckdb-table.ts'
import { aggregationSql, type Part, UNITS_SQL } from './sql.ts'
import type { Region, Report } from './world.ts'

/** One figure as DuckDB has it: its place, then the columns of `FIELDS`. */
export type OracleRow = readonly [place: string, ...values: (number | null)[]]

const lastDay = (year: number, quarter: number) =>
  `${year}-${['03-31', '06-30', '09-30', '12-31'][quarter - 1]}`

/** An independent computation of figures: SQL written from the definitions, over the reports and dated facts as they
 *  came, with nothing of the product's code. */
export class Oracle {
  readonly #connection: DuckDBConnection

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  static async over(
    clusters: readonly ClusterFacts[],
    regions: readonly Region[],
    years: readonly number[],
  ): Promise<Oracle> {
    const connection = await duckdb()
    const oracle = new Oracle(connection)
    await fillTable(
      connection,
      'period',
      'period VARCHAR, year INTEGER, quarter INTEGER, last_day VARCHAR',
      years.flatMap((year) => [
        [String(year), year, null, `${year}-12-31`],
        ...[1, 2, 3, 4].map((quarter) => [`${year}-Q${quarter}`, year, quarter, lastDay(year, quarter)]),
      ]),
    )
    await fillTable(
      connection,
      'above',
      'code VARCHAR, ancestor VARCHAR',
      regions.flatMap(({ code, path }) => path.map((ancestor) => [code, ancestor])),
    )
    await fillTable(
      connection,
      'entry',
      'cluster VARCHAR, status VARCHAR, valid_from VARCHAR, valid_to VARCHAR',
      clusters.flatMap(({ cluster, entries }) =>
        entries.flatMap(({ status }) => status.map(({ from, to, value }) => [cluster, value, from, to])),
      ),
    )
    await fillTable(
      connection,
      'fact',
      'cluster VARCHAR, attribute VARCHAR, value VARCHAR, valid_from VARCHAR, valid_to VARCHAR',
      clusters.flatMap((facts) => [
        ...facts.regions.flatMap(({ from, to, value }) =>
          value.map((path) => [facts.cluster, 'region', path.at(-1), from, to]),
        ),
        ...facts.seat.map(({ from, to, value }) => [facts.cluster, 'region-seat', value.at(-1), from, to]),
        ...(['category', 'stage', 'type'] as const).flatMap((attribute) =>
          facts[attribute].map(({ from, to, value }) => [facts.cluster, attribute, value, from, to]),
        ),
        ...facts.categories.flatMap(({ from, to, value }) =>
          value.map((code) => [facts.cluster, 'category-any', code, from, to]),
        ),
        ...facts.sections.flatMap(({ from, to, value }) =>
          value.map((code) => [facts.cluster, 'section', code, from, to]),
        ),
      ]),
    )
    for (const statement of UNITS_SQL.register) await oracle.#connection.run(statement)
    return oracle
  }

  /** Takes the reports of some indicators, in place of earlier ones. */
  async report(reports: Iterable<Report>): Promise<void> {
    const rows = function* () {
      for (const { indicator, cluster, period, version, value, obsStatus, workflow } of reports)
        yield [indicator, cluster, period, version, value, obsStatus, workflow]
    }
    await fillTable(
      this.#connection,
      'observation',
      'indicator VARCHAR, cluster VARCHAR, period VARCHAR, version INTEGER, value VARCHAR, status VARCHAR, workflow VARCHAR',
      rows(),
    )
  }

  /** The figures of one indicator in every group and period that has any. */
  async figures(
    indicator: StoredIndicator,
    among: readonly StoredIndicator[],
  ): Promise<readonly OracleRow[]> {
    const defined = (code: string): Part => {
      const found = among.find((one) => one.code === code)
      if (found === undefined) throw new Error(`there is no ${code}`)
      const { reporting, overTime, decimals } = found
      return { code, cumulative: reporting === 'cumulative', overTime, scale: 10 ** decimals }
    }
    for (const statement of aggregationSql(indicator, defined)) await this.#connection.run(statement)
    const reader = await this.#connection.runAndReadAll('SELECT * FROM figure')
    return reader
      .getRows()
      .map(([place, ...values]) => [
        String(place),
        ...values.map((value) => (value === null ? null : Number(value))),
      ])
  }
}
