import type { Indicator } from './indicator.ts'

/** Percentile rank of a value among peers, itself included: (worse + ½ · equal) ÷ n × 100, where worse follows the
 *  direction. Null when the value is not among the peers. */
export const percentileRank = (
  direction: Indicator['direction'],
  value: number,
  peers: readonly number[],
): number | null => {
  const equal = peers.filter((peer) => peer === value).length
  if (equal === 0) return null
  const worse = peers.filter((peer) => (direction === 'less-is-better' ? peer > value : peer < value)).length
  return ((worse + equal / 2) / peers.length) * 100
}
