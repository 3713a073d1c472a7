import type * as z from 'zod'
import type { Actor } from '#kernel/access'
import { type Clock, systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { createFigures } from './index.ts'
import { IndicatorStore } from './indicator-store.ts'
import { type Indicator, KpiAnswer, type KpiQuery, type ReferenceMetadata } from './model.ts'

/** Figures for other contexts: what `/kpis` answers to somebody, and nothing else. */
export interface FigureReader {
  catalogue(): Promise<readonly Indicator[]>
  metadata(indicator: string): Promise<ReferenceMetadata>
  /** @throws what `/kpis` answers to who may not read it, or for what it does not take */
  kpis(actor: Actor, query: z.output<typeof KpiQuery>): Promise<KpiAnswer>
}

/** The reader over monitoring's own use cases: no figure reaches another context around them. */
export const figureReader = (ports: Parameters<typeof createFigures>[0]): FigureReader => {
  const { getKpis } = createFigures(ports)
  const indicators = new IndicatorStore(ports.table)
  const clock: Clock = ports.clock ?? systemClock
  return {
    ...indicatorReader(ports.table),
    metadata: async (code) => indicators.metadata((await indicators.get(code)).value),
    kpis: async (actor, query) => {
      const { indicator, dimension, breakdown } = query
      const table = { ...query, indicator: [indicator], dimension: [dimension], breakdown: [breakdown] }
      const { body } = await getKpis({
        actor,
        query: table,
        params: undefined,
        body: undefined,
        page: { limit: 1 },
        at: clock(),
        language: 'en',
        requestId: 'figures',
      })
      return KpiAnswer.parse(body)
    },
  }
}

/** The codes of the indicators, for who needs no figures. */
export const indicatorReader = (table: Table): Pick<FigureReader, 'catalogue'> => {
  const indicators = new IndicatorStore(table)
  return { catalogue: async () => [...(await indicators.catalogue()).values()] }
}
