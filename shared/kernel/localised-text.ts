import * as z from 'zod'

/** The languages in which the platform itself speaks. */
export const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** Text that people read, by language code (ISO 639-1); at least one language. */
export const LocalisedText = z
  .record(z.string().regex(/^[a-z]{2}$/, 'a two-letter language code'), z.string().trim().min(1).max(5000))
  .refine((text) => Object.keys(text).length > 0, 'at least one language')
  .meta({ id: 'LocalisedText', example: { en: 'Bavaria', ru: 'Бавария' } })
export type LocalisedText = z.output<typeof LocalisedText>

/** A text that the platform itself says, in every one of its languages. */
export type PlatformText = Readonly<Record<Language, string>>

/** The text in the asked language; else English, else Russian, else the first by language code. */
export const inLanguage = (text: LocalisedText, language: string): string =>
  text[language] ?? text['en'] ?? text['ru'] ?? text[Object.keys(text).sort()[0] ?? ''] ?? ''

/** A key whose binary order is the alphabetical order of names, without case and accents: `Ü` sorts as `u`,
 *  `ё` right after `е`, `й` keeps its own place. The runtime's collator offers comparison only, and an index
 *  needs keys. At most 100 characters, so that the key fits into an index entry. */
export const collationKey = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ё', 'е\uFFFF')
    .replaceAll('й', '\uE000')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('\uE000', 'й')
    .replaceAll(/[^\p{L}\p{N}\uFFFF]+/gu, ' ')
    .trim()
    .slice(0, 100)

/** The language that fits an `Accept-Language` header best; English when none does. */
export const preferredLanguage = (header: string | undefined): Language => {
  const wishes = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(';')
      const quality = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean)
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .sort((a, b) => b.quality - a.quality)
  const match = wishes.find((wish) => wish.quality > 0 && LANGUAGES.some((known) => known === wish.language))
  return match?.language === 'ru' ? 'ru' : 'en'
}
