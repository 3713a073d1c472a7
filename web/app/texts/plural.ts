import type { Language } from '#kernel/localised-text'

/** A text for each plural form that a language has; `#` is the number. */
type Forms<F extends Intl.LDMLPluralRule> = Readonly<Record<F, string>>

/** Texts that depend on a number. A form that the language has and the text lacks is a type error. */
export const pluralIn = <F extends Intl.LDMLPluralRule>(language: Language) => {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language)
  return (forms: Forms<F | 'other'>) =>
    (count: number): string => {
      const known: Partial<Forms<Intl.LDMLPluralRule>> = forms
      return (known[rules.select(count)] ?? forms.other).replace('#', numbers.format(count))
    }
}
