import { useQueries } from '@tanstack/react-query'
import { kpis } from '../../../data.ts'
import type { MonitoringTypes } from '../../../types.ts'
import type { Target } from '../api.ts'

type Row = MonitoringTypes['row']

/** Codes that one question names: the API takes 400 characters of them. */
const CODES_AT_ONCE = 12

/** The questions by which the figures of all subjects of targets are read: of each dimension, some codes at once. */
const questionsOf = (targets: readonly Target[]) => {
  const codes = new Map<Target['dimension'], Set<string>>()
  for (const { dimension, code } of targets)
    codes.set(dimension, (codes.get(dimension) ?? new Set()).add(code))
  return [...codes].flatMap(([dimension, all]) => {
    const list = [...all]
    return Array.from({ length: Math.ceil(list.length / CODES_AT_ONCE) }, (_, place) => ({
      dimension,
      code: list.slice(place * CODES_AT_ONCE, (place + 1) * CODES_AT_ONCE).join(','),
    }))
  })
}

/** The newest figure that is measured by a target; undefined where none is. */
export const measuredBy = (rows: readonly Row[], { dimension, code, period }: Target): Row | undefined =>
  rows.findLast(
    (row) => row.dimension === dimension && row.code === code && row.attainment?.period === period,
  )

/** The figures of the subjects of targets of one indicator, as far as the reader may see them. */
export const useFigures = (targets: readonly Target[]) => {
  const [first] = targets
  const answers = useQueries({
    queries:
      first === undefined
        ? []
        : questionsOf(targets).map((question) => ({
            ...kpis({
              indicator: first.indicator,
              universe: first.universe,
              breakdown: first.breakdown,
              ...question,
            }),
            retry: false,
          })),
  })
  return {
    isPending: answers.some(({ isPending }) => isPending),
    rows: answers.flatMap(({ data }) => data?.rows ?? []),
  }
}
