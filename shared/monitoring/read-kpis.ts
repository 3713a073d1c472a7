import type { Call } from '#kernel/call'
import type { Clock } from '#kernel/clock'
import { ForbiddenError, InvalidRequestError } from '#kernel/errors'
import type { Places } from './authority.ts'
import type { monitoringContract } from './contract.ts'
import { figuresBy } from './derived-figures.ts'
import type { DutyStore } from './duty-store.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { admit } from './kpi-access.ts'
import { comparedWith } from './kpi-changes.ts'
import { frequencyAsked, groupFigures } from './kpi-figures.ts'
import { kpiRow, maskedRow, totalOf } from './kpi-rows.ts'
import { viewOf } from './kpi-view.ts'
import {
  attainment,
  frequencyOf,
  groupOf,
  type Indicator,
  isRead,
  type KpiAnswer,
  type KpiQuery,
  type KpiRow,
  targetFor,
} from './model.ts'
import type { ObservationStore } from './observation-store.ts'
import type { CodeLists, RegisterFacts } from './ports.ts'
import type { SliceStore } from './slice-store.ts'
import type { TargetStore } from './target-store.ts'
import { unitFigures } from './unit-figures.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly slices: SliceStore
  readonly duties: DutyStore
  readonly targets: TargetStore
  readonly places: Places
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
  readonly clock: Clock
}

/** Figures of one answer: more, and the caller is asked to narrow the periods. */
const MOST_ROWS = 5000

/** Answers figures as a table (every code of a dimension) or as series (given codes) over periods: public figures of
 *  groups from stored cells, those of submitted values and of single units computed from observations; change, share,
 *  attainment and differences, and indicators that are growth, CAGR or share of another, are computed here. In a table, figures outside the caller's territory are masked with
 *  status Q.
 *  @throws NotFoundError when there is no such indicator or unit
 *  @throws UnauthenticatedError, ForbiddenError when the caller may read nothing of what is asked */
export const getKpis =
  (ports: Ports) =>
  async (call: Call<typeof monitoringContract.routes.getKpis>): Promise<{ status: 200; body: KpiAnswer }> => {
    const { query, actor } = call
    const catalogue = await ports.indicators.catalogue()
    const indicator = catalogue.get(query.indicator)
    if (indicator === undefined) throw noSuchIndicator(query.indicator)
    const tree = await ports.codeLists.regionTree()
    const view = viewOf(query, indicator, tree)
    const mayRead = await admit({ ...ports, actor, query, indicator, view, tree })
    if (isRead(indicator) && indicator.aggregation.rule === 'share-of-total' && !mayRead(view.wholeCode))
      throw wholeNotYours(indicator, view.wholeCode)
    refuseUnlessComparable(query, indicator)
    const viewFor = (code: string) => viewOf(query, catalogue.get(code) ?? indicator, tree)
    const source = await figuresBy(
      indicator.code,
      catalogue,
      (code) => {
        const one = catalogue.get(code) ?? indicator
        const asked = { query, indicator: one, catalogue, view: viewFor(code), actor, tree }
        return view.dimension === 'unit' ? unitFigures(ports, asked) : groupFigures(ports, asked)
      },
      viewFor,
    )
    const [periods, targets] = await Promise.all([source.periods(), ports.targets.of(view.series)])
    const figures = await Promise.all(
      periods.map(async (period) => ({ period, ...(await source.figures(period)) })),
    )
    const count = figures.reduce((sum, { cells }) => sum + cells.length, 0)
    if (count > MOST_ROWS)
      throw new InvalidRequestError({
        en: `These are ${count} figures, more than ${MOST_ROWS}; narrow from and to.`,
        ru: `Это ${count} значений, больше ${MOST_ROWS}; сузьте период (from, to).`,
      })
    const readsWhole = mayRead(view.wholeCode)
    const rows: KpiRow[] = []
    for (const { period, cells, whole } of figures) {
      const against = comparedWith(query, period)
      const changes = against === undefined ? undefined : await source.changes({ period, against }, cells)
      for (const stored of cells) {
        const { code, value } = stored.cell
        if (!mayRead(code)) {
          rows.push(maskedRow(stored.cell))
          continue
        }
        const target = targetFor(targets, { dimension: view.target, code }, period)
        rows.push({
          ...kpiRow(stored, { whole: view.additive && readsWhole ? whole : undefined }),
          change: changes?.get(groupOf(view.dimension, code)) ?? null,
          attainment:
            target === undefined ? null : attainment(indicator.direction, target, { period, value }),
        })
      }
    }
    return {
      status: 200,
      body: {
        indicator: {
          code: indicator.code,
          name: indicator.name,
          unit: indicator.unit,
          version: indicator.version,
        },
        universe: view.series.universe,
        dimension: query.dimension,
        attribution: query.attribution,
        basis: query.basis,
        breakdown: query.breakdown,
        additive: view.additive,
        totals:
          view.codes === undefined && readsWhole
            ? figures.map((figure) => totalOf(indicator, view, figure))
            : [],
        rows,
      },
    }
  }

/** @throws InvalidRequestError when figures cannot be compared with the period that is asked for */
const refuseUnlessComparable = (query: KpiQuery, indicator: Indicator): void => {
  const frequency = frequencyAsked(query, indicator)
  if (query.against === undefined || frequencyOf(query.against) === frequency) return
  throw new InvalidRequestError({
    en: `against=${query.against} is not of the frequency ${frequency} of the figures.`,
    ru: `against=${query.against} — не той периодичности, что значения (${frequency}).`,
  })
}

const wholeNotYours = ({ code }: Indicator, whole: string) =>
  new ForbiddenError({
    en: `"${code}" tells the share in the figure of ${whole}, which is not for you to read.`,
    ru: `«${code}» раскрывает долю в значении «${whole}», которое вам недоступно.`,
  })
