import type { Presented } from '#reports/present/blocks'
import { presented } from '#reports/present/presented'
import { nationalReport } from '../../support/report-documents.ts'

/** The same report for every contestant, in Russian: 12 clusters make about ten pages. No two are alike, so that nobody
 *  is answered from a cache. */
export const report = (clusters: number, turn: number): Presented =>
  presented(
    nationalReport(clusters, {
      names: { ru: `Мониторинг развития кластеров, вариант ${turn}` },
      madeAt: `2026-01-15T07:00:${String(turn % 60).padStart(2, '0')}.000Z`,
    }),
    'ru',
  )
