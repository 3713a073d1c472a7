import type { MonitoringTypes } from '../types.ts'

type Indicator = MonitoringTypes['indicator']

/** Whether everybody may read what single clusters or regions reported. A share in a whole is a figure of groups, and
 *  counts of the register are not reported. */
export const isOpenOfUnits = ({ confidentiality, origin, aggregation }: Indicator): boolean =>
  confidentiality === 'open' && origin !== 'registry' && aggregation.rule !== 'share-of-total'

/** Whether open figures of regions exist by year: official statistics, and what is made of them. */
export const isOpenOfRegions = ({ frequency, confidentiality, origin }: Indicator): boolean =>
  frequency === 'A' && confidentiality === 'open' && origin !== 'registry'
