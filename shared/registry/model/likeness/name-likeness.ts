import { jaroWinkler } from './jaro-winkler.ts'
import type { NameWord, NameWords } from './name-words.ts'

/** Below this two words are two words. */
const SAME_WORD = 0.9
/** Words of so many letters are the same only when equal: one letter makes BMW of BMV. */
const SHORT_WORD = 4
/** What names with different numbers can reach at most. */
const OTHER_NUMBERS = 0.5
/** What names of different legal forms keep of their likeness. */
const OTHER_FORM = 0.9

/** How alike two names are, 0 to 1: every word of either finds its best counterpart in the other by Jaro-Winkler, and
 *  the words found are weighed against all (Monge-Elkan, 1996, taken in both directions; of the measures that W. Cohen,
 *  P. Ravikumar and S. Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks", 2003, compared, those
 *  of words over Jaro-Winkler did best on names). Words written together or apart are alike. O(n·m) for n and m words. */
export const nameLikeness = (one: NameWords, other: NameWords): number => {
  if (one.words.length === 0 || other.words.length === 0) return 0
  const words = written(one) === written(other) ? 1 : wordLikeness(one.words, other.words)
  const numbers = one.numbers.join(' ') === other.numbers.join(' ') ? words : Math.min(words, OTHER_NUMBERS)
  const differ = one.form !== undefined && other.form !== undefined && one.form !== other.form
  return differ ? numbers * OTHER_FORM : numbers
}

const written = ({ words }: NameWords): string => words.map(({ folded }) => folded).join('')

const wordLikeness = (one: readonly NameWord[], other: readonly NameWord[]): number =>
  (foundIn(one, other) + foundIn(other, one)) / (weightOf(one) + weightOf(other))

const weightOf = (words: readonly NameWord[]) => words.reduce((sum, { weight }) => sum + weight, 0)

const foundIn = (words: readonly NameWord[], others: readonly NameWord[]): number =>
  words.reduce(
    (sum, { folded, weight }) =>
      sum + weight * Math.max(0, ...others.map((other) => alike(folded, other.folded))),
    0,
  )

const alike = (one: string, other: string): number => {
  if (one === other) return 1
  if (Math.min(one.length, other.length) <= SHORT_WORD) return 0
  const similarity = jaroWinkler(one, other)
  return similarity < SAME_WORD ? 0 : similarity
}
