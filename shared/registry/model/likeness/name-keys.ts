import type { LocalisedText } from '#kernel/localised-text'
import { comparedNames } from './compared-names.ts'
import { skeletonOf } from './folding.ts'
import { type NameWords, nameWords } from './name-words.ts'

/** Keys that one record has at most. */
const MOST_KEYS = 3
/** Keys that a name in one language gives. */
const KEYS_A_NAME = 2

/** The keys under which a record is found by its names: the consonants of the first telling word and of the longest
 *  other one, in each language. Names of one thing share a key as long as one of the two is the same but for vowels;
 *  languages that are written alike share theirs. */
export const nameKeys = (names: LocalisedText, town?: string): string[] => {
  const each = Object.values(comparedNames(names)).map((name) => keysOf(nameWords(name, town)))
  // The first key of every language before the second of any.
  const inTurn = Array.from({ length: KEYS_A_NAME }, (_, place) =>
    each.flatMap((keys) => keys[place] ?? []),
  ).flat()
  return [...new Set(inTurn)].slice(0, MOST_KEYS)
}

const keysOf = ({ words }: NameWords): readonly string[] => {
  const letters = words.filter(({ folded }) => !/^\p{N}+$/u.test(folded))
  const telling = letters.filter(({ weight }) => weight === 1)
  const [first, ...others] = (telling.length > 0 ? telling : letters).map(({ folded }) => skeletonOf(folded))
  if (first === undefined) return words.slice(0, 1).map(({ folded }) => folded)
  const longest = others
    .filter((other) => other !== first)
    .reduce<string | undefined>(
      (best, other) => (best === undefined || other.length > best.length ? other : best),
      undefined,
    )
  return longest === undefined ? [first] : [first, longest]
}

/** A name as it is sorted among those of one key: the consonants of its words, in the order of the alphabet. */
export const nameSkeleton = (name: string): string =>
  nameWords(name)
    .words.map(({ folded }) => skeletonOf(folded))
    .sort()
    .join(' ')
    .slice(0, 100)
