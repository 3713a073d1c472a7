/** Amounts of money as people type and read them. */

export interface Amount {
  readonly minorUnits: number
  readonly currency: string
}

const CURRENCY = /^[A-Z]{3}$/

/** Decimals of a currency: two of the euro, none of the yen. */
const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** An amount from what was typed, exactly; undefined where it is none. A comma parts decimals as a point does, spaces part
 *  thousands. */
export const amountOf = (typed: string, currency: string): Amount | undefined => {
  if (!CURRENCY.test(currency)) return undefined
  const [, units, decimals = ''] = /^(\d+)(?:[.,](\d+))?$/.exec(typed.replaceAll(/\s/g, '')) ?? []
  const most = decimalsOf(currency)
  if (units === undefined || decimals.length > most) return undefined
  const minorUnits = Number(`${units}${decimals.padEnd(most, '0')}`)
  return Number.isSafeInteger(minorUnits) ? { minorUnits, currency } : undefined
}

/** The digits of an amount with its decimals: `1200.50`. */
export const digitsOf = ({ minorUnits, currency }: Amount): string => {
  const decimals = decimalsOf(currency)
  const digits = String(minorUnits).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
