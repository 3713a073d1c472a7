import * as z from 'zod'
import { Decimal, DecimalError, toUnits } from './decimal.ts'
import { type Indicator, IndicatorCode } from './indicator.ts'
import { Breakdown, TOTAL, Universe } from './observation.ts'
import { frequencyOf, Period, referenceDate, yearsBetween } from './period.ts'

/** Whom a target is set for: one unit, or a group of units as its own target, never the sum of its units'. */
const TargetSubject = z
  .object({
    universe: Universe,
    dimension: z.enum(['unit', 'region', 'category', 'section', 'stage', 'type']),
    code: z.string().min(1).max(60),
  })
  .register(z.globalRegistry, { id: 'TargetSubject' })

/** What a target says. */
export const TargetContent = z
  .object({
    target: Decimal,
    /** Where the way to the target began; attainment is measured from there. */
    baseline: Decimal.exactOptional(),
    /** When it began: from there the way to the target is linear. */
    baselinePeriod: Period.exactOptional(),
    /** Values to be reached on the way, where it is not linear as a whole; between them it is. */
    trajectory: z
      .array(z.object({ period: Period, value: Decimal }))
      .max(60)
      .exactOptional(),
    /** Of neutral indicators: the range in which all is well. */
    band: z.object({ from: Decimal, to: Decimal }).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'TargetContent' })
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
    /** The period for which the target is set: the figure's own, or a later one on the way to which it is. */
    period: Period,
    /** 1 is reached; not capped at either end. */
    attainment: z.number().nullable(),
    met: z.boolean().nullable(),
    /** Target − value. */
    gap: z.number().nullable(),
    /** What the way to the target asks for in the figure's period; null where the way is not known. */
    trajectory: z.number().nullable(),
    /** Whether the value is at least as good as that; null without either, and of neutral indicators. */
    onTrack: z.boolean().nullable(),
    reason: z.enum(['no-value', 'target-is-baseline', 'no-baseline', 'no-band']).exactOptional(),
  })
  .register(z.globalRegistry, { id: 'Attainment' })
export type Attainment = z.output<typeof Attainment>

/** A target with its period, as figures are measured by it. */
type DatedTarget = TargetContent & Pick<Target, 'period'>

/** Attainment = (value − baseline) ÷ (target − baseline), in both directions. Without a baseline: value ÷ target
 *  where more is better and the target is above zero; where less is better only whether it is met. Neutral: inside
 *  or outside the band. On track: at least as good as the way to the target at the figure's reference date. A missing
 *  value gives null, never 0. */
export const attainment = (
  direction: Indicator['direction'],
  target: DatedTarget,
  figure: { readonly period: Period; readonly value: Decimal | null },
): Attainment => {
  const trajectory = direction === 'neutral' ? null : trajectoryAt(target, figure.period)
  const about = { target: target.target, period: target.period, trajectory }
  if (figure.value === null)
    return { ...about, attainment: null, met: null, gap: null, onTrack: null, reason: 'no-value' }
  const value = Number(figure.value)
  const reached = (goal: number) => (direction === 'more-is-better' ? value >= goal : value <= goal)
  return {
    ...about,
    gap: Number(target.target) - value,
    onTrack: trajectory === null ? null : reached(trajectory),
    ...progress(direction, target, value, reached),
  }
}

const progress = (
  direction: Indicator['direction'],
  { target, baseline, band }: TargetContent,
  value: number,
  reached: (goal: number) => boolean,
): Pick<Attainment, 'attainment' | 'met' | 'reason'> => {
  if (direction === 'neutral') {
    if (band === undefined) return { attainment: null, met: null, reason: 'no-band' }
    return { attainment: null, met: Number(band.from) <= value && value <= Number(band.to) }
  }
  const goal = Number(target)
  const met = reached(goal)
  if (baseline !== undefined) {
    const way = goal - Number(baseline)
    if (way === 0) return { attainment: null, met, reason: 'target-is-baseline' }
    return { attainment: (value - Number(baseline)) / way, met }
  }
  if (direction === 'more-is-better' && goal > 0) return { attainment: value / goal, met }
  return { attainment: null, met, reason: 'no-baseline' }
}

/** The known points of the way to a target, in the order of time. */
const pointsOf = ({ target, period, baseline, baselinePeriod, trajectory = [] }: DatedTarget) => [
  ...(baseline === undefined || baselinePeriod === undefined
    ? []
    : [{ period: baselinePeriod, value: baseline }]),
  ...trajectory.toSorted((a, b) => (a.period < b.period ? -1 : 1)),
  { period, value: target },
]

/** The value that the way to a target has at the end of a period: linear in time between its points; null before the
 *  first and after the target. */
const trajectoryAt = (target: DatedTarget, period: Period): number | null => {
  const points = pointsOf(target)
  const date = referenceDate(period)
  const next = points.findIndex((point) => referenceDate(point.period) >= date)
  const after = points[next]
  if (after === undefined) return null
  if (after.period === period) return Number(after.value)
  const before = points[next - 1]
  if (before === undefined) return null
  const share = yearsBetween(before.period, period) / yearsBetween(before.period, after.period)
  return Number(before.value) + share * (Number(after.value) - Number(before.value))
}

/** The target by which a figure of a unit or group is measured: the one for its period; else the next later one of
 *  the same frequency whose way is known and has begun. */
export const targetFor = (
  targets: readonly Target[],
  { dimension, code }: Pick<Target, 'dimension' | 'code'>,
  period: Period,
): Target | undefined => {
  const own = targets.filter((target) => target.dimension === dimension && target.code === code)
  return (
    own.find((target) => target.period === period) ??
    own
      .filter((target) => target.period > period && frequencyOf(target.period) === frequencyOf(period))
      .sort((a, b) => (a.period < b.period ? -1 : 1))
      .find((target) => trajectoryAt(target, period) !== null)
  )
}

/** What is wrong with a target for its indicator, in words; null when it may stand. */
export const faultOfTarget = (target: DatedTarget, { decimals }: Indicator): string | null => {
  const { baseline, baselinePeriod, band, trajectory = [] } = target
  try {
    const values = [target.target, baseline, band?.from, band?.to, ...trajectory.map(({ value }) => value)]
    for (const value of values) if (value !== undefined) toUnits(value, decimals)
  } catch (error) {
    if (error instanceof DecimalError) return error.message
    throw error
  }
  if (baselinePeriod !== undefined && baseline === undefined)
    return 'a baseline period needs the baseline, the value that it began with'
  const periods = pointsOf(target).map(({ period }) => period)
  const alien = periods.find((period) => frequencyOf(period) !== frequencyOf(target.period))
  if (alien !== undefined)
    return `"${alien}" is not of the frequency of "${target.period}", the target's period`
  const late = periods.find((period, index) => index > 0 && (periods[index - 1] ?? '') >= period)
  if (late !== undefined)
    return `the way to the target has to lead from the baseline's period to "${target.period}", each period once`
  return null
}

/** A target as it stands. */
export const Target = TargetKey.extend(TargetContent.shape)
  .extend({ setBy: z.string() })
  .register(z.globalRegistry, { id: 'Target' })
export type Target = z.output<typeof Target>
