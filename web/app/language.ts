import { chosenLanguage, type Language } from './chosen-language.ts'

export type { Language } from './chosen-language.ts'

/** The language of this visit: it stands in the address, and another one is another visit. */
export const language: Language = chosenLanguage()

/** The word for a code, else the code itself: a newer API may know more of them than this page. */
export const wordFor = (words: Readonly<Partial<Record<string, string>>>, code: string): string =>
  words[code] ?? code

/** A text in the language of this visit, else in any that it has. */
export const say = (text: Readonly<Partial<Record<string, string>>>): string =>
  text[language] ?? text['en'] ?? Object.values(text).find((value) => value !== undefined) ?? ''
