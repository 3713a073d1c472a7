import * as z from 'zod'
import type { Indicator } from '../indicator.ts'
import { type Contribution, enterprisesOf } from './contribution.ts'

/** What a deployment decides about confidentiality. Never shown to readers. */
export interface DisclosureRules {
  /** The p of the p % rule, a whole number from 1 to 99. */
  readonly percent: number
  /** Enterprises that a shown figure needs at least. */
  readonly enterprises: number
  /** The same for indicators that may be negative. */
  readonly enterprisesIfSigned: number
}

export const DEFAULT_RULES: DisclosureRules = { percent: 10, enterprises: 3, enterprisesIfSigned: 5 }

/** Why a figure is withheld, after SDMX CL_CONF_STATUS: A too few enterprises; dominance by O one, T two, G one or
 *  two of them; D to protect others. */
export const WithheldStatus = z
  .enum(['A', 'O', 'T', 'G', 'D'])
  .register(z.globalRegistry, { id: 'WithheldStatus' })
export type WithheldStatus = z.output<typeof WithheldStatus>

/** Contributors that quartiles of an aggregate-only indicator need. */
const QUARTILES_FROM = 10
/** Peers that percentiles and distances to peers of an aggregate-only indicator need. */
const PEERS_FROM = 10

/** Which statistics of an aggregate-only indicator a reader may get beside a shown figure. The least and the greatest
 *  value are one enterprise's and never shown. */
export const shownStatistics = (
  contributors: number,
): { readonly extremes: false; readonly quartiles: boolean } => ({
  extremes: false,
  quartiles: contributors >= QUARTILES_FROM,
})

/** Whether percentiles and distances to peers of an aggregate-only indicator may be shown. */
export const showsPeers = (peers: number): boolean => peers >= PEERS_FROM

/** Whether values of an indicator may be negative: unless its valid range says that they are not. */
export const mayBeNegative = ({ validRange }: Pick<Indicator, 'validRange'>): boolean =>
  validRange?.min === undefined || validRange.min.startsWith('-')

/** The contributions of the enterprises, the greatest first. One that stems from several enterprises with unknown
 *  parts stands for itself, as if it were one's. */
const byEnterprise = (contributions: readonly Contribution[]): readonly bigint[] => {
  const sums = new Map<string, bigint>()
  for (const { id, enterprises, value } of contributions) {
    const [one, another] = enterprises
    const name = one !== undefined && another === undefined ? `of ${one}` : `whole ${id}`
    sums.set(name, (sums.get(name) ?? 0n) + value)
  }
  return [...sums.values()].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0))
}

/** A sum of non-negative contributions as the p % rule sees it. */
export interface Dominance {
  readonly total: bigint
  readonly largest: bigint
  readonly second: bigint
}

export const dominanceIn = (contributions: readonly Contribution[]): Dominance => {
  const [largest = 0n, second = 0n] = byEnterprise(contributions)
  return { total: contributions.reduce((sum, { value }) => sum + value, 0n), largest, second }
}

/** By the p % rule, X − x₁ − x₂ ≥ p/100 · x₁, whether the second largest contributor, who subtracts its own value,
 *  may come closer than p % to the largest: null if not, else O where already the sum itself comes as close, and T
 *  where that takes the second's knowledge (Hundepool et al., Statistical Disclosure Control, 2012, section 4.2). */
const dominance = (
  { total, largest, second }: Dominance,
  { percent }: Pick<DisclosureRules, 'percent'>,
): 'O' | 'T' | null => {
  const margin = BigInt(percent) * largest
  if (100n * (total - largest - second) >= margin) return null
  return 100n * (total - largest) < margin ? 'O' : 'T'
}

/** Why a sum may not be shown for its own sake; null if it may. Values under a waiver may be known to everybody, so
 *  the rest is judged without them; where nothing but such values is left there is nothing to protect.
 *  @throws RangeError when a value is negative though the indicator's values are not */
export const primaryStatus = (
  contributions: readonly Contribution[],
  rules: DisclosureRules,
): Exclude<WithheldStatus, 'G' | 'D'> | null => {
  const secret = contributions.filter(({ waived }) => !waived)
  if (secret.length === 0) return null
  const signed = secret.some((contribution) => contribution.signed)
  const least = signed ? rules.enterprisesIfSigned : rules.enterprises
  if (enterprisesOf(secret).size < least) return 'A'
  if (signed) return null
  const negative = secret.find(({ value }) => value < 0n)
  if (negative !== undefined)
    throw new RangeError(
      `"${negative.id}" is ${negative.value}; an indicator with such values must say that it may be negative`,
    )
  return dominance(dominanceIn(secret), rules)
}
