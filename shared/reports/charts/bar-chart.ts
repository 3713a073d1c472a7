import { element } from '../markup.ts'
import { placeOn, scaleOf } from './scale.ts'
import { type ChartBasics, chart, INK, label, textWidth, WIDTH, wrapped } from './svg.ts'

/** Places beside one another by one figure. */
export interface BarChart extends ChartBasics {
  readonly rows: readonly {
    readonly label: string
    /** Null has no bar, and says why in `text`. */
    readonly value: number | null
    /** The value as it is written at its bar. */
    readonly text: string
    /** Drawn darker, and marked with an arrow: the one that the report is about. */
    readonly own: boolean
  }[]
  readonly format: (value: number) => string
}

/** Width of the names at the left. */
const NAMES = 210
const ROW = 24
const TOP = 8

/** Draws one bar a row, from 0 to its value; negative ones go to the left of the line. */
export const barChart = (asked: BarChart): string => {
  const { rows, format } = asked
  const scale = scaleOf(
    rows.flatMap(({ value }) => value ?? []),
    { zero: true },
  )
  const room = 12 + Math.max(0, ...rows.map(({ text }) => textWidth(text)))
  // Values of negative bars are written at their left end.
  const left = NAMES + (scale.from < 0 ? room : 10)
  const right = Math.max(left + 60, WIDTH - room)
  const x = placeOn(scale, left, right)
  const bottom = TOP + rows.length * ROW
  return chart(
    asked,
    bottom + 26,
    ...shownTicks(scale.ticks, format, right - left).flatMap(({ tick, text }) => [
      element('line', { x1: x(tick), x2: x(tick), y1: TOP, y2: bottom, stroke: INK.grid }),
      label(text, { x: x(tick), y: bottom + 18, 'text-anchor': 'middle', fill: INK.faint }),
    ]),
    ...rows.flatMap(({ label: name, value, text, own }, index) => {
      const y = TOP + index * ROW
      const [shown = ''] = wrapped(own ? `▸ ${name}` : name, NAMES - 8, 1)
      const end = value === null ? x(0) : x(value)
      const isNegative = value !== null && value < 0
      return [
        label(shown, { x: NAMES, y: y + 16, 'text-anchor': 'end', 'font-weight': own ? 'bold' : undefined }),
        value === null
          ? ''
          : element('rect', {
              x: Math.min(x(0), end),
              y: y + 4,
              width: Math.max(0.5, Math.abs(end - x(0))),
              height: ROW - 8,
              fill: own ? INK.strong : INK.soft,
              stroke: INK.strong,
              'stroke-width': 0.5,
            }),
        label(text, {
          x: isNegative ? end - 5 : end + 5,
          y: y + 16,
          'text-anchor': isNegative ? 'end' : 'start',
          fill: value === null ? INK.faint : INK.text,
        }),
      ]
    }),
    element('line', { x1: x(0), x2: x(0), y1: TOP, y2: bottom, stroke: INK.faint }),
  )
}

/** All lines of the scale, or only its ends where their numbers would run into one another. */
const shownTicks = (ticks: readonly number[], format: BarChart['format'], width: number) => {
  const all = ticks.map((tick) => ({ tick, text: format(tick) }))
  const needed = all.reduce((sum, { text }) => sum + textWidth(text) + 10, 0)
  return needed <= width ? all : all.filter((_, index) => index === 0 || index === all.length - 1)
}
