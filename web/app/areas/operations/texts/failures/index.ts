import { language } from '../../../../language.ts'
import type { Texts } from './en.ts'

/** The texts of what functions gave up on, in the language of this visit. */
export const t: Texts = language === 'ru' ? (await import('./ru.ts')).ru : (await import('./en.ts')).en
