import type { Block } from './blocks.ts'
import type { Need } from './bounds.ts'
import type { Column, Sum } from './columns.ts'
import type { Contribution } from './contribution.ts'
import { type DisclosureRules, dominanceIn } from './primary.ts'

/** A sum that may not be shown for its own sake, with what of it is secret. */
export interface FailingSum {
  readonly sum: Sum
  readonly contributions: readonly Contribution[]
}

/** What of a block must stay uncertain: every contribution that cannot be negative, every whole of such, and upwards what
 *  may not be shown for its own sake. */
export const needsOf = (
  { matrix: { columns, rowOf }, wholes }: Pick<Block, 'matrix' | 'wholes'>,
  failing: readonly FailingSum[],
  { percent }: DisclosureRules,
): readonly Need[] => {
  const within = (sum: Sum) => {
    const row = rowOf(sum)
    return [...columns.keys()].filter((column) => row[column] !== 0)
  }
  const ofColumns = columns.flatMap((column, index) =>
    column.signed ? [] : roomFor([index], column.contributions, isOneContribution(column), percent),
  )
  const alike = Map.groupBy(
    wholes.filter(({ contribution: { signed } }) => !signed),
    ({ parts }) => within(parts).join(' '),
  )
  const ofWholes = [...alike.values()].flatMap((list) => {
    const own = new Set(list.flatMap(({ parts }) => parts))
    const places = within([...own])
    const alone =
      list.length === 1 &&
      places.every((place) => columns[place]?.contributions.every(({ id }) => own.has(id)))
    return places.length === 0
      ? []
      : roomFor(
          places,
          list.map(({ contribution }) => contribution),
          alone,
          percent,
        )
  })
  const ofFigures = failing.flatMap(({ sum, contributions }): Need[] => {
    if (contributions.some(({ signed }) => signed)) return []
    const { largest, second } = dominanceIn(contributions)
    const limit = (100 + percent) * Number(largest) + 100 * Number(second)
    return [{ columns: within(sum), side: 'above', limit }]
  })
  return [...ofColumns, ...ofWholes, ...ofFigures]
}

/** The room that contributions need which are the same sum of columns. They can take from one another, so that the
 *  largest needs room upwards, and only one that is alone downwards. */
const roomFor = (
  columns: readonly number[],
  contributions: readonly Contribution[],
  alone: boolean,
  percent: number,
): readonly Need[] => {
  const largest = Number(dominanceIn(contributions).largest)
  const above: Need = { columns, side: 'above', limit: largest === 0 ? 99 : (100 + percent) * largest }
  return largest > 0 && alone
    ? [above, { columns, side: 'below', limit: (100 - percent) * largest }]
    : [above]
}

/** Whether a column's contributions are one enterprise's, so that none can give to another. */
const isOneContribution = ({ contributions, enterprises }: Column): boolean =>
  contributions.length === 1 || enterprises.size === 1
