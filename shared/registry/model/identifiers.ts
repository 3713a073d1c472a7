import * as z from 'zod'

/** What a scheme asks of a value. */
interface Scheme {
  /** One value written in several ways becomes one: separators and case. */
  normalise(value: string): string
  readonly syntax: RegExp
  /** Whether the check digits are right. */
  check?(normalised: string): boolean
  readonly example: string
}

const compact = (value: string) => value.toUpperCase().replaceAll(/[\s.-]/g, '')
const digits = (text: string) => [...text].map(Number)
const weighted = (text: string, weights: readonly number[]) =>
  weights.reduce((sum, weight, index) => sum + weight * (digits(text)[index] ?? 0), 0)

/** ISO 7064 MOD 97-10: letters count as 10 to 35 and the whole number leaves 1. */
const mod97 = (text: string): boolean =>
  [...text].reduce((rest, sign) => {
    const value = Number.parseInt(sign, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0) === 1

/** ISO 7064 MOD 11,10, the check digit of the German VAT number. */
const mod1110 = (text: string): boolean => {
  const product = digits(text.slice(0, -1)).reduce((carry, digit) => {
    const sum = (carry + digit) % 10 || 10
    return (sum * 2) % 11
  }, 10)
  return (11 - product) % 10 === Number(text.at(-1))
}

/** OGRN (13 digits) and OGRNIP (15): the last digit is the rest of the others by 11 or 13, of it the last digit. */
const ogrn = (text: string): boolean => {
  const body = BigInt(text.slice(0, -1))
  return Number((body % (text.length === 13 ? 11n : 13n)) % 10n) === Number(text.at(-1))
}

const INN_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8]
const INN_11 = [7, ...INN_10]
const INN_12 = [3, 7, ...INN_10]
const innDigit = (text: string, weights: readonly number[]) => (weighted(text, weights) % 11) % 10
const inn = (value: string): boolean => {
  const [text = ''] = value.split('/')
  const at = (index: number) => Number(text[index])
  return text.length === 10
    ? innDigit(text, INN_10) === at(9)
    : innDigit(text, INN_11) === at(10) && innDigit(text, INN_12) === at(11)
}

const VAT_BODIES: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^[1-9]\d{8}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^[1-9]\d{1,9}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
}

const vat = (value: string): boolean => {
  const [country, body] = [value.slice(0, 2), value.slice(2)]
  const fits = VAT_BODIES[country]?.test(body) ?? true
  return fits && (country !== 'DE' || mod1110(body))
}

const SCHEMES: Readonly<Record<string, Scheme>> = {
  EUID: {
    normalise: (value) => value.toUpperCase().replaceAll(/\s/g, ''),
    syntax: /^[A-Z]{2}[A-Z0-9]{0,12}\.[A-Z0-9][A-Z0-9./-]{0,30}(_[A-Z0-9]{1,4})?$/,
    example: 'DEK1101R.HRB116737',
  },
  LEI: { normalise: compact, syntax: /^[A-Z0-9]{18}\d{2}$/, check: mod97, example: '5493001KJTIIGC8Y1R12' },
  VAT: { normalise: compact, syntax: /^[A-Z]{2}[A-Z0-9+*]{2,13}$/, check: vat, example: 'DE136695976' },
  'DE-HR': {
    normalise: (value) =>
      value
        .toUpperCase()
        .replaceAll(/\s+/g, '')
        .replace(/^([A-Z]\d{4})(HRA|HRB|GNR|GSR|PR|VR)(\d+)([A-Z]*)$/, '$1 $2 $3 $4')
        .trim(),
    syntax: /^[A-Z]\d{4} (HRA|HRB|GNR|GSR|PR|VR) [1-9]\d{0,5}( [A-Z]{1,3})?$/,
    example: 'R1101 HRB 116737',
  },
  'RU-OGRN': { normalise: compact, syntax: /^[1-9](\d{12}|\d{14})$/, check: ogrn, example: '1027700132195' },
  'RU-INN': {
    normalise: compact,
    syntax: /^(\d{10}|\d{12})(\/\d{4}[A-Z0-9]{2}\d{3})?$/,
    check: inn,
    example: '7707083893',
  },
}

/** A national scheme that the platform has no check for: country and name, e.g. `AT-FN`. */
const NATIONAL = /^[A-Z]{2}-[A-Z0-9]{1,12}$/
const nationalScheme: Scheme = {
  normalise: (value) => value.toUpperCase().replaceAll(/\s+/g, ' ').trim(),
  syntax: /^[\p{L}\p{N}][\p{L}\p{N} ./-]{0,39}$/u,
  example: '93363Z',
}

