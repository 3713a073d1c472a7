import { useQueries, useQuery } from '@tanstack/react-query'
import { indicators, kpis } from '../data.ts'
import type { MonitoringTypes } from '../types.ts'
import { isOpenOfUnits } from './openness.ts'

/** The public figures of one indicator of a cluster or region, oldest first; there is at least one. */
export interface UnitFigures {
  readonly indicator: MonitoringTypes['indicator']
  readonly rows: readonly MonitoringTypes['row'][]
  readonly newest: MonitoringTypes['row']
}

/** What a cluster or region has published, indicator by indicator; undefined while it is on its way. */
export const useUnitFigures = (
  universe: 'cluster' | 'region',
  code: string,
): readonly UnitFigures[] | undefined => {
  const { data } = useQuery(indicators())
  const asked = (data?.items ?? []).filter(isOpenOfUnits)
  const answers = useQueries({
    queries: asked.map((indicator) => ({
      ...kpis({ indicator: indicator.code, universe, dimension: 'unit', code }),
      retry: false,
    })),
  })
  if (data === undefined || answers.some(({ isPending }) => isPending)) return undefined
  return asked.flatMap((indicator, index) => {
    const rows = (answers[index]?.data?.rows ?? []).filter(({ value }) => value !== null)
    const newest = rows.at(-1)
    return newest === undefined ? [] : [{ indicator, rows, newest }]
  })
}
