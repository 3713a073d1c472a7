import type { Language } from '#kernel/localised-text'

/** What the text of a cell says: a number, a status for why there is none, nothing, or nothing that can be taken. */
export type Reading =
  | { readonly kind: 'empty' }
  /** `value` as the API takes it: `1234.5`. */
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'status'; readonly obsStatus: MissingStatus }
  | { readonly kind: 'fault'; readonly fault: CellFault }

/** Why there is no value: M cannot exist, L exists but is not supplied, O is missing. */
export type MissingStatus = 'M' | 'L' | 'O'

export type CellFault = 'noNumber' | 'otherMark' | 'decimals' | 'digits'

/** Cyrillic М and О look the same and are what a Russian keyboard gives. */
const STATUSES: Readonly<Record<string, MissingStatus>> = { M: 'M', L: 'L', O: 'O', М: 'M', О: 'O' }

/** Groups of three may be set apart by spaces, and in English by commas. */
const NUMBERS: Readonly<Record<Language, RegExp>> = {
  en: /^([-−]?)(\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.(\d+))?$/,
  ru: /^([-−]?)(\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?$/,
}

/** The most digits that the platform counts with. */
const MOST_DIGITS = 15

/** Reads what somebody typed or pasted. The mark of decimals is that of the language and no other: a point taken for a
 *  comma would make a figure a thousand times as large without anybody's noticing.
 *  @param decimals the most that the indicator has */
export const readCell = (text: string, language: Language, decimals: number): Reading => {
  // No-break and narrow spaces, in which numbers are grouped, become plain ones.
  const typed = text.normalize('NFKC').trim()
  if (typed === '') return { kind: 'empty' }
  const obsStatus = STATUSES[typed.toUpperCase()]
  if (obsStatus !== undefined) return { kind: 'status', obsStatus }
  const match = NUMBERS[language].exec(typed)
  if (match === null)
    return {
      kind: 'fault',
      fault: NUMBERS[language === 'en' ? 'ru' : 'en'].test(typed) ? 'otherMark' : 'noNumber',
    }
  const [, sign = '', grouped = '', decimalsTyped = ''] = match
  const whole = grouped.replaceAll(/[ ,]/g, '').replace(/^0+(?=\d)/, '')
  const fraction = decimalsTyped.replace(/0+$/, '')
  if (fraction.length > decimals) return { kind: 'fault', fault: 'decimals' }
  if (whole.length + decimals > MOST_DIGITS) return { kind: 'fault', fault: 'digits' }
  const value = fraction === '' ? whole : `${whole}.${fraction}`
  return { kind: 'value', value: sign === '' || /^0(\.0+)?$/.test(value) ? value : `-${value}` }
}

/** What a reading comes to, however it was written: `1234.5`, `O`, or nothing; undefined for what cannot be taken. */
export const contentOf = (reading: Reading): string | undefined => {
  switch (reading.kind) {
    case 'empty':
      return ''
    case 'value':
      return reading.value
    case 'status':
      return reading.obsStatus
    case 'fault':
      return undefined
  }
}
