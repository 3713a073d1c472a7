import * as z from 'zod'
import { csvTable } from '#kernel/csv'
import { Indicator, LocationQuotientAnswer } from './model.ts'

/** The list of indicators. */
export const Indicators = z.object({ items: z.array(Indicator) })

export const indicatorTable = csvTable(Indicators, ({ items }) => items, {
  code: ({ code }) => code,
  name: ({ name }) => ({ written: name }),
  definition: ({ definition }) => ({ written: definition }),
  unit: ({ unit }) => ({ written: unit }),
  measure: ({ measure }) => measure.kind,
  decimals: ({ decimals }) => decimals,
  direction: ({ direction }) => direction,
  frequency: ({ frequency }) => frequency,
  reporting: ({ reporting }) => reporting,
  rule: ({ aggregation }) => aggregation.rule,
  over_time: ({ overTime }) => overTime,
  confidentiality: ({ confidentiality }) => confidentiality,
  origin: ({ origin }) => origin,
  version: ({ version }) => version,
  valid_from: ({ validFrom }) => validFrom,
})

export const locationQuotientTable = csvTable(
  LocationQuotientAnswer,
  ({ indicator, total, within, rows }) => rows.map((row) => ({ ...row, indicator, all: total, within })),
  {
    indicator: ({ indicator }) => indicator.code,
    code: ({ code }) => code,
    breakdown: ({ breakdown }) => breakdown,
    period: ({ period }) => period,
    value: ({ value }) => value,
    total_breakdown: ({ all }) => all,
    total: ({ total }) => total,
    share: ({ share }) => share,
    regions: ({ regions }) => regions,
    reference: ({ within }) => within,
    reference_value: ({ reference }) => reference.value,
    reference_total: ({ reference }) => reference.total,
    reference_share: ({ reference }) => reference.share,
    quotient: ({ quotient }) => quotient,
    no_value: ({ noValue }) => noValue,
  },
)
