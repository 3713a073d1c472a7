/** A stretch of numbers with the round ones on it at which a chart draws lines. */
export interface Scale {
  readonly from: number
  readonly to: number
  /** Ascending; the first is `from`, the last `to`. */
  readonly ticks: readonly number[]
}

/** How many steps a scale has, about. */
const STEPS = 4

/** The smallest scale in steps of 1, 2 or 5 times a power of ten that holds all the values. With `zero` it reaches
 *  down or up to 0, as bars must; without, it may begin elsewhere. No value, or equal ones, give a stretch around. */
export const scaleOf = (values: readonly number[], { zero }: { readonly zero: boolean }): Scale => {
  const all = [...values.filter(Number.isFinite), ...(zero ? [0] : [])]
  const least = all.length === 0 ? 0 : all.reduce((a, b) => Math.min(a, b))
  const most = all.length === 0 ? 1 : all.reduce((a, b) => Math.max(a, b))
  const around = least === most ? Math.abs(least) / 10 || 1 : 0
  const step = stepOf((most - least + 2 * around) / STEPS)
  const first = Math.floor((least - (zero && least >= 0 ? 0 : around)) / step + NEARLY)
  const last = Math.max(first + 1, Math.ceil((most + (zero && most <= 0 ? 0 : around)) / step - NEARLY))
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => multiple(step, first + index))
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks }
}

/** What rounding of binary fractions may add: 0.3 ÷ 0.1 is 2.9999999999999996. */
const NEARLY = 1e-9

const stepOf = (rough: number): number => {
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * (1 - NEARLY)) ?? 10
  return factor * power
}

/** Without the tail of binary fractions: 3 × 0.1 is 0.3. */
const multiple = (step: number, times: number): number => Number((step * times).toPrecision(12))

/** The place of a value on a stretch of a chart. */
export const placeOn =
  ({ from, to }: Scale, begin: number, end: number) =>
  (value: number): number =>
    begin + ((value - from) / (to - from)) * (end - begin)
