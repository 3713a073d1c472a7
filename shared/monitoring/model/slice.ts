import * as z from 'zod'
import { IndicatorCode } from './indicator.ts'
import { Breakdown, Universe } from './observation.ts'
import { Period } from './period.ts'

/** One collection of figures: an indicator, a breakdown and a period in a universe. */
export const Slice = z.object({
  universe: Universe,
  indicator: IndicatorCode,
  breakdown: Breakdown,
  period: Period,
})
export type Slice = z.output<typeof Slice>

/** A slice as text, for keys: `region#employment#_T#2014`. */
export type SliceKey = string

export const sliceKey = ({ universe, indicator, breakdown, period }: Slice): SliceKey =>
  `${universe}#${indicator}#${breakdown}#${period}`

export const sliceOf = (key: SliceKey): Slice => {
  const [universe, indicator, breakdown, period] = key.split('#')
  return Slice.parse({ universe, indicator, breakdown, period })
}
