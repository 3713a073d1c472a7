import * as z from 'zod'
import type { LocalisedText } from '#kernel/localised-text'
import { clashingIdentifiers, type Identifier } from '../identifiers.ts'
import { comparedNames } from './compared-names.ts'
import { nameLikeness } from './name-likeness.ts'
import { nameWords } from './name-words.ts'

/** From this score on two records are likely to be of one thing. Chosen on labelled pairs of names. */
export const LIKELY_DUPLICATE = 0.85
/** What names keep of their likeness where the seats lie in different regions. */
const OTHER_REGION = 0.92

/** Likely duplicates that one request can say it has seen. */
export const MOST_ACKNOWLEDGED = 50

/** What of a record is compared. */
export interface Likened {
  readonly names: LocalisedText
  /** What it was called before. */
  readonly formerNames?: readonly LocalisedText[]
  readonly town?: string | undefined
  readonly identifiers: readonly Identifier[]
  /** The regions of the seat or of the cluster, each by its path from the root; unknown where left out. */
  readonly regions?: readonly (readonly string[])[] | undefined
}

/** How much two records look like one thing, and by what. */
export const Likeness = z
  .object({
    score: z
      .number()
      .min(0)
      .max(1)
      .register(z.globalRegistry, { description: `Likely to be the same from ${LIKELY_DUPLICATE} on` }),
    ownName: z.string().register(z.globalRegistry, {
      description: 'Of the names that are most alike, the one that was asked about',
    }),
    otherName: z.string(),
    nameLikeness: z.number().min(0).max(1),
    sameIdentifiers: z.array(z.object({ scheme: z.string(), value: z.string() })),
    sameRegion: z.boolean().exactOptional().register(z.globalRegistry, {
      description: 'Whether they share a region below the root; absent where not known',
    }),
  })
  .register(z.globalRegistry, { id: 'Likeness' })
export type Likeness = z.output<typeof Likeness>

/** Compares two records: an identifier in common makes them one thing, clashing ones make them two; else it is the best
 *  of all pairs of names, whatever their languages, less where the regions differ. Undefined for two things. */
export const likenessOf = (one: Likened, other: Likened): Likeness | undefined => {
  const sameIdentifiers = one.identifiers.filter((mine) =>
    other.identifiers.some(({ scheme, value }) => scheme === mine.scheme && value === mine.value),
  )
  if (sameIdentifiers.length === 0 && clashingIdentifiers(one.identifiers, other.identifiers).length > 0)
    return undefined
  const best = bestPair(one, other)
  if (best === undefined) return undefined
  const sameRegion = shareRegion(one.regions, other.regions)
  const score = sameIdentifiers.length > 0 ? 1 : best.nameLikeness * (sameRegion === false ? OTHER_REGION : 1)
  return {
    score: rounded(score),
    ...best,
    nameLikeness: rounded(best.nameLikeness),
    sameIdentifiers: sameIdentifiers.map(({ scheme, value }) => ({ scheme, value })),
    ...(sameRegion !== undefined && { sameRegion }),
  }
}

/** Of several, those that are likely to be the same thing, the likeliest first. */
export const likelyDuplicates = <T>(
  one: Likened,
  others: readonly T[],
  likened: (other: T) => Likened,
): { readonly other: T; readonly likeness: Likeness }[] =>
  others
    .flatMap((other) => {
      const likeness = likenessOf(one, likened(other))
      return likeness !== undefined && likeness.score >= LIKELY_DUPLICATE ? [{ other, likeness }] : []
    })
    .toSorted((a, b) => b.likeness.score - a.likeness.score)

const rounded = (score: number): number => Math.round(score * 1000) / 1000

const bestPair = (one: Likened, other: Likened) => {
  const theirs = [other.names, ...(other.formerNames ?? [])]
    .flatMap((names) => Object.values(comparedNames(names)))
    .map((name) => ({ name, words: nameWords(name, other.town) }))
  const pairs = Object.values(comparedNames(one.names)).flatMap((ownName) => {
    const words = nameWords(ownName, one.town)
    return theirs.map(({ name, words: others }) => ({
      ownName,
      otherName: name,
      nameLikeness: nameLikeness(words, others),
    }))
  })
  return pairs.toSorted((a, b) => b.nameLikeness - a.nameLikeness)[0]
}

/** Regions below the root that both have; unknown where one of them has none. */
const shareRegion = (one: Likened['regions'], other: Likened['regions']): boolean | undefined => {
  if (one === undefined || other === undefined) return undefined
  const below = (paths: readonly (readonly string[])[]) =>
    paths.flatMap((path) => (path.length > 1 ? path.slice(1) : path))
  const theirs = new Set(below(other))
  return below(one).some((code) => theirs.has(code))
}
