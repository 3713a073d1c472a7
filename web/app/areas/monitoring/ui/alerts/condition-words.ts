import { valueText } from '../../../../figures/measure.ts'
import { percent, signedPercent } from '../../../../format.ts'
import type { Alert, AlertRule } from '../../api.ts'
import { t } from '../../texts/alerts/index.ts'
import type { Indicators } from '../indicators.ts'

/** A value of a watched indicator as it is written. */
const measured = (code: string, value: string, { byCode }: Indicators): string => {
  const indicator = byCode.get(code)
  return indicator === undefined ? value : valueText(value, indicator)
}

/** When an alert opens, in words. */
export const conditionText = (
  { condition }: Pick<AlertRule, 'condition'>,
  indicators: Indicators,
): string => {
  switch (condition.kind) {
    case 'threshold': {
      const { figure, side, limit } = condition
      const name = indicators.nameOf(figure.indicator)
      return t.conditions.threshold(name, t.sides[side], measured(figure.indicator, limit, indicators))
    }
    case 'change': {
      const { figure, side, limit, against } = condition
      const name = indicators.nameOf(figure.indicator)
      return t.conditions.change(name, t.sides[side], signedPercent(limit), t.againsts[against])
    }
    case 'coverage-below':
      return t.conditions.coverage(indicators.nameOf(condition.figure.indicator), percent(condition.limit))
    case 'missed-deadline':
      return t.conditions.missed(t.deadlines[condition.of ?? 'any'], t.days(condition.days))
    case 'stale-profile':
      return t.conditions.stale(t.days(condition.days))
  }
}

/** What was read last, as it is written. */
export const readText = (
  { condition, value, indicator }: Pick<Alert, 'condition' | 'value' | 'indicator'>,
  indicators: Indicators,
): string => {
  switch (condition.kind) {
    case 'threshold':
      return measured(indicator ?? condition.figure.indicator, String(value), indicators)
    case 'change':
      return signedPercent(value)
    case 'coverage-below':
      return percent(value)
    case 'missed-deadline':
    case 'stale-profile':
      return t.days(value)
  }
}
