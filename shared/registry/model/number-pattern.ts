import * as z from 'zod'
import { wording } from '#kernel/wording'

const PATTERN =
  /^[A-Za-z0-9 ./()_-]*(\{year\}[A-Za-z ./()_-]*\{serial(:[1-9])?\}|\{serial(:[1-9])?\}[A-Za-z ./()_-]+\{year\})[A-Za-z ./()_-]*$/

/** How a register writes its numbers: `{year}` is the year of the decision in four digits, `{serial:4}` the serial
 *  of that year, padded to four digits. Each stands once, so no two entries can get one number, and no digit
 *  stands beside them, so every number can be read back. */
export const NumberPattern = z
  .string()
  .max(60)
  .regex(
    PATTERN,
    wording({
      en: 'a pattern with {year} and {serial} or {serial:n} once each, e.g. {year}-{serial:4}',
      ru: 'шаблон, где {year} и {serial} или {serial:n} стоят по одному разу, например {year}-{serial:4}',
    }),
  )
  .refine((pattern) => !/\d\{|\}\d/.test(pattern), {
    error: 'no digit may stand right beside {year} or {serial}',
    params: { ru: 'рядом с {year} и {serial} не может стоять цифра' },
  })
  .register(z.globalRegistry, { id: 'NumberPattern', example: '{year}-{serial:4}' })
export type NumberPattern = z.output<typeof NumberPattern>

/** The number of an entry by its register's pattern: year 2025, serial 7 → `2025-0007`. A serial that outgrows its
 *  padding is written whole. */
export const formatNumber = (pattern: NumberPattern, year: number, serial: number): string =>
  pattern
    .replace('{year}', String(year).padStart(4, '0'))
    .replace(/\{serial(?::(\d))?\}/, (_match, digits: string | undefined) =>
      String(serial).padStart(Number(digits ?? 1), '0'),
    )

/** Year and serial of a number, when the pattern could have made it; a number of an older register may be of
 *  another make. */
export const parseNumber = (
  pattern: NumberPattern,
  number: string,
): { year: number; serial: number } | undefined => {
  const expression = pattern
    .replaceAll(/[.()\\/-]/g, String.raw`\$&`)
    .replace('{year}', String.raw`(?<year>\d{4})`)
    .replace(/\{serial(?::\d)?\}/, String.raw`(?<serial>\d{1,9})`)
  const groups = new RegExp(`^${expression}$`).exec(number)?.groups
  if (groups === undefined) return undefined
  const [year, serial] = [Number(groups['year']), Number(groups['serial'])]
  return serial > 0 && formatNumber(pattern, year, serial) === number ? { year, serial } : undefined
}
