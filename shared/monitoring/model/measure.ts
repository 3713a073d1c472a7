import * as z from 'zod'
import { wording } from '#kernel/wording'
import { LocalisedText, type PlatformText } from '../../kernel/localised-text.ts'

/** Prices that money is counted in: those of each period itself, or those of a base year, which a deflator leads
 *  back to. */
const Prices = z
  .discriminatedUnion('basis', [
    z.object({ basis: z.literal('current') }),
    z.object({
      basis: z.literal('constant'),
      baseYear: z.int().min(1900).max(2100),
      /** Which index turns current prices into those of the base year. */
      deflator: LocalisedText,
    }),
  ])
  .register(z.globalRegistry, { id: 'Prices' })

/** What the values are: money in a currency and at stated prices, a share (1 is all), a score on a scale, or any
 *  other quantity. The unit says it in words. */
export const Measure = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['quantity', 'share', 'score']) }),
    z.object({
      kind: z.literal('money'),
      currency: z.string().regex(
        /^[A-Z]{3}$/,
        wording({
          en: 'expected a currency code of ISO 4217, such as EUR',
          ru: 'ожидается код валюты по ISO 4217, например EUR',
        }),
      ),
      prices: Prices,
    }),
  ])
  .register(z.globalRegistry, { id: 'Measure' })
export type Measure = z.output<typeof Measure>

/** A measure in words: `EUR at prices of 2020`. */
const words = (measure: Measure): PlatformText => {
  if (measure.kind !== 'money') return KINDS[measure.kind]
  const { currency, prices } = measure
  return prices.basis === 'current'
    ? { en: `${currency} at current prices`, ru: `${currency} в текущих ценах` }
    : { en: `${currency} at prices of ${prices.baseYear}`, ru: `${currency} в ценах ${prices.baseYear} года` }
}

const KINDS = {
  quantity: { en: 'a quantity', ru: 'величина' },
  share: { en: 'a share', ru: 'доля' },
  score: { en: 'a score', ru: 'оценка' },
} as const

/** What is wrong with the measure of a ratio, in words; null when it may stand. Money divided by money needs one
 *  currency and one price basis, and is not money; divided by anything else it stays money of the same kind. */
export const faultOfRatioMeasure = (
  ratio: Measure,
  numerator: Measure,
  denominator: Measure,
): PlatformText | null => {
  const [is, above, below] = [words(ratio), words(numerator), words(denominator)]
  if (numerator.kind !== 'money') return null
  if (denominator.kind !== 'money')
    return is.en === above.en
      ? null
      : {
          en: `numerator: ${above.en}; divided by ${below.en} it stays that, but the measure says ${is.en}`,
          ru: `числитель: ${above.ru}; делённый на то, что есть ${below.ru}, он остаётся таким же, а указано: ${is.ru}`,
        }
  if (above.en !== below.en)
    return {
      en: `${above.en} cannot be divided by ${below.en}: one currency and one price basis are needed`,
      ru: `${above.ru} нельзя делить на ${below.ru}: нужны одна валюта и одни цены`,
    }
  return ratio.kind === 'money'
    ? {
        en: 'money divided by money is no money: its measure is share',
        ru: 'деньги, делённые на деньги, — не деньги: мера такого показателя share',
      }
    : null
}
