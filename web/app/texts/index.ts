import { language } from '../language.ts'
import type { Texts } from './en.ts'

/** What stands around every page, in the language of this visit; the other language is not loaded. */
export const t: Texts = language === 'ru' ? (await import('./ru.ts')).ru : (await import('./en.ts')).en
