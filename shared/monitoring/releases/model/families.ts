import {
  type Catalogue,
  type Indicator,
  type IndicatorCode,
  inputsEver,
  isStored,
  type Period,
  previousPeriod,
  yearBefore,
} from '../../model.ts'

/** Indicators whose figures have values in common that are secret, directly or over others: what is shown of one may tell
 *  of another. Each indicator that a release may hold is in exactly one family. */
export const familiesIn = (catalogue: Catalogue): readonly (readonly IndicatorCode[])[] => {
  const families: { codes: IndicatorCode[]; inputs: Set<IndicatorCode> }[] = []
  for (const [code, indicator] of catalogue) {
    if (!isStored(indicator) || indicator.confidentiality === 'authority-only') continue
    const secret = inputsEver(code, catalogue).filter(
      (input) => input === code || catalogue.get(input)?.confidentiality !== 'open',
    )
    const merged = { codes: [code], inputs: new Set(secret) }
    for (const family of families.filter(({ inputs }) => secret.some((input) => inputs.has(input)))) {
      merged.codes.push(...family.codes)
      for (const input of family.inputs) merged.inputs.add(input)
      families.splice(families.indexOf(family), 1)
    }
    families.push(merged)
  }
  return families.map(({ codes }) => codes.sort())
}

/** The earlier periods that a figure of a release is compared with: the year before, and those that indicators need which
 *  are growth or compound growth of it. */
export const comparedPeriods = (
  code: IndicatorCode,
  period: Period,
  catalogue: ReadonlyMap<IndicatorCode, Indicator>,
): readonly Period[] => {
  const before = (years: number) =>
    Array.from({ length: years }).reduce((date: Period) => yearBefore(date), period)
  const needed = [...catalogue.values()].flatMap(({ aggregation }) => {
    if (aggregation.rule === 'growth' && aggregation.of === code)
      return [aggregation.against === 'previous' ? previousPeriod(period) : yearBefore(period)]
    return aggregation.rule === 'cagr' && aggregation.of === code ? [before(aggregation.years)] : []
  })
  return [...new Set([yearBefore(period), ...needed])].sort()
}
