import { useSuspenseQuery } from '@tanstack/react-query'
import { indicators } from '../../../data.ts'
import { say } from '../../../language.ts'
import type { MonitoringTypes, NamedCode } from '../../../types.ts'

export type Indicator = MonitoringTypes['indicator']

/** Whether its figures are kept; growth, average growth and shares of a total are made when they are read. */
export const isKept = ({ aggregation: { rule } }: Indicator): boolean =>
  rule !== 'growth' && rule !== 'cagr' && rule !== 'share-of-total'

export const isReported = ({ origin }: Indicator): boolean => origin === 'reported'

export interface Indicators {
  readonly all: readonly Indicator[]
  readonly byCode: ReadonlyMap<string, Indicator>
  /** What an indicator is called; one that is not known, by its code. */
  readonly nameOf: (code: string) => string
  /** Those that pass, to choose from. */
  readonly toChoose: (passes: (indicator: Indicator) => boolean) => readonly NamedCode[]
}

/** The indicators of the deployment. */
export const useIndicators = (): Indicators => {
  const { data } = useSuspenseQuery(indicators())
  const byCode = new Map(data.items.map((indicator) => [indicator.code, indicator]))
  return {
    all: data.items,
    byCode,
    nameOf: (code) => {
      const known = byCode.get(code)
      return known === undefined ? code : say(known.name)
    },
    toChoose: (passes) =>
      data.items.filter(passes).map(({ code, name }) => ({ code, names: name, parent: null })),
  }
}
