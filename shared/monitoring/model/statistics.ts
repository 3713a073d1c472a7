/** The p-quantile of values in ascending order, type 7 of Hyndman & Fan (1996): h = (n − 1)p, linear between the
 *  neighbours. `length` may be smaller than the array. No value: null. */
export const quantile = (
  ascending: ArrayLike<number>,
  p: number,
  length: number = ascending.length,
): number | null => {
  if (length === 0) return null
  const h = (length - 1) * p
  const below = Math.floor(h)
  const low = ascending[below] ?? 0
  const share = h - below
  return share === 0 ? low : low + share * ((ascending[below + 1] ?? low) - low)
}

/** What is said about the spread of unit values, unweighted, in the units' own measure. */
export interface Spread {
  readonly min: number
  readonly lowerQuartile: number
  readonly median: number
  readonly upperQuartile: number
  readonly max: number
  readonly mean: number
}

const at = (ascending: ArrayLike<number>, length: number, p: number) => quantile(ascending, p, length) ?? 0

/** Spread of values in ascending order; the mean is of the given sum, which may be exact where the values are.
 *  No value: null. One value: all equal. */
export const spreadOf = (ascending: ArrayLike<number>, length: number, sum: number): Spread | null =>
  length === 0
    ? null
    : {
        min: ascending[0] ?? 0,
        lowerQuartile: at(ascending, length, 0.25),
        median: at(ascending, length, 0.5),
        upperQuartile: at(ascending, length, 0.75),
        max: ascending[length - 1] ?? 0,
        mean: sum / length,
      }
