import * as z from 'zod'
import { pageOf } from '#kernel/contract'
import { csvTable } from '#kernel/csv'
import { Indicator, ObservationView } from '../model.ts'

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

/** A page of reported values. */
export const ObservationPage = pageOf(ObservationView)

export const observationTable = csvTable(ObservationPage, ({ items }) => items, {
  universe: ({ universe }) => universe,
  subject: ({ subject }) => subject,
  indicator: ({ indicator }) => indicator,
  breakdown: ({ breakdown }) => breakdown,
  period: ({ period }) => period,
  value: ({ value }) => value,
  obs_status: ({ obsStatus }) => obsStatus,
  conf_status: ({ confStatus }) => confStatus,
  workflow: ({ workflow }) => workflow,
  level: ({ level }) => ({ written: level }),
  source: ({ source }) => ({ written: source }),
  submitted_by: ({ submittedBy }) => submittedBy,
  verified_by: ({ verifiedBy }) => verifiedBy,
  version: ({ version }) => version,
})
