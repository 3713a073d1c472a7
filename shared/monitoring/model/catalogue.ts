import type { PlatformText } from '../../kernel/localised-text.ts'
import { DecimalError, toUnits } from './decimal.ts'
import {
  CONFIDENTIALITY,
  type Indicator,
  type IndicatorCode,
  type IndicatorDefinition,
  isStored,
  needsOf,
  originOf,
} from './indicator.ts'
import { faultOfRatioMeasure } from './measure.ts'
import { type Period, referenceDate } from './period.ts'

/** Every indicator by code in its newest version, and which versions held when. */
export class Catalogue extends Map<IndicatorCode, Indicator> {
  readonly #versions: readonly Indicator[]
  readonly #at = new Map<Period, ReadonlyMap<IndicatorCode, Indicator>>()

  /** @param versions of each indicator all versions that are kept, in any order */
  constructor(versions: readonly Indicator[]) {
    const ascending = [...versions].sort((a, b) =>
      a.code === b.code ? a.version - b.version : a.code < b.code ? -1 : 1,
    )
    super(ascending.map((indicator) => [indicator.code, indicator]))
    this.#versions = ascending
  }

  /** Every version of an indicator that is kept, the oldest first. */
  versions(code: IndicatorCode): readonly Indicator[] {
    return this.#versions.filter((indicator) => indicator.code === code)
  }

  /** The indicators as they hold for a period: of each the newest version that holds on the period's last day. */
  at(period: Period): ReadonlyMap<IndicatorCode, Indicator> {
    const known = this.#at.get(period)
    if (known !== undefined) return known
    const day = referenceDate(period)
    const holding = this.#versions.filter(({ validFrom }) => validFrom === undefined || validFrom <= day)
    const found = new Map(holding.map((indicator) => [indicator.code, indicator]))
    this.#at.set(period, found)
    return found
  }
}

/** The indicators whose stored figures rest on the values of one, itself first; only one step is possible, since
 *  they rest on reported values. What is made when read has nothing stored. */
export const dependentsOf = (code: IndicatorCode, catalogue: Iterable<Indicator>): IndicatorCode[] => [
  code,
  ...[...catalogue]
    .filter((indicator) => isStored(indicator) && needsOf(indicator).includes(code))
    .map((indicator) => indicator.code),
]

/** Indicators in an order in which each comes after those that it is made from; otherwise in the order given. */
export const inDependencyOrder = <T extends Pick<Indicator, 'code' | 'aggregation'>>(
  indicators: readonly T[],
): T[] => {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]))
  const ordered = new Set<T>()
  const visit = (indicator: T, above: readonly T[]): void => {
    if (above.includes(indicator)) return
    for (const code of needsOf(indicator)) {
      const needed = byCode.get(code)
      if (needed !== undefined) visit(needed, [...above, indicator])
    }
    ordered.add(indicator)
  }
  for (const indicator of indicators) visit(indicator, [])
  return [...ordered]
}

/** The way from an indicator over what it is made from back to itself: `a`, `b`, `a`; undefined when there is none. */
const cycleFrom = (
  start: Pick<Indicator, 'code' | 'aggregation'>,
  catalogue: ReadonlyMap<IndicatorCode, Pick<Indicator, 'code' | 'aggregation'>>,
): IndicatorCode[] | undefined => {
  const seen = new Set<IndicatorCode>()
  const search = (from: Pick<Indicator, 'code' | 'aggregation'>): IndicatorCode[] | undefined => {
    for (const code of needsOf(from)) {
      if (code === start.code) return [from.code, code]
      const needed = catalogue.get(code)
      if (needed === undefined || seen.has(code)) continue
      seen.add(code)
      const way = search(needed)
      if (way !== undefined) return [from.code, ...way]
    }
    return undefined
  }
  return search(start)
}

/** What the catalogue forbids, in words; null when the definition may stand, and all that are made from it still
 *  may. */
