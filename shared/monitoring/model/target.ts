import * as z from 'zod'
import { Decimal } from './decimal.ts'
import { type Indicator, IndicatorCode } from './indicator.ts'
import { Breakdown, TOTAL, Universe } from './observation.ts'
import { Period } from './period.ts'

/** Whom a target is set for: one unit, or a group of units as its own target, never the sum of its units'. */
const TargetSubject = z
  .object({
    universe: Universe,
    dimension: z.enum(['unit', 'region', 'category', 'section', 'stage', 'type']),
    code: z.string().min(1).max(60),
  })
  .meta({ id: 'TargetSubject' })

/** What a target says. */
export const TargetContent = z
  .object({
    target: Decimal,
    /** Where the way to the target began; attainment is measured from there. */
    baseline: Decimal.exactOptional(),
    /** Of neutral indicators: the range in which all is well. */
    band: z.object({ from: Decimal, to: Decimal }).exactOptional(),
  })
  .meta({ id: 'TargetContent' })
export type TargetContent = z.output<typeof TargetContent>

const TargetKey = TargetSubject.extend({
  indicator: IndicatorCode,
  breakdown: Breakdown.default(TOTAL),
  period: Period,
})

/** How far a value is on its way to the target. */
export const Attainment = z
  .object({
    target: Decimal,
    /** 1 is reached; not capped at either end. */
    attainment: z.number().nullable(),
    met: z.boolean().nullable(),
    /** Target − value. */
    gap: z.number().nullable(),
    reason: z.enum(['no-value', 'target-is-baseline', 'no-baseline', 'no-band']).exactOptional(),
  })
  .meta({ id: 'Attainment' })
export type Attainment = z.output<typeof Attainment>

/** Attainment = (value − baseline) ÷ (target − baseline), in both directions. Without a baseline: value ÷ target
 *  where more is better and the target is above zero; where less is better only whether it is met. Neutral: inside
 *  or outside the band. A missing value gives null, never 0. */
export const attainment = (
  direction: Indicator['direction'],
  { target, baseline, band }: TargetContent,
  value: Decimal | null,
): Attainment => {
  if (value === null) return { target, attainment: null, met: null, gap: null, reason: 'no-value' }
  const [is, goal] = [Number(value), Number(target)]
  const gap = goal - is
  if (direction === 'neutral') {
    if (band === undefined) return { target, attainment: null, met: null, gap, reason: 'no-band' }
    return { target, attainment: null, met: Number(band.from) <= is && is <= Number(band.to), gap }
  }
  const met = direction === 'more-is-better' ? is >= goal : is <= goal
  if (baseline !== undefined) {
    const way = goal - Number(baseline)
    if (way === 0) return { target, attainment: null, met, gap, reason: 'target-is-baseline' }
    return { target, attainment: (is - Number(baseline)) / way, met, gap }
  }
  if (direction === 'more-is-better' && goal > 0) return { target, attainment: is / goal, met, gap }
  return { target, attainment: null, met, gap, reason: 'no-baseline' }
}

/** A target as it stands. */
export const Target = TargetKey.extend(TargetContent.shape)
  .extend({ setBy: z.string() })
  .meta({ id: 'Target' })
export type Target = z.output<typeof Target>
