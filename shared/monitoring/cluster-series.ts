import { InvalidRequestError } from '#kernel/errors'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { reportedPeriods } from './kpi-figures.ts'
import {
  type Catalogue,
  type ComparisonQuery,
  type Indicator,
  isRegistryCount,
  isStored,
  type Period,
  type Slice,
  type StoredIndicator,
} from './model.ts'
import { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

/** Figures that one answer compares: each is made from whole slices. */
const MOST_FIGURES = 100

/** A cluster's figure that is to be compared: one indicator in one period. */
export interface ComparedFigure {
  /** As it is defined now; `held`: as it holds for the period. */
  readonly indicator: Indicator
  readonly held: StoredIndicator
  readonly slice: Slice
  /** Reads each slice of the indicator once. */
  readonly reader: SliceReader
}

/** The figures of clusters that are asked for, in order, and the catalogue that they are defined by.
 *  @throws NotFoundError when there is no such indicator
 *  @throws InvalidRequestError when one has no values of single clusters, or for too many figures */
export const comparedFigures = async (
  query: ComparisonQuery,
  { indicators, slices }: { readonly indicators: IndicatorStore; readonly slices: SliceStore },
): Promise<{
  readonly catalogue: Catalogue
  readonly named: readonly Indicator[]
  readonly figures: readonly ComparedFigure[]
}> => {
  const catalogue = await indicators.catalogue()
  const named = query.indicator.map((code) => comparable(catalogue.get(code), code))
  const series = { universe: 'cluster', breakdown: query.breakdown } as const
  const figures = await Promise.all(
    named.map(async (indicator) => {
      const all = await reportedPeriods(query, indicator, catalogue, series, slices)
      const reader = new SliceReader({ slices, catalogue })
      return (query.from ?? query.to) === undefined
        ? all.slice(-1).flatMap((period) => figureOf(indicator, period, catalogue, series, reader))
        : all.flatMap((period) => figureOf(indicator, period, catalogue, series, reader))
    }),
  )
  const flat = figures.flat()
  if (flat.length > MOST_FIGURES) throw tooMany(flat.length)
  return { catalogue, named, figures: flat }
}

const figureOf = (
  indicator: Indicator,
  period: Period,
  catalogue: Catalogue,
  series: Omit<Slice, 'period' | 'indicator'>,
  reader: SliceReader,
): ComparedFigure[] => {
  const held = catalogue.at(period).get(indicator.code)
  if (held === undefined || !isStored(held)) return []
  return [{ indicator, held, slice: { ...series, indicator: indicator.code, period }, reader }]
}

const comparable = (indicator: Indicator | undefined, code: string): Indicator => {
  if (indicator === undefined) throw noSuchIndicator(code)
  if (isRegistryCount(code) || !isStored(indicator))
    throw new InvalidRequestError({
      en: `"${code}" has no values of single clusters to compare: it is counted in the register, or made when read; ask for the indicator that it is made from.`,
      ru: `У «${code}» нет значений отдельных кластеров для сравнения: он считается по реестру или вычисляется при чтении; запросите исходный показатель.`,
    })
  return indicator
}

const tooMany = (count: number) =>
  new InvalidRequestError({
    en: `These are ${count} figures to compare, more than ${MOST_FIGURES}; narrow from and to, or ask for fewer indicators.`,
    ru: `Это ${count} сравнений, больше ${MOST_FIGURES}; сузьте период (from, to) или запросите меньше показателей.`,
  })
