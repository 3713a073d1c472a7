import * as z from 'zod'
import { wording } from '#kernel/wording'

/** An exact number as text: a decimal (`10`, `0.5`) or a fraction of whole numbers (`1/3`). Nothing is rounded
 *  before it is compared. */
export const Exact = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,17})(\.\d{1,12}|\/[1-9]\d{0,17})?$/,
    wording({
      en: 'expected a number such as 10, 0.5 or 1/3',
      ru: 'ожидается число, например 10, 0.5 или 1/3',
    }),
  )
  .register(z.globalRegistry, { id: 'Exact', example: '0.5' })
export type Exact = z.output<typeof Exact>

/** A number ≥ 0 as an exact fraction; its denominator is above 0. It is never reduced, so that its parts stay
 *  what they count. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** A fraction of two whole numbers. */
export const fraction = (numerator: bigint | number, denominator: bigint | number = 1n): Fraction => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
})

/** The fraction that a text writes: `0.5` is 5/10. */
export const fractionOf = (text: Exact): Fraction => {
  const [numerator = '', denominator] = text.split('/')
  if (denominator !== undefined) return fraction(BigInt(numerator), BigInt(denominator))
  const [whole = '', decimals = ''] = text.split('.')
  return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
}

/** How a fraction is written: `3`, or `3/10` with the parts as counted. */
export const exactText = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`

/** Below 0 where a < b, 0 where they are equal, above 0 where a > b; by cross multiplication. */
export const order = (a: Fraction, b: Fraction): number => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator
  if (difference === 0n) return 0
  return difference < 0n ? -1 : 1
}

/** How far a value is from a threshold, in what the value's numerator counts: members, or whole minor units of
 *  money. */
export const distance = (value: Fraction, threshold: Fraction): Fraction => {
  const gap = threshold.numerator * value.denominator - value.numerator * threshold.denominator
  const { denominator } = threshold
  const positive = gap < 0n ? -gap : gap
  return positive % denominator === 0n ? fraction(positive / denominator) : fraction(positive, denominator)
}
