import { foldedWord } from './folding.ts'
import { COMMON_WORDS, EMPTY_WORDS, LEGAL_FORMS, type LegalForm } from './word-lists.ts'

/** A word of a name as it is compared. */
export interface NameWord {
  readonly folded: string
  /** What it counts beside the other words: 1, less for what many names carry. */
  readonly weight: number
}

/** A name taken apart. */
export interface NameWords {
  readonly words: readonly NameWord[]
  /** Its numbers, which tell one school, plant or programme from the next. */
  readonly numbers: readonly string[]
  /** The legal form that it names. */
  readonly form: LegalForm | undefined
}

/** What a word counts that says of what kind something is, or where it is. */
const COMMON_WEIGHT = 0.25

const split = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    // Abbreviations with dots are one word: e. V., S.A.
    .replaceAll(/(?<!\p{L})(\p{L})\.\s?(?=\p{L}(?!\p{L}))/gu, '$1')
    .match(/\p{L}+\p{M}*|\p{N}+/gu) ?? []

const foldedWords = (text: string): readonly string[] =>
  split(text)
    .map(foldedWord)
    .filter((word) => word !== '')

const isLegalForm = (name: string): name is LegalForm => name in LEGAL_FORMS

/** The lists of words as they are compared: folding them takes longer than a function may add to its start, and most
 *  requests compare no names. */
interface FoldedLists {
  /** Legal forms, those of most words first, by the word with which they begin or end. */
  readonly formsByEnd: ReadonlyMap<
    string,
    readonly { readonly form: LegalForm; readonly words: readonly string[] }[]
  >
  /** The word that stands for all of its kind. */
  readonly common: ReadonlyMap<string, string>
  readonly empty: ReadonlySet<string>
}

let lists: FoldedLists | undefined
const foldedLists = (): FoldedLists => {
  lists ??= foldLists()
  return lists
}

const foldLists = (): FoldedLists => {
  const forms = Object.entries(LEGAL_FORMS)
    .flatMap(([form, writings]) =>
      isLegalForm(form) ? writings.map((text) => ({ form, words: foldedWords(text) })) : [],
    )
    .toSorted((a, b) => b.words.length - a.words.length)
  return {
    formsByEnd: Map.groupBy(
      forms.flatMap((one) =>
        [...new Set([one.words[0] ?? '', one.words.at(-1) ?? ''])].map((end) => ({ end, ...one })),
      ),
      ({ end }) => end,
    ),
    common: new Map(
      COMMON_WORDS.flatMap((words) => words.map((word) => [foldedWord(word), foldedWord(words[0] ?? word)])),
    ),
    empty: new Set(EMPTY_WORDS.map(foldedWord)),
  }
}

/** Takes a name apart: remarks in brackets, legal forms at either end and empty words are left out where anything else
 *  remains, and words of a kind become one word in all languages.
 *  @param town where it has its seat: its name in the name tells little */
export const nameWords = (name: string, town?: string): NameWords => {
  const bare = name.replaceAll(/[([{][^)\]}]*[)\]}]/g, ' ')
  const all = foldedWords(/[\p{L}\p{N}]/u.test(bare) ? bare : name)
  const { rest, form } = withoutForms(all)
  const { common: kinds, empty } = foldedLists()
  const telling = rest.filter((word) => !empty.has(word))
  const places = new Set(town === undefined ? [] : foldedWords(town))
  const kept = telling.length > 0 ? telling : rest
  return {
    words: kept.map((word) => {
      const common = kinds.get(word)
      return { folded: common ?? word, weight: common !== undefined || places.has(word) ? COMMON_WEIGHT : 1 }
    }),
    numbers: kept.filter((word) => /^\p{N}+$/u.test(word)).sort(),
    form,
  }
}

const withoutForms = (words: readonly string[]) => {
  let rest = words
  let form: LegalForm | undefined
  for (let found = formAt(rest); found !== undefined; found = formAt(rest)) {
    rest = found.rest
    form ??= found.form
  }
  return { rest, form }
}

const formAt = (words: readonly string[]) => {
  const [first, last] = [words[0] ?? '', words.at(-1) ?? '']
  const { formsByEnd } = foldedLists()
  for (const { form, words: own } of [...(formsByEnd.get(first) ?? []), ...(formsByEnd.get(last) ?? [])]) {
    if (own.length >= words.length) continue
    const fits = (offset: number) => own.every((word, index) => words[offset + index] === word)
    if (fits(words.length - own.length)) return { form, rest: words.slice(0, -own.length) }
    if (fits(0)) return { form, rest: words.slice(own.length) }
  }
  return undefined
}
