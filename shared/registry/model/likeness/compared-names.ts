import type { LocalisedText } from '#kernel/localised-text'

/** Languages whose names are compared, and letters of each: what one comparison costs is bounded by both. */
const MOST_LANGUAGES = 6
const MOST_LETTERS = 200

const LEADING = ['en', 'ru']

/** The part of names that is compared: English and Russian before other languages, each by its beginning. */
export const comparedNames = (names: LocalisedText): LocalisedText => {
  const others = Object.keys(names).filter((language) => !LEADING.includes(language))
  const chosen = [...LEADING, ...others.sort()].filter((language) => names[language] !== undefined)
  return Object.fromEntries(
    chosen
      .slice(0, MOST_LANGUAGES)
      .map((language) => [language, [...(names[language] ?? '')].slice(0, MOST_LETTERS).join('')]),
  )
}