export const faultOfDefinition = (
  definition: IndicatorDefinition,
  catalogue: ReadonlyMap<IndicatorCode, Indicator>,
): PlatformText | null => {
  const { code } = definition
  if (definition.reporting === 'cumulative' && definition.frequency === 'A')
    return {
      en: 'an annual value cannot be cumulative from the start of the year',
      ru: 'годовое значение не может считаться нарастающим итогом с начала года',
    }
  const range = faultOfRange(definition)
  if (range !== null) return range
  const cycle = cycleFrom(definition, catalogue)
  if (cycle !== undefined)
    return {
      en: `"${code}" would be made from itself: ${cycle.join(' → ')}`,
      ru: `«${code}» вычислялся бы из самого себя: ${cycle.join(' → ')}`,
    }
  const needed = new Map<IndicatorCode, Indicator>()
  for (const one of needsOf(definition)) {
    const found = catalogue.get(one)
    if (found === undefined) return { en: `there is no indicator "${one}"`, ru: `показателя «${one}» нет` }
    needed.set(one, found)
  }
  const own = faultOfNeeds(definition, needed)
  if (own !== null) return own
  const after: Indicator = { ...definition, origin: originOf(definition), version: 1 }
  for (const dependent of catalogue.values()) {
    if (!needsOf(dependent).includes(code)) continue
    const needs = needsOf(dependent).map((one) => [one, one === code ? after : catalogue.get(one)] as const)
    const fault = faultOfNeeds(
      dependent,
      new Map(needs.flatMap(([one, found]) => (found === undefined ? [] : [[one, found] as const]))),
    )
    if (fault !== null)
      return {
        en: `"${dependent.code}" is made from it and could not stand: ${fault.en}`,
        ru: `из него вычисляется «${dependent.code}», и это стало бы невозможно: ${fault.ru}`,
      }
  }
  return null
}

/** What a new version may not change, in words; null when it may follow the version before. */
export const faultOfNewVersion = (before: Indicator, next: IndicatorDefinition): PlatformText | null =>
  next.decimals < before.decimals
    ? {
        en: `decimals cannot fall from ${before.decimals} to ${next.decimals}: values were reported with as many; define another indicator`,
        ru: `число знаков после запятой нельзя уменьшить с ${before.decimals} до ${next.decimals}: такие значения уже сообщены; определите другой показатель`,
      }
    : null

const faultOfRange = ({ validRange, decimals }: IndicatorDefinition): PlatformText | null => {
  try {
    for (const bound of Object.values(validRange ?? {})) toUnits(bound, decimals)
    return null
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error
    return { en: `valid range: ${error.message}`, ru: `допустимые значения: ${error.message}` }
  }
}

const faultOfNeeds = (
  definition: IndicatorDefinition,
  needed: ReadonlyMap<IndicatorCode, Indicator>,
): PlatformText | null => {
  for (const one of needed.values()) {
    const fault = faultOfNeed(definition, one)
    if (fault !== null) return fault
  }
  return faultOfMeasure(definition, needed)
}

/** What is wrong with being made from one other indicator. */
const faultOfNeed = (definition: IndicatorDefinition, needed: Indicator): PlatformText | null => {
  const { code } = needed
  const { rule } = definition.aggregation
  if (needed.frequency !== definition.frequency)
    return {
      en: `"${code}" has the frequency ${needed.frequency}, not ${definition.frequency}`,
      ru: `у «${code}» периодичность ${needed.frequency}, а не ${definition.frequency}`,
    }
  if (rule === 'share-of-total' && needed.aggregation.rule !== 'sum')
    return {
      en: `"${code}" is no sum over its units, so that a part of it has no share of a whole`,
      ru: `«${code}» — не сумма по единицам, поэтому часть не имеет доли в целом`,
    }
  const fromValues = rule === 'weighted-mean' || rule === 'ratio-of-sums' || rule === 'per-unit-ratio'
  if (fromValues && needed.origin !== 'reported')
    return {
      en: `"${code}" has no reported values to weigh or divide by`,
      ru: `у «${code}» нет сообщаемых значений, на которые можно взвешивать или делить`,
    }
  const strictness = (of: IndicatorDefinition) => CONFIDENTIALITY.indexOf(of.confidentiality)
  if (strictness(definition) < strictness(needed))
    return {
      en: `"${code}" is ${needed.confidentiality}; what is made from it cannot be ${definition.confidentiality}`,
      ru: `класс «${code}» — ${needed.confidentiality}; показатель из него не может быть ${definition.confidentiality}`,
    }
  return null
}

/** What is wrong with the measure of an indicator that is made from others. */
const faultOfMeasure = (
  { aggregation, measure }: IndicatorDefinition,
  needed: ReadonlyMap<IndicatorCode, Indicator>,
): PlatformText | null => {
  switch (aggregation.rule) {
    case 'growth':
    case 'cagr':
    case 'share-of-total':
      return measure.kind === 'share'
        ? null
        : {
            en: 'growth and shares are pure ratios: the measure is share (1 is all, 0.03 is three per cent)',
            ru: 'темпы роста и доли — чистые отношения: их мера share (1 — всё, 0.03 — три процента)',
          }
    case 'ratio-of-sums':
    case 'per-unit-ratio': {
      const [above, below] = [needed.get(aggregation.numerator), needed.get(aggregation.denominator)]
      return above && below ? faultOfRatioMeasure(measure, above.measure, below.measure) : null
    }
    default:
      return null
  }
}
