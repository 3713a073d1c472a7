import { element } from '../markup.ts'
import { placeOn, scaleOf } from './scale.ts'
import { type ChartBasics, chart, INK, label, textWidth, WIDTH, wrapped } from './svg.ts'

/** A figure over time, with what it should have been. */
export interface LineChart extends ChartBasics {
  readonly points: readonly {
    readonly label: string
    /** Null is a gap: the line is broken there, never drawn to 0. */
    readonly value: number | null
    readonly goal: number | null
  }[]
  /** The names of the two lines. */
  readonly names: { readonly value: string; readonly goal: string }
  readonly format: (value: number) => string
}

const TOP = 14
const BOTTOM = 214
const RIGHT = WIDTH - 14

/** Draws a figure over time as a line with a mark at each value, and the way to its target as a dashed one. */
export const lineChart = (asked: LineChart): string => {
  const { points, names, format } = asked
  const values = points.flatMap(({ value, goal }) => [value, goal].filter((one) => one !== null))
  const scale = scaleOf(values, { zero: false })
  const ticks = scale.ticks.map((tick) => ({ tick, text: format(tick) }))
  const left = 14 + Math.max(...ticks.map(({ text }) => textWidth(text)))
  const y = placeOn(scale, BOTTOM, TOP)
  const step = (RIGHT - left) / Math.max(1, points.length)
  const x = (index: number) => left + step * (index + 0.5)
  const hasGoal = points.some(({ goal }) => goal !== null)
  const at = (pick: (point: LineChart['points'][number]) => number | null) =>
    points.map((point, index) => {
      const value = pick(point)
      return value === null ? null : { x: x(index), y: y(value) }
    })
  const drawn = at(({ value }) => value)
  const goals = at(({ goal }) => goal)
  return chart(
    asked,
    hasGoal ? 276 : 250,
    ...ticks.flatMap(({ tick, text }) => [
      element('line', { x1: left, x2: RIGHT, y1: y(tick), y2: y(tick), stroke: INK.grid }),
      label(text, { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end', fill: INK.faint }),
    ]),
    ...timeLabels(points, step).map(({ text, index }) =>
      label(text, { x: x(index), y: BOTTOM + 20, 'text-anchor': 'middle', fill: INK.faint }),
    ),
    path(goals, { stroke: INK.faint, 'stroke-width': 1.5, 'stroke-dasharray': '6 4' }),
    path(drawn, { stroke: INK.strong, 'stroke-width': 2.5 }),
    ...goals.flatMap((place) => (place === null ? [] : diamond(place))),
    ...drawn.flatMap((place) =>
      place === null ? [] : element('circle', { cx: place.x, cy: place.y, r: 3.5, fill: INK.strong }),
    ),
    ...(hasGoal ? legend(names, left) : []),
  )
}

type Place = { readonly x: number; readonly y: number } | null

/** One line through all places; it begins anew behind each gap. */
const path = (places: readonly Place[], look: Readonly<Record<string, string | number>>): string => {
  const steps = places.flatMap((place, index) =>
    place === null
      ? []
      : `${index > 0 && places[index - 1] ? 'L' : 'M'}${place.x.toFixed(1)} ${place.y.toFixed(1)}`,
  )
  return steps.length === 0 ? '' : element('path', { d: steps.join(''), fill: 'none', ...look })
}

const diamond = ({ x, y }: { readonly x: number; readonly y: number }): string =>
  element('path', {
    d: `M${x.toFixed(1)} ${(y - 4).toFixed(1)}l4 4l-4 4l-4-4z`,
    fill: '#ffffff',
    stroke: INK.faint,
    'stroke-width': 1.5,
  })

/** As many labels as fit beside one another, the last one always among them. */
const timeLabels = (points: LineChart['points'], step: number) => {
  const widest = Math.max(0, ...points.map(({ label: text }) => textWidth(text))) + 10
  const every = Math.max(1, Math.ceil(widest / step))
  const last = points.length - 1
  return points.flatMap(({ label: text }, index) => ((last - index) % every === 0 ? [{ text, index }] : []))
}

const legend = ({ value, goal }: LineChart['names'], left: number): readonly string[] => {
  const half = (RIGHT - left) / 2
  const entry = (text: string, x: number, mark: string) => [
    mark,
    label(wrapped(text, half - 44, 1)[0] ?? '', { x: x + 34, y: 262 }),
  ]
  return [
    ...entry(
      value,
      left,
      element('line', { x1: left, x2: left + 26, y1: 258, y2: 258, stroke: INK.strong, 'stroke-width': 2.5 }),
    ),
    ...entry(
      goal,
      left + half,
      element('line', {
        x1: left + half,
        x2: left + half + 26,
        y1: 258,
        y2: 258,
        stroke: INK.faint,
        'stroke-width': 1.5,
        'stroke-dasharray': '6 4',
      }),
    ),
  ]
}
