import { lazy, Suspense } from 'react'
import { period as periodText } from '../format.ts'
import type { MonitoringTypes } from '../types.ts'
import { Table } from '../ui/table.tsx'
import type { Line } from './line.ts'
import { figureText } from './measure.ts'
import { t } from './texts/index.ts'

/** The library of charts is large and comes with the first chart. */
const Drawing = lazy(() => import('./drawing.tsx').then((module) => ({ default: module.Drawing })))

/** Lines over periods, with the same figures as a table beneath for whoever does not see the picture. */
export const LineChart = ({
  title,
  indicator,
  lines,
  withTable = true,
}: {
  readonly title: string
  readonly indicator: Pick<MonitoringTypes['indicator'], 'measure' | 'decimals'>
  readonly lines: readonly Line[]
  /** False where the page has the table already. */
  readonly withTable?: boolean
}) => {
  const periods = [...new Set(lines.flatMap(({ rows }) => rows.map(({ period }) => period)))].sort()
  return (
    <figure className="chart">
      <Suspense fallback={<div className="drawing" />}>
        <Drawing title={title} indicator={indicator} lines={lines} periods={periods} />
      </Suspense>
      {withTable && (
        <details>
          <summary>{t.chartAsTable}</summary>
          <Table
            caption={title}
            quietCaption
            rows={periods}
            rowKey={(period) => period}
            columns={[
              { key: 'period', name: t.period, cell: (period) => periodText(period) },
              ...lines.map(({ name, rows }) => ({
                key: name,
                name,
                numeric: true,
                cell: (period: string) =>
                  figureText(
                    rows.find((row) => row.period === period),
                    indicator,
                  ),
              })),
            ]}
          />
        </details>
      )}
    </figure>
  )
}
