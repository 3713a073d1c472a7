import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsType, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { period as periodText } from '../format.ts'
import type { MonitoringTypes } from '../types.ts'
import type { Line } from './line.ts'
import { valueText } from './measure.ts'
import { palette } from './palette.ts'
import { t } from './texts/index.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow', 'roundRect', 'emptyCircle'] as const
const DASHES = ['solid', 'dashed', 'dotted'] as const

/** Lines drawn by the library of charts. Each differs from the others by its mark and dashes too, not by colour alone. */
export const Drawing = ({
  title,
  indicator,
  lines,
  periods,
}: {
  readonly title: string
  readonly indicator: Pick<MonitoringTypes['indicator'], 'measure' | 'decimals'>
  readonly lines: readonly Line[]
  readonly periods: readonly string[]
}) => {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  useEffect(() => {
    if (!place.current) return undefined
    const drawn = init(place.current, undefined, { renderer: 'svg' })
    chart.current = drawn
    const observer = new ResizeObserver(() => drawn.resize())
    observer.observe(place.current)
    return () => {
      observer.disconnect()
      drawn.dispose()
    }
  }, [])
  useEffect(() => {
    if (!place.current) return
    // Named, not inherited: the library measures texts before it sets them.
    const { color: ink, fontFamily } = getComputedStyle(place.current)
    const text = { color: ink, fontFamily }
    const line = getComputedStyle(place.current).getPropertyValue('--line').trim()
    const written = (value: unknown) =>
      value === null || value === undefined ? t.missingValue : valueText(String(value), indicator)
    chart.current?.setOption(
      {
        animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
        textStyle: text,
        aria: { enabled: false },
        color: [...palette()],
        grid: { left: 8, right: 16, top: lines.length > 1 ? 48 : 16, bottom: 8, containLabel: true },
        legend: { show: lines.length > 1, top: 0, textStyle: text, type: 'scroll' },
        tooltip: { trigger: 'axis', valueFormatter: written },
        xAxis: { type: 'category', data: periods.map(periodText), axisLabel: { color: ink } },
        yAxis: {
          type: 'value',
          scale: true,
          splitLine: { lineStyle: { color: line } },
          axisLabel: { color: ink, formatter: (value: number) => written(value) },
        },
        series: lines.map(({ name, rows }, index) => ({
          name,
          type: 'line',
          symbol: SYMBOLS[index % SYMBOLS.length],
          symbolSize: 8,
          lineStyle: { type: DASHES[Math.floor(index / 3) % DASHES.length], width: 2 },
          // A missing value is a gap, never a zero.
          connectNulls: false,
          data: periods.map((period) => {
            const value = rows.find((row) => row.period === period)?.value
            return value === null || value === undefined ? null : Number(value)
          }),
        })),
      },
      { notMerge: true },
    )
  }, [indicator, lines, periods])
  return <div ref={place} className="drawing" role="img" aria-label={title} />
}
