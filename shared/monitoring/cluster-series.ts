import { InvalidRequestError } from '#kernel/errors'
import { storedBehind } from './cluster-figures.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { reportedPeriods } from './kpi-figures.ts'
import { type Catalogue, type ComparisonQuery, type Indicator, isRegistryCount, type Slice } from './model.ts'
import { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

/** Figures that one answer compares: each is made from whole slices. */
const MOST_FIGURES = 100

/** A cluster's figure that is to be compared: one indicator in one period. */
export interface ComparedFigure {
  /** As it holds for the period. */
  readonly indicator: Indicator
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
  const named = query.indicator.map((code) => comparable(code, catalogue))
  const series = { universe: 'cluster', breakdown: query.breakdown } as const
  const figures = await Promise.all(
    named.map(async (newest) => {
      const behind = storedBehind(newest.code, catalogue).map((code) => ({ ...newest, code }))
      const periods = await Promise.all(
        behind.map((indicator) => reportedPeriods(query, indicator, catalogue, series, slices)),
      )
      const all = [...new Set(periods.flat())].sort()
      const reader = new SliceReader({ slices, catalogue })
      const asked = (query.from ?? query.to) === undefined ? all.slice(-1) : all
      return asked.flatMap((period): ComparedFigure[] => {
        const indicator = catalogue.at(period).get(newest.code)
        const slice = { ...series, indicator: newest.code, period }
        return indicator === undefined ? [] : [{ indicator, slice, reader }]
      })
    }),
  )
  const flat = figures.flat()
  if (flat.length > MOST_FIGURES) throw tooMany(flat.length)
  return { catalogue, named, figures: flat }
}

const comparable = (code: string, catalogue: Catalogue): Indicator => {
  const indicator = catalogue.get(code)
  if (indicator === undefined) throw noSuchIndicator(code)
  if (storedBehind(code, catalogue).some(isRegistryCount))
    throw new InvalidRequestError({
      en: `"${code}" has no values of single clusters to compare: it rests on what is counted in the register.`,
      ru: `У «${code}» нет значений отдельных кластеров для сравнения: он основан на подсчёте по реестру.`,
    })
  return indicator
}

const tooMany = (count: number) =>
  new InvalidRequestError({
    en: `These are ${count} figures to compare, more than ${MOST_FIGURES}; narrow from and to, or ask for fewer indicators.`,
    ru: `Это ${count} сравнений, больше ${MOST_FIGURES}; сузьте период (from, to) или запросите меньше показателей.`,
  })
