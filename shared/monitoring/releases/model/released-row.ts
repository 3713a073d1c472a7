import * as z from 'zod'
import {
  Cell,
  Change,
  Decimal,
  Period,
  type PublicConfStatus,
  PublicStatistics,
  shownStatistics,
  WithheldStatus,
} from '../../model.ts'
import { ReleaseNumber } from './release.ts'

/** A change as a release shows it; without one it is withheld, and `confStatus` says why. */
const ReleasedChange = z.object({
  against: Period,
  /** The release whose figure it is: that of an earlier one may stand. */
  since: ReleaseNumber,
  confStatus: WithheldStatus.exactOptional(),
  change: Change.nullable(),
})
export type ReleasedChange = z.output<typeof ReleasedChange>

/** One figure of a release, as it is stored beside others of its dimension. */
export const ReleasedRow = z.object({
  code: z.string(),
  since: ReleaseNumber,
  /** Why it is withheld; absent where it is shown. */
  confStatus: WithheldStatus.exactOptional(),
  value: Decimal.nullable(),
  noValue: Cell.shape.noValue,
  obsStatus: Cell.shape.obsStatus,
  reporting: z.int(),
  expected: z.int().nullable(),
  byStatus: Cell.shape.byStatus,
  estimatedShare: z.number().nullable(),
  weightCoverage: z.number().nullable().exactOptional(),
  statistics: PublicStatistics.nullable(),
  method: z.string(),
  definitionVersion: z.int(),
  hash: z.string(),
  changes: z.array(ReleasedChange),
})
export type ReleasedRow = z.output<typeof ReleasedRow>

/** What a release says of a figure. */
export interface Released {
  /** The release whose figure it is. */
  readonly number: number
  /** Why it is withheld; absent where it is shown. */
  readonly confStatus?: PublicConfStatus
  readonly statistics: PublicStatistics | null
  /** Its changes against earlier periods: the release that each is of, and why it is withheld. */
  readonly changes: readonly {
    readonly against: Period
    readonly since: number
    readonly confStatus?: PublicConfStatus
  }[]
}

/** What of a figure everybody may see besides its value: of an open indicator all; else no share of estimates, which is a
 *  sum over part of the units, no coverage of weights, which tells the sum of weights, quartiles from enough
 *  contributors, and the mean only where it is the sum by another name. */
export const shownRow = (
  cell: Cell,
  since: number,
  disclosure: 'open' | { readonly contributors: number },
): ReleasedRow => ({
  code: cell.code,
  since,
  value: cell.value,
  ...(cell.noValue !== undefined && { noValue: cell.noValue }),
  obsStatus: cell.obsStatus,
  reporting: cell.reporting,
  expected: cell.expected,
  byStatus: cell.byStatus,
  estimatedShare: disclosure === 'open' ? cell.estimatedShare : null,
  ...(disclosure === 'open' && cell.weightCoverage !== undefined && { weightCoverage: cell.weightCoverage }),
  statistics: disclosure === 'open' ? cell.statistics : statisticsFor(cell, disclosure.contributors),
  method: cell.method,
  definitionVersion: cell.definitionVersion,
  hash: cell.hash,
  changes: [],
})

const statisticsFor = ({ statistics }: Cell, contributors: number): ReleasedRow['statistics'] =>
  statistics !== null && shownStatistics(contributors).quartiles
    ? { ...statistics, min: null, max: null, mean: null }
    : null

/** A withheld figure: coverage stays. */
export const withheldRow = (cell: Cell, since: number, confStatus: WithheldStatus): ReleasedRow => ({
  code: cell.code,
  since,
  confStatus,
  value: null,
  obsStatus: 'O',
  reporting: cell.reporting,
  expected: cell.expected,
  byStatus: {},
  estimatedShare: null,
  statistics: null,
  method: cell.method,
  definitionVersion: cell.definitionVersion,
  hash: '',
  changes: [],
})