/** The schemes whose syntax and check digits are known. */
export const SCHEME_NAMES: readonly string[] = Object.keys(SCHEMES)

const schemeOf = (name: string): Scheme | undefined =>
  SCHEMES[name] ?? (NATIONAL.test(name) ? nationalScheme : undefined)

/** An identifier of an organisation in a scheme, its value in the scheme's one way of writing.
 *  Schemes: EUID, LEI (ISO 17442), VAT, DE-HR (court, section, number), RU-OGRN, RU-INN (with `/KPP` for a branch),
 *  and national ones as country and name (`AT-FN`). Syntax and check digits must be right. */
export const Identifier = z
  .object({ scheme: z.string().trim().toUpperCase().max(20), value: z.string().trim().min(1).max(60) })
  .transform((identifier, context) => {
    const { scheme: name, value } = identifier
    const scheme = schemeOf(name)
    const fault = (path: 'scheme' | 'value', en: string, ru: string): never => {
      context.addIssue({ code: 'custom', path: [path], message: en, params: { ru } })
      return z.NEVER
    }
    if (scheme === undefined)
      return fault(
        'scheme',
        `"${name}" is not a scheme (expected ${SCHEME_NAMES.join(', ')}, or country and name like AT-FN)`,
        `«${name}» — не система идентификаторов (ожидается ${SCHEME_NAMES.join(', ')} или страна и название, например AT-FN)`,
      )
    const normalised = scheme.normalise(value)
    if (!scheme.syntax.test(normalised))
      return fault(
        'value',
        `"${value}" is not a value of ${name} (for example ${scheme.example})`,
        `«${value}» — не значение ${name} (пример: ${scheme.example})`,
      )
    if (scheme.check?.(normalised) === false)
      return fault(
        'value',
        `"${value}" has wrong check digits for ${name}: one character is probably mistyped`,
        `«${value}»: контрольные цифры ${name} не сходятся, вероятно, опечатка`,
      )
    return { scheme: name, value: normalised }
  })
  .register(z.globalRegistry, { id: 'Identifier', example: { scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' } })
export type Identifier = z.output<typeof Identifier>

const fits = (scheme: string, value: string): readonly Identifier[] => {
  const parsed = Identifier.safeParse({ scheme, value })
  return parsed.success ? [parsed.data] : []
}

/** What an identifier may be that somebody looks for: in the scheme before its colon, else in every known scheme whose
 *  syntax and check digits it has. */
export const SoughtIdentifier = z
  .string()
  .trim()
  .min(1)
  .max(81)
  .transform((text, context) => {
    const [, scheme, value] = /^([A-Z]+(?:-[A-Z0-9]+)?):(.+)$/i.exec(text) ?? []
    const found =
      scheme !== undefined && value !== undefined
        ? fits(scheme, value)
        : SCHEME_NAMES.flatMap((name) => fits(name, text))
    if (found.length > 0) return found
    context.addIssue({
      code: 'custom',
      message: `"${text}" is no identifier of a known scheme (${SCHEME_NAMES.join(', ')}): check its digits, or put its scheme before it, as in AT-FN:93363Z`,
      params: {
        ru: `«${text}» — не идентификатор известной системы (${SCHEME_NAMES.join(', ')}): проверьте цифры или укажите систему, например AT-FN:93363Z`,
      },
    })
    return z.NEVER
  })

/** The registers of a scheme that give one identifier to one thing: VAT numbers and EUIDs are given by countries, and a
 *  branch has the INN of its company. Courts of the German register change, so its numbers tell nothing apart. */
const issuerOf = ({ scheme, value }: Pick<Identifier, 'scheme' | 'value'>): string | undefined => {
  if (scheme === 'DE-HR') return undefined
  return scheme === 'VAT' || scheme === 'EUID' ? `${scheme} ${value.slice(0, 2)}` : scheme
}

/** The pairs of identifiers that one thing cannot have both: of one issuer with other values. */
export const clashingIdentifiers = (
  one: readonly Identifier[],
  other: readonly Identifier[],
): readonly (readonly [Identifier, Identifier])[] =>
  one.flatMap((mine) => {
    const issuer = issuerOf(mine)
    const theirs = issuer === undefined ? [] : other.filter((identifier) => issuerOf(identifier) === issuer)
    const [first] = theirs
    const own = one.filter((identifier) => issuerOf(identifier) === issuer)
    const shared = own.some((a) => theirs.some((b) => subjectOf(a) === subjectOf(b)))
    return first === undefined || shared ? [] : [[mine, first] as const]
  })

const subjectOf = ({ scheme, value }: Identifier): string =>
  scheme === 'RU-INN' ? (value.split('/')[0] ?? value) : value
