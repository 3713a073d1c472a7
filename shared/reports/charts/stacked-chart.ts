import { element } from '../markup.ts'
import { type ChartBasics, chart, INK, label, textWidth, WIDTH, wrapped } from './svg.ts'

/** How much of a whole is there, for several wholes. */
export interface StackedChart extends ChartBasics {
  readonly rows: readonly {
    readonly label: string
    /** From 0 to 1; null where there is no whole to be a part of. */
    readonly share: number | null
    readonly text: string
  }[]
  readonly names: { readonly part: string; readonly rest: string }
}

const NAMES = 230
const ROW = 24
const TOP = 30

/** Draws one bar a row that is as long for every whole, filled as far as the part reaches. */
export const stackedChart = (asked: StackedChart): string => {
  const { rows, names } = asked
  const left = NAMES + 10
  const right = WIDTH - 12 - Math.max(0, ...rows.map(({ text }) => textWidth(text)))
  const width = Math.max(60, right - left)
  const box = (x: number, y: number, wide: number, fill: string) =>
    element('rect', { x, y, width: wide, height: ROW - 8, fill, stroke: INK.strong, 'stroke-width': 0.5 })
  const legend = (text: string, x: number, fill: string) => [
    box(x, 4, 16, fill),
    label(wrapped(text, WIDTH / 2 - 150, 1)[0] ?? '', { x: x + 22, y: 16 }),
  ]
  return chart(
    asked,
    TOP + rows.length * ROW + 8,
    ...legend(names.part, left, INK.strong),
    ...legend(names.rest, left + 200, '#ffffff'),
    ...rows.flatMap(({ label: name, share, text }, index) => {
      const y = TOP + index * ROW
      const part = share === null ? 0 : Math.min(1, Math.max(0, share)) * width
      return [
        label(wrapped(name, NAMES - 8, 1)[0] ?? '', { x: NAMES, y: y + 16, 'text-anchor': 'end' }),
        ...(share === null
          ? []
          : [box(left, y + 4, width, '#ffffff'), ...(part > 0 ? [box(left, y + 4, part, INK.strong)] : [])]),
        label(text, {
          x: share === null ? left : left + width + 6,
          y: y + 16,
          fill: share === null ? INK.faint : INK.text,
        }),
      ]
    }),
  )
}
