import * as z from 'zod'
import { qualityOf } from './quality.ts'
import { wording } from './wording.ts'

/** The languages in which the platform itself speaks. */
export const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** Text that people read, by language code (ISO 639-1); at least one language. */
export const LocalisedText = z
  .record(
    z
      .string()
      .regex(/^[a-z]{2}$/, wording({ en: 'a two-letter language code', ru: 'двухбуквенный код языка' })),
    z.string().trim().min(1).max(5000),
  )
  .refine((text) => Object.keys(text).length > 0, {
    error: 'at least one language',
    params: { ru: 'хотя бы один язык' },
  })
  .register(z.globalRegistry, { id: 'LocalisedText', example: { en: 'Bavaria', ru: 'Бавария' } })
export type LocalisedText = z.output<typeof LocalisedText>

/** A text that the platform itself says, in every one of its languages. */
export type PlatformText = Readonly<Record<Language, string>>

/** The text in the asked language; else English, else Russian, else the first by language code. */
export const inLanguage = (text: LocalisedText, language: string): string =>
  text[language] ?? text['en'] ?? text['ru'] ?? text[Object.keys(text).sort()[0] ?? ''] ?? ''

/** A key whose binary order is the alphabetical order of names, without case and accents: `Ü` sorts as `u`,
 *  `ё` right after `е`, `й` keeps its own place, and words compare one by one (`-` between them comes after the `#`
 *  that ends a key and before every letter and digit, so `Bio` stands before `Bio Valley`). The runtime's collator
 *  offers comparison only, and an index needs keys. At most 100 characters, so that it fits into an index entry. */
export const collationKey = (name: string): string =>
  name
    .normalize('NFC')
    .replaceAll(/[\uE000\uFFFF]/g, '')
    .toLowerCase()
    .replaceAll('ё', 'е\uFFFF')
    .replaceAll('й', '\uE000')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('\uE000', 'й')
    .replaceAll(/[^\p{L}\p{N}\uFFFF]+/gu, '-')
    .replace(/^-/, '')
    .slice(0, 100)
    .replace(/-$/, '')
    // Half a character at the cut would come back changed from the store.
    .replace(/[\uD800-\uDBFF]$/, '')

/** The language that fits an `Accept-Language` header best; English when none does. */
export const preferredLanguage = (header: string | undefined): Language => {
  if (header === undefined) return 'en'
  let best: { language: Language; quality: number } | undefined
  for (const part of header.split(',')) {
    const [range = '', ...options] = part.split(';')
    const language = languageOf(range)
    const quality = qualityOf(options)
    if (language !== undefined && quality > (best?.quality ?? 0)) best = { language, quality }
  }
  return best?.language ?? 'en'
}

/** `ru-RU` → `ru`; undefined for languages that the platform does not speak. */
const languageOf = (range: string): Language | undefined => {
  const [tag] = range.trim().toLowerCase().split('-', 1)
  return LANGUAGES.find((known) => known === tag)
}
