import type { Monitoring } from '../functions/monitoring/support.ts'

// Everything that a reader without any power gets of group figures over the API.

interface ReadRow {
  readonly breakdown: string
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

const REGION_VIEWS = VIEWS.filter(({ dimension }) => dimension === 'nation' || dimension === 'region')

export interface ReadFigure {
  readonly universe: 'cluster' | 'region'
  readonly indicator: string
  readonly dimension: string
  readonly row: ReadRow
}

/** All figures of two releases, of clusters and of regions.
 *  @param breakdowns codes that are asked for besides the total */
export const readAll = async (
  given: Monitoring,
  breakdowns: readonly string[],
): Promise<readonly ReadFigure[]> => {
  const found: ReadFigure[] = []
  for (const indicator of ['revenue', 'staff', 'productivity', 'growth'])
    for (const { universe, dimension, query } of [
      ...VIEWS.map((view) => ({ universe: 'cluster' as const, ...view })),
      ...REGION_VIEWS.map((view) => ({ universe: 'region' as const, ...view })),
    ])
      for (const rest of ['release=1', 'release=2', 'from=2025&release=1', 'from=2025', 'change=previous']) {
        const asked = dimension === 'seat' ? 'dimension=region&attribution=seat' : `dimension=${query}`
        const of = `universe=${universe}&breakdown=${['_T', ...breakdowns]}`
        const { status, body } = await given.ask('GET', `/kpis?indicator=${indicator}&${of}&${asked}&${rest}`)
        if (status !== 200) throw new Error(`/kpis of ${indicator} by ${dimension} answered ${status}`)
        for (const row of body.rows) found.push({ universe, indicator, dimension, row })
      }
  return found
}
