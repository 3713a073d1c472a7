import type { WrittenCell } from '#tabular/written-table'
import { xlsxTable } from '#tabular/xlsx-table'
import type { MonitoringTypes } from '../types.ts'
import { t } from './texts/index.ts'

type Answer = MonitoringTypes['answer']
type Indicator = MonitoringTypes['indicator']

/** An answer as a workbook: numbers are numbers, in the form of their indicator. */
export const workbookOf = (
  answer: Answer,
  indicator: Indicator,
  { name, nameOf }: { readonly name: string; readonly nameOf: (code: string) => string },
): Promise<Blob> => {
  const isShare = indicator.measure?.kind === 'share'
  const figure = (number: string | null): WrittenCell => {
    if (number === null) return null
    return isShare ? { number, decimals: 1, percent: true } : { number, decimals: indicator.decimals }
  }
  const count = (number: number | null): WrittenCell =>
    number === null ? null : { number: String(number), decimals: 0 }
  return xlsxTable({
    name,
    header: [t.code, t.group, t.period, t.value, t.status, t.reporting, t.expected, t.coverage],
    rows: answer.rows.map((row) => [
      row.code,
      nameOf(row.code),
      row.period,
      figure(row.value),
      row.obsStatus,
      count(row.reporting),
      count(row.expected),
      row.coverage === null ? null : { number: String(row.coverage), decimals: 1, percent: true },
    ]),
  })
}
