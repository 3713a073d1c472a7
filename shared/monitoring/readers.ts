import * as z from 'zod'
import type { Actor } from '#kernel/access'
import { type Clock, systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { createMonitoring } from './index.ts'
import { IndicatorStore } from './indicator-store.ts'
import { Indicator, KpiAnswer, type KpiQuery, type ReferenceMetadata } from './model.ts'

/** Figures for other contexts: what `/kpis` answers to somebody, and nothing else. */
export interface FigureReader {
  catalogue(): Promise<readonly Indicator[]>
  metadata(indicator: string): Promise<ReferenceMetadata>
  /** @throws what `/kpis` answers to who may not read it, or for what it does not take */
  kpis(actor: Actor, query: z.output<typeof KpiQuery>): Promise<KpiAnswer>
}

/** The reader over monitoring's own use cases: no figure reaches another context around them. */
export const figureReader = (ports: Parameters<typeof createMonitoring>[0]): FigureReader => {
  const { listIndicators, getIndicator, getKpis } = createMonitoring(ports)
  const clock: Clock = ports.clock ?? systemClock
  const call = <Q, P>(actor: Actor, query: Q, params: P) => ({
    actor,
    query,
    params,
    body: undefined,
    page: { limit: 1 },
    at: clock(),
    language: 'en' as const,
    requestId: 'figures',
  })
  return {
    catalogue: async () =>
      z.array(Indicator).parse((await listIndicators(call(NOBODY, undefined, undefined))).body.items),
    metadata: async (code) => (await getIndicator(call(NOBODY, {}, { code }))).body.metadata,
    kpis: async (actor, query) => {
      const { indicator, dimension, breakdown } = query
      const table = { ...query, indicator: [indicator], dimension: [dimension], breakdown: [breakdown] }
      return KpiAnswer.parse((await getKpis(call(actor, table, undefined))).body)
    },
  }
}

/** The codes of the indicators, for who needs no figures. */
export const indicatorReader = (table: Table): Pick<FigureReader, 'catalogue'> => {
  const indicators = new IndicatorStore(table)
  return { catalogue: async () => [...(await indicators.catalogue()).values()] }
}

const NOBODY: Actor = { kind: 'anonymous' }
