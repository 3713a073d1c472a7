import * as z from 'zod'
import { wording } from '#kernel/wording'

/** An exact number as text: `30169648`, `-0.5`, `12.30`. Figures in an indicator's unit are given like this, so
 *  that no reader rounds them unasked; pure ratios (coverage, change, share) are JSON numbers. */
export const Decimal = z
  .string()
  .regex(
    /^-?(0|[1-9]\d*)(\.\d+)?$/,
    wording({
      en: 'expected a decimal number such as 1250 or -0.75',
      ru: 'ожидается десятичное число с точкой, например 1250 или -0.75',
    }),
  )
  .max(60)
  .register(z.globalRegistry, { id: 'Decimal', example: '30169648' })
export type Decimal = z.output<typeof Decimal>

/** What a decimal number cannot be for an indicator, in words for the person who sent it. */
export class DecimalError extends Error {
  override readonly name = 'DecimalError'
}

/** Whole smallest units of a decimal: `12.3` with two decimals is 1230.
 *  @throws DecimalError when it has more decimals than that, or more than 15 digits in all */
export const toUnits = (text: Decimal, decimals: number): number => {
  const [whole = '', fraction = ''] = text.split('.')
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > decimals)
    throw new DecimalError(`"${text}" has ${kept.length} decimals; the indicator has ${decimals}`)
  const units = Number(`${whole}${kept.padEnd(decimals, '0')}`)
  if (!Number.isSafeInteger(units)) throw new DecimalError(`"${text}" has more than 15 digits`)
  return units === 0 ? 0 : units
}

/** The decimal of whole smallest units, without trailing zeros: 1230 with two decimals is `12.3`. */
export const fromUnits = (units: number | bigint, decimals: number): Decimal => {
  const negative = units < 0
  const digits = String(negative ? -units : units).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  return `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/** The shortest decimal that reads back as the same number; never in exponent notation. */
export const fromNumber = (number: number): Decimal => {
  const text = String(number)
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text)
  if (match === null) return text
  const [, sign = '', first = '', rest = '', exponent = '0'] = match
  const digits = first + rest
  const point = 1 + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

/** A decimal as written by its canonical rule, so that `1.50` and `1.5` are the same content. */
export const canonical = (text: Decimal, decimals: number): Decimal =>
  fromUnits(toUnits(text, decimals), decimals)

const decimalsOf = (text: Decimal) => text.split('.')[1]?.length ?? 0

const combined = (a: Decimal, b: Decimal, by: (a: bigint, b: bigint) => bigint): Decimal => {
  const decimals = Math.max(decimalsOf(a), decimalsOf(b))
  const units = (text: Decimal) => {
    const [whole = '', fraction = ''] = text.split('.')
    return BigInt(`${whole}${fraction.padEnd(decimals, '0')}`)
  }
  return fromUnits(by(units(a), units(b)), decimals)
}

/** The exact difference of two decimals of any number of decimals. */
export const subtract = (a: Decimal, b: Decimal): Decimal => combined(a, b, (x, y) => x - y)

/** The exact sum of two decimals of any number of decimals. */
export const add = (a: Decimal, b: Decimal): Decimal => combined(a, b, (x, y) => x + y)

/** A sum of integers that stays exact: a number as long as it is a safe integer, a bigint from there. The result
 *  does not depend on the order of adding. */
export class ExactSum {
  #fast = 0
  #spilled = 0n

  add(integer: number): void {
    const next = this.#fast + integer
    if (next <= Number.MAX_SAFE_INTEGER && next >= -Number.MAX_SAFE_INTEGER) {
      this.#fast = next
      return
    }
    this.#spilled += BigInt(this.#fast) + BigInt(integer)
    this.#fast = 0
  }

  /** Adds a product of two integers, exactly. */
  addProduct(a: number, b: number): void {
    const product = a * b
    if (Number.isSafeInteger(product)) this.add(product)
    else this.#spilled += BigInt(a) * BigInt(b)
  }

  get total(): number | bigint {
    return this.#spilled === 0n ? this.#fast : this.#spilled + BigInt(this.#fast)
  }
}
