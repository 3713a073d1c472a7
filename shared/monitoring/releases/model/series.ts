import { type Slice, TOTAL } from '../../model.ts'

/** What a series of figures is of, without its periods. */
export type Series = Omit<Slice, 'period'>

/** A series by name: of the totals of clusters the indicator alone. */
export const seriesName = ({ universe, indicator, breakdown }: Series): string =>
  universe === 'cluster' && breakdown === TOTAL ? indicator : `${indicator}#${universe}#${breakdown}`

/** What later releases have to know is kept of an indicator in all breakdowns. */
export type BasisOf = Pick<Slice, 'universe' | 'indicator'>

/** What is kept of an indicator by name: of clusters the indicator alone. */
export const basisName = ({ universe, indicator }: BasisOf): string =>
  universe === 'cluster' ? indicator : `${indicator}#${universe}`
