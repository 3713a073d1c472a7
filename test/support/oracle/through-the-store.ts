import { type Cell, isRegistryCount, type StoredIndicator } from '#monitoring/model'
import { cellFrom } from '#monitoring/slice-keys'
import { monitoring } from '../../functions/monitoring/support.ts'
import { CATEGORIES, type KnownCluster, type Report, regions } from './world.ts'

/** Rows of one request. */
const AT_ONCE = 500

/** The figures that the platform stores: reported, aggregated, then corrected late and aggregated again, with a
 *  register of which something was entered backdated meanwhile. */
export const storedFigures = async ({
  clusters,
  indicators,
  reports,
}: {
  readonly clusters: readonly KnownCluster[]
  readonly indicators: readonly StoredIndicator[]
  readonly reports: readonly Report[]
}): Promise<{ cells: readonly Cell[]; observations: number; differing: readonly string[] }> => {
  const given = monitoring({ regions, categories: CATEGORIES })
  const post = async (address: string, rows: readonly object[]) => {
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const body = { rows: rows.slice(start, start + AT_ONCE) }
      const answer = await given.ask('POST', address, { as: 'analyst', body })
      if (answer.body.rejected !== 0) throw new Error(JSON.stringify(answer.body).slice(0, 2000))
    }
  }
  await post(
    '/indicators/import',
    indicators.map(({ origin: _, version: __, ...definition }) => definition),
  )
  for (const { first } of clusters) await given.setCluster(first)
  const rowsOf = (of: readonly Report[]) =>
    of.map(({ version: _, value, ...row }) => ({
      ...row,
      source: 'survey',
      ...(value !== null && { value }),
    }))
  const firsts = reports.filter(({ version }) => version === 1)
  await post('/observations/import', rowsOf(firsts))
  await given.aggregate()
  await post('/observations/import', rowsOf(reports.filter(({ version }) => version > 1)))
  for (const { first, now } of clusters) if (now !== first) await given.setCluster(now)
  await given.aggregate()
  const { differing = [] } = await given.rebuild()
  const cells = given.table
    .all()
    .filter(({ entity }) => entity === 'cell')
    .map((item) => cellFrom(item).cell)
    .filter(({ indicator }) => !isRegistryCount(indicator))
  return { cells, observations: firsts.length, differing }
}
