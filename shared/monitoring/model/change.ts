/** Why a relative change has no value; the difference is given nevertheless. */
export interface Growth {
  readonly difference: number
  /** (b − a) ÷ a: 0.03 is three per cent. */
  readonly growth: number | null
  readonly reason?: 'zero-base' | 'negative-base'
}

/** Growth from a to b: (b − a)/a for a > 0. From 0 or less there is none, and the reason is given. */
export const growth = (a: number, b: number): Growth => {
  const difference = b - a
  if (a > 0) return { difference, growth: difference / a }
  return { difference, growth: null, reason: a === 0 ? 'zero-base' : 'negative-base' }
}

/** Compound annual growth rate (b/a)^(1/years) − 1 for years > 0, a > 0 and b ≥ 0; b = 0 gives −1. */
export const compoundGrowth = (
  a: number,
  b: number,
  years: number,
): { rate: number | null; reason?: 'zero-base' | 'negative-base' | 'negative-value' } => {
  if (a === 0) return { rate: null, reason: 'zero-base' }
  if (a < 0) return { rate: null, reason: 'negative-base' }
  if (b < 0) return { rate: null, reason: 'negative-value' }
  return { rate: (b / a) ** (1 / years) - 1 }
}
