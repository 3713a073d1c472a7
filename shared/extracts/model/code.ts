import * as z from 'zod'

/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O and U, so that nothing is read as another. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Characters that are chance: 95 bits. */
const CHANCE = 19

/** The product with 2 in the field of 32 elements, modulo x⁵ + x² + 1. */
const doubled = (element: number): number => (element << 1) ^ (element & 16 ? 0b100101 : 0)

/** The check character: the remainder of a Reed–Solomon code with one check symbol over the field of 32 elements.
 *  (Reed & Solomon 1960.) As 2 has the order 31 there, any one wrong character and any two that changed places are
 *  found. */
const checkOf = (characters: string): string => {
  let sum = 0
  for (const character of characters) sum = doubled(sum ^ ALPHABET.indexOf(character))
  return ALPHABET.charAt(sum)
}

/** What a person may have typed, as it was printed: spaces and hyphens don't count, O is 0, I and L are 1. */
const plain = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

const grouped = (characters: string): string => (characters.match(/.{1,5}/g) ?? []).join('-')

/** Why these characters are no code; undefined when they are one. */
const faultOf = (characters: string): { readonly error: string; readonly ru: string } | undefined => {
  if (characters.length !== CHANCE + 1 || /[^0-9A-HJKMNP-TV-Z]/.test(characters))
    return {
      error: 'expected 20 letters and digits such as 7Z1QG-4KX2M-9DW3T-RB6NV (no I, L, O, U)',
      ru: 'ожидается 20 латинских букв и цифр, например 7Z1QG-4KX2M-9DW3T-RB6NV (без I, L, O, U)',
    }
  if (checkOf(characters.slice(0, CHANCE)) !== characters.at(CHANCE))
    return {
      error: 'the check character (the last one) does not fit: one of the characters was mistyped',
      ru: 'контрольный символ (последний) не сходится: один из символов введён с ошибкой',
    }
  return undefined
}

/** A verification code in its written form, `XXXXX-XXXXX-XXXXX-XXXXX`; taken however it is typed. */
export const ExtractCode = z
  .string()
  .max(60)
  .superRefine((typed, context) => {
    const fault = faultOf(plain(typed))
    if (fault !== undefined)
      context.addIssue({ code: 'custom', message: fault.error, params: { ru: fault.ru } })
  })
  .overwrite((typed) => grouped(plain(typed)))
  .brand<'extract-code'>()
  .register(z.globalRegistry, { id: 'ExtractCode', example: '7Z1QG-4KX2M-9DW3T-RB6NV' })
export type ExtractCode = z.output<typeof ExtractCode>

/** Bytes of chance that a code takes. */
export const CODE_BYTES = CHANCE

/** A code from chance: five bits of each byte.
 *  @throws Error for fewer bytes than it takes */
export const codeFrom = (chance: Uint8Array): ExtractCode => {
  if (chance.length < CODE_BYTES) throw new Error(`a code takes ${CODE_BYTES} bytes of chance`)
  const characters = [...chance.slice(0, CODE_BYTES)].map((byte) => ALPHABET.charAt(byte & 31)).join('')
  return ExtractCode.parse(grouped(`${characters}${checkOf(characters)}`))
}
