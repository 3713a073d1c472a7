import type { Target } from '#monitoring/model'
import type { Dimension, Universe } from '../dimensions.ts'

/** A target as its form holds it. */
export interface TargetValues {
  readonly indicator?: string
  readonly universe: Universe
  readonly dimension?: Dimension
  readonly code?: string
  readonly breakdown: string
  readonly period?: string
  readonly target?: number
  readonly baseline?: number
  readonly baselinePeriod?: string
  readonly trajectory: readonly WayPoint[]
  readonly band: { readonly from?: number; readonly to?: number }
}

export interface WayPoint {
  readonly period?: string
  readonly value?: number
}

export const targetValues = ({
  target,
  baseline,
  trajectory,
  band,
  setBy: _,
  ...plain
}: Target): TargetValues => ({
  ...plain,
  target: Number(target),
  ...(baseline !== undefined && { baseline: Number(baseline) }),
  trajectory: (trajectory ?? []).map(({ period, value }) => ({ period, value: Number(value) })),
  band: band === undefined ? {} : { from: Number(band.from), to: Number(band.to) },
})

const decimalOf = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value)

/** What is sent of it, still to be checked by the schema: numbers as decimals, and nothing that is empty. */
export const targetRow = ({ target, baseline, trajectory, band, ...plain }: TargetValues): object => ({
  ...plain,
  target: decimalOf(target),
  ...(baseline !== undefined && { baseline: decimalOf(baseline) }),
  ...(trajectory.length > 0 && {
    trajectory: trajectory.map(({ period, value }) => ({ period, value: decimalOf(value) })),
  }),
  ...((band.from !== undefined || band.to !== undefined) && {
    band: { from: decimalOf(band.from), to: decimalOf(band.to) },
  }),
})
