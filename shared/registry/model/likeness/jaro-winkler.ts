/** The similarity of two words, 0 to 1 (M. A. Jaro, 1989; W. E. Winkler, "String Comparator Metrics and Enhanced Decision
 *  Rules in the Fellegi-Sunter Model", 1990): signs count as common within half the longer word, and a common beginning
 *  of up to four signs lifts it. O(n·m) for words of n and m signs. */
export const jaroWinkler = (one: string, other: string): number => {
  const jaro = jaroSimilarity(one, other)
  let prefix = 0
  while (prefix < 4 && prefix < one.length && one[prefix] === other[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

const jaroSimilarity = (one: string, other: string): number => {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Set<number>()
  const common = [...one].filter((sign, index) => {
    for (let at = Math.max(0, index - reach); at <= index + reach && at < other.length; at++)
      if (other[at] === sign && !taken.has(at)) {
        taken.add(at)
        return true
      }
    return false
  })
  if (common.length === 0) return 0
  const theirs = [...other].filter((_sign, index) => taken.has(index))
  const transposed = common.filter((sign, index) => sign !== theirs[index]).length / 2
  const m = common.length
  return (m / one.length + m / other.length + (m - transposed) / m) / 3
}
