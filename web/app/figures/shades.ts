/** How many shades a map has; of changes two below, one around none, and two above. */
export const SHADES = 5

/** Limits between the shades, ascending: for values those by which each shade has as many regions, for changes fixed
 *  around zero by the largest of them. */
export const limitsOf = (values: readonly number[], diverging: boolean): readonly number[] => {
  const sorted = [...values].sort((a, b) => a - b)
  if (sorted.length === 0) return []
  if (diverging) {
    const most = Math.max(...sorted.map(Math.abs))
    return [-0.6, -0.2, 0.2, 0.6].map((part) => part * most)
  }
  return Array.from({ length: SHADES - 1 }, (_, index) => {
    const place = ((index + 1) / SHADES) * (sorted.length - 1)
    const low = sorted[Math.floor(place)] ?? 0
    const high = sorted[Math.ceil(place)] ?? low
    return low + (high - low) * (place - Math.floor(place))
  })
}

/** The shade of a value: how many limits lie below it. */
export const shadeOf = (value: number, limits: readonly number[]): number =>
  limits.filter((limit) => value > limit).length
