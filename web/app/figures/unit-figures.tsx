import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { indicators, kpis } from '../data.ts'
import { period as periodText } from '../format.ts'
import { say } from '../language.ts'
import { Table } from '../ui/table.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { LineChart } from './line-chart.tsx'
import { changeText, figureText } from './measure.ts'
import { isOpenOfUnits } from './openness.ts'
import { t } from './texts/index.ts'

/** The newest public figure of each indicator of one cluster or region, and the course of the first. */
export const UnitFigures = ({
  universe,
  code,
}: {
  readonly universe: 'cluster' | 'region'
  readonly code: string
}) => {
  const { data } = useQuery(indicators())
  const asked = (data?.items ?? []).filter(isOpenOfUnits)
  const answers = useQueries({
    queries: asked.map((indicator) => ({
      ...kpis({ indicator: indicator.code, universe, dimension: 'unit', code }),
      retry: false,
    })),
  })
  const isWaiting = data === undefined || answers.some(({ isPending }) => isPending)
  const lines = asked.flatMap((indicator, index) => {
    const rows = (answers[index]?.data?.rows ?? []).filter(({ value }) => value !== null)
    const newest = rows.at(-1)
    return newest === undefined ? [] : [{ indicator, rows, newest }]
  })
  const [first] = lines
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{t.title}</h2>
      {isWaiting && lines.length === 0 && <Waiting lines={6} />}
      {!isWaiting && lines.length === 0 && <p>{t.none}</p>}
      {lines.length > 0 && (
        <Table
          caption={t.newest}
          rows={lines}
          rowKey={({ indicator }) => indicator.code}
          columns={[
            {
              key: 'indicator',
              name: t.indicator,
              cell: ({ indicator }) => (
                <Link to="/figures" search={{ indicator: indicator.code, universe, dimension: 'region' }}>
                  {say(indicator.name)}
                </Link>
              ),
            },
            { key: 'period', name: t.period, cell: ({ newest }) => periodText(newest.period) },
            {
              key: 'value',
              name: t.value,
              numeric: true,
              cell: ({ newest, indicator }) => figureText(newest, indicator),
            },
            { key: 'unit', name: t.unit, cell: ({ indicator }) => say(indicator.unit) },
            {
              key: 'change',
              name: t.change,
              numeric: true,
              cell: ({ newest, indicator }) => changeText(newest, indicator),
            },
          ]}
        />
      )}
      {first && first.rows.length > 1 && (
        <LineChart
          title={say(first.indicator.name)}
          indicator={first.indicator}
          lines={[{ name: say(first.indicator.name), rows: first.rows }]}
        />
      )}
    </section>
  )
}
