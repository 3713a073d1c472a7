import { decimal, percent, signedDecimal, signedPercent } from '../format.ts'
import type { MonitoringTypes } from '../types.ts'
import type { Point } from './line.ts'
import { t } from './texts/index.ts'

type Indicator = MonitoringTypes['indicator']
type Row = MonitoringTypes['row']

/** A value as its indicator is written: shares as percentages, all else with its decimals. */
export const valueText = (
  value: string,
  { measure, decimals }: Pick<Indicator, 'measure' | 'decimals'>,
): string => (measure?.kind === 'share' ? percent(Number(value)) : decimal(value, decimals))

/** What stands in place of the figure: its value, or why there is none. */
export const figureText = (
  row: Point | undefined,
  indicator: Pick<Indicator, 'measure' | 'decimals'>,
): string => {
  if (row === undefined) return t.missingValue
  if (row.value !== null) return valueText(row.value, indicator)
  return row.obsStatus === 'Q' ? t.withheld : t.missingValue
}

/** The change of a figure as a share; over the units that reported both periods where it is known, else of the plain
 *  figures. */
export const growthOf = (row: Row | undefined): number | null => {
  const change = row?.change
  return change?.matched?.growth ?? change?.plain?.growth ?? null
}

/** How a figure changed: as a percentage, of shares in percentage points. */
export const changeText = (row: Row | undefined, { measure }: Pick<Indicator, 'measure'>): string => {
  if (measure?.kind === 'share') {
    const difference = row?.change?.matched?.difference ?? row?.change?.plain?.difference
    return difference == null ? '–' : t.points(signedDecimal(Number(difference) * 100, 1))
  }
  const growth = growthOf(row)
  return growth === null ? '–' : signedPercent(growth)
}
