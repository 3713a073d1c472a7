import { lineChart } from '../charts/line-chart.ts'
import type { Trend } from '../model.ts'
import { type Block, type Cell, column, numbers, type PresentedSection, text } from './blocks.ts'
import { NOTHING, numberCell } from './format.ts'
import { type Reading, signOf } from './reading.ts'

/** Each figure over time: a chart, and beside it what it is drawn from. */
export const presentTrends = (reading: Reading, trends: readonly Trend[]): PresentedSection => {
  const { words } = reading
  const heading = words.sections.trends
  return {
    heading,
    blocks: trends.flatMap((trend, index) => blocksOf(reading, trend, `trend-${index + 1}`)),
    sheet: {
      name: heading,
      table: {
        caption: heading,
        columns: [
          column(words.indicator),
          column(words.unit),
          column(words.period),
          numbers(words.value),
          column(words.sign),
          numbers(words.wayToTarget),
        ],
        rows: trends.flatMap((trend) => {
          const { name, unit } = reading.indicator(trend.indicator)
          return trend.points.map((point) => [
            text(reading.say(name)),
            text(reading.say(unit)),
            text(point.period),
            cellOf(reading, trend, point),
            text(signOf(point.obsStatus)),
            trajectoryOf(reading, trend, point),
          ])
        }),
      },
    },
  }
}

type Point = Trend['points'][number]

const blocksOf = (reading: Reading, trend: Trend, id: string): readonly Block[] => {
  const { words, formats } = reading
  const { name } = reading.indicator(trend.indicator)
  const title = words.trendOf(reading.measured(trend.indicator))
  const description = descriptionOf(reading, trend)
  const hasTarget = trend.points.some(({ trajectory }) => trajectory !== null)
  const svg = lineChart({
    id,
    title,
    description,
    points: trend.points.map(({ period, value, trajectory }) => ({
      label: formats.shortPeriod(period),
      value: value === null ? null : Number(value),
      goal: trajectory,
    })),
    names: { value: reading.say(name), goal: words.wayToTarget },
    format: formats.axis,
  })
  return [
    { kind: 'heading', text: reading.measured(trend.indicator) },
    { kind: 'chart', svg, title, description },
    {
      kind: 'table',
      table: {
        caption: title,
        columns: [
          column(words.period),
          numbers(words.value),
          ...(hasTarget ? [numbers(words.wayToTarget)] : []),
        ],
        rows: trend.points.map((point) => [
          text(formats.period(point.period)),
          cellOf(reading, trend, point),
          ...(hasTarget ? [trajectoryOf(reading, trend, point)] : []),
        ]),
      },
    },
  ]
}

const cellOf = (reading: Reading, { indicator }: Trend, { value, obsStatus }: Point): Cell =>
  reading.value({
    indicator,
    value,
    obsStatus,
    absence: value === null ? (obsStatus === 'Q' ? 'withheld' : 'no-value') : null,
  })

const trajectoryOf = ({ formats, indicator }: Reading, trend: Trend, { trajectory }: Point): Cell =>
  trajectory === null ? NOTHING : numberCell(formats, trajectory, indicator(trend.indicator).decimals)

/** What a line chart shows, in words: its span, how many values, the lowest and the highest. */
const descriptionOf = (reading: Reading, { indicator, points }: Trend): string => {
  const { words, formats } = reading
  const { name, decimals } = reading.indicator(indicator)
  const known = points.flatMap(({ period, value }) =>
    value === null ? [] : [{ period, value: Number(value) }],
  )
  const least = known.toSorted((a, b) => a.value - b.value)[0]
  const most = known.toSorted((a, b) => b.value - a.value)[0]
  const said = ({ value, period }: { readonly value: number; readonly period: string }) =>
    [formats.number(value, decimals), formats.period(period)] as const
  const values =
    least === undefined || most === undefined
      ? words.noValues
      : [
          formats.plural(known.length, words.values),
          words.lowest(...said(least)),
          words.highest(...said(most)),
        ].join(', ')
  const span = [points[0], points.at(-1)].map((point) =>
    point === undefined ? '' : formats.period(point.period),
  )
  return words.trendSays(reading.say(name), span[0] ?? '', span[1] ?? '', values)
}
