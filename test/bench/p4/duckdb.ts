import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Grouping } from '#monitoring/model'
import { PERIODS } from './data.ts'

/** One group's figures, in the order in which both contestants give them. */
export interface Figures {
  readonly slice: number
  readonly group: number
  readonly values: readonly number[]
}

/** DuckDB on one thread, with all in memory: one table of observations, one of group memberships. */
export class Duck {
  readonly #connection: DuckDBConnection

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection
  }

  static async with(slices: readonly Float64Array[], grouping: Grouping): Promise<Duck> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    await connection.run(
      'CREATE TABLE observation (indicator SMALLINT, period SMALLINT, unit INTEGER, value BIGINT)',
    )
    await connection.run('CREATE TABLE membership (unit INTEGER, grp INTEGER)')
    const observations = await connection.createAppender('observation')
    for (const [slice, values] of slices.entries())
      for (const [unit, value] of values.entries()) {
        observations.appendSmallInt(Math.floor(slice / PERIODS))
        observations.appendSmallInt(slice % PERIODS)
        observations.appendInteger(unit)
        observations.appendBigInt(BigInt(value))
        observations.endRow()
      }
    observations.closeSync()
    const memberships = await connection.createAppender('membership')
    for (const unit of grouping.units.keys())
      for (const group of grouping.members.subarray(grouping.starts[unit], grouping.starts[unit + 1])) {
        memberships.appendInteger(unit)
        memberships.appendInteger(group)
        memberships.endRow()
      }
    memberships.closeSync()
    return new Duck(connection)
  }

  /** Aggregates everything into a table of its own memory: nothing is handed over to this process. */
  async aggregate(): Promise<void> {
    await this.#connection.run(`
      CREATE OR REPLACE TEMP TABLE cell AS
      SELECT indicator, period, grp, sum(value) AS total, count(value) AS n, min(value) AS low, max(value) AS high,
             avg(value) AS mean, quantile_cont(value, [0.25, 0.5, 0.75]) AS quartiles
      FROM observation JOIN membership USING (unit)
      GROUP BY indicator, period, grp`)
  }

  async figures(): Promise<readonly Figures[]> {
    const reader = await this.#connection.runAndReadAll(`
      SELECT indicator, period, grp, total::DOUBLE, n::DOUBLE, low::DOUBLE, high::DOUBLE, mean,
             quartiles[1], quartiles[2], quartiles[3]
      FROM cell ORDER BY indicator, period, grp`)
    return reader.getRows().map((row) => {
      const [indicator = 0, period = 0, group = 0, ...values] = row.map(Number)
      return { slice: indicator * PERIODS + period, group, values }
    })
  }
}
