import { Bounds, type Need } from './bounds.ts'
import { type Column, type Matrix, matrixOf, type Sum } from './columns.ts'
import { type Contribution, enterprisesOf } from './contribution.ts'
import { Echelon, type Row } from './echelon.ts'
import { FewEnterprises } from './few-enterprises.ts'
import { type DisclosureRules, dominanceIn, primaryStatus, type WithheldStatus } from './primary.ts'

/** What a reader is shown or not, as one. */
export interface ReleaseFigure {
  readonly id: string
  /** 0 for what is kept first, such as the nation; then 1, 2, … */
  readonly level: number
  /** What the figure tells: one sum for a sum or a mean, whose number of values is public; of a ratio or a weighted
   *  mean both parts, since either gives the other; of a change over matched units the sums of both periods. Parts
   *  that are no secret are left out. */
  readonly sums: readonly Sum[]
}

export interface Disclosure {
  readonly contributions: readonly Contribution[]
  /** What is to be decided. */
  readonly figures: readonly ReleaseFigure[]
  /** What earlier releases made public: it stays public, whatever follows from it. */
  readonly published?: readonly ReleaseFigure[]
  /** What earlier releases withheld: what of it may not be shown for its own sake must not follow now either. */
  readonly withheld?: readonly ReleaseFigure[]
  readonly rules: DisclosureRules
}

/** Decides which figures a reader may be shown, so that nothing else follows from them; null where one may be, else
 *  why it may not.
 *
 *  1. Each figure alone: number of enterprises and p % rule (`primaryStatus`).
 *  2. Together: what is public already is taken as given; then the figures are taken by level, number of enterprises
 *     and id, and each is shown if with it no linear combination of what is shown rests on one or two enterprises, and
 *     none gives a figure that was withheld. What follows from shown figures is shown. Exact (see FewEnterprises).
 *  3. By linear programming every contribution that cannot be negative must be uncertain by more than p % upwards and
 *     downwards, and a withheld figure by so much upwards that its second largest contributor comes no closer than p %
 *     to the largest (Hundepool et al., 2012, section 4.2). Where that fails, the last of the figures that together
 *     bound it is withheld.
 *
 *  The same input gives the same answer, in any order of figures and contributions. It ends: step 2 looks at each
 *  figure once, step 3 withholds one more figure each time. A figure withheld in step 3 leaves less to combine, so
 *  that step 2 need not be repeated.
 *
 *  What has to be given together: figures of one indicator, breakdown and year with its quarters and months, in all
 *  releases. Figures of different years, indicators or breakdowns have no contributions in common: together their
 *  matrix is block diagonal, its row space the direct sum of the blocks', and a combination over few enterprises has a
 *  part in some block that rests on few enterprises too. Exceptions are figures with sums in several blocks, such as
 *  ratios and changes: what one of these ties together is given together.
 *  @throws RangeError when two figures to decide have the same id, a contribution is given twice or not at all, or one
 *  is negative that should not be */
export const suppress = ({
  contributions,
  figures: asked,
  published = [],
  withheld = [],
  rules,
}: Disclosure): ReadonlyMap<string, WithheldStatus | null> => {
  const figures = asked.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const twice = figures.find(({ id }, index) => id === figures[index + 1]?.id)
  if (twice !== undefined) throw new RangeError(`two figures have the id "${twice.id}"`)
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  const matrix = matrixOf(
    contributions,
    [...published, ...withheld, ...figures].flatMap(({ sums }) => sums),
  )
  const of = (sum: Sum) => sum.flatMap((id) => byId.get(id) ?? [])
  const primary = new Map(
    figures.map(({ id, sums }) => {
      const statuses = sums.map((sum) => primaryStatus(of(sum), rules))
      return [id, statuses.find((status) => status !== null) ?? null] as const
    }),
  )
  const failing = [...withheld, ...figures].flatMap(({ sums }) =>
    sums.filter((sum) => primaryStatus(of(sum), rules) !== null),
  )
  const open = inOrder(
    figures.filter(({ id }) => primary.get(id) === null),
    of,
  )

  const chosen = chooseExactly(matrix, published, open, failing)
  const needs = needsOf(matrix, failing.map(of), failing, rules)
  const shown = widenBounds(matrix, published, chosen, needs)
  return new Map(
    figures.map(({ id }) => {
      const status = primary.get(id) ?? null
      return [id, status !== null || shown.has(id) ? status : 'D']
    }),
  )
}

const inOrder = (
  figures: readonly ReleaseFigure[],
  of: (sum: Sum) => Contribution[],
): readonly ReleaseFigure[] =>
  figures
    .map((figure) => ({ figure, size: enterprisesOf(figure.sums.flatMap(of)).size }))
    .sort(
      (a, b) => a.figure.level - b.figure.level || b.size - a.size || (a.figure.id < b.figure.id ? -1 : 1),
    )
    .map(({ figure }) => figure)

const pivotOf = (row: Row) => row.findIndex((value) => value !== 0n)

const spaceOf = (rows: readonly Row[]): Echelon =>
  rows.reduce((space, row) => {
    const rest = space.residual(row).row
    const pivot = pivotOf(rest)
    return pivot === -1 ? space : space.with(rest, pivot)
  }, Echelon.EMPTY)

/** Step 2: which figures may be shown together. */
const chooseExactly = (
  { columns, rowOf }: Matrix,
  published: readonly ReleaseFigure[],
  figures: readonly ReleaseFigure[],
  failing: readonly Sum[],
): readonly ReleaseFigure[] => {
  const few = new FewEnterprises(columns)
  let space = spaceOf(published.flatMap(({ sums }) => sums.map(rowOf)))
  let secrets = failing.map((sum) => space.residual(rowOf(sum)).row).filter((row) => pivotOf(row) !== -1)
  return figures.filter(({ sums }) => {
    let wider = space
    let left = secrets
    for (const sum of sums) {
      const rest = wider.residual(rowOf(sum)).row
      const pivot = pivotOf(rest)
      if (pivot === -1) continue
      if (left.some((secret) => areParallel(secret, rest)) || few.disclosedBy(wider, rest)) return false
      wider = wider.with(rest, pivot)
      left = left.map((secret) => (secret[pivot] === 0n ? secret : wider.residual(secret).row))
    }
    space = wider
    secrets = left
    return true
  })
}

/** Whether one row is a multiple of another; neither is zero. */
const areParallel = (a: Row, b: Row): boolean => {
  const at = pivotOf(a)
  const [here, there] = [a[at] ?? 0n, b[at] ?? 0n]
  return there !== 0n && a.every((value, column) => value * there === (b[column] ?? 0n) * here)
}

/** What must stay uncertain. Contributions in one column can take from one another, so that there only the largest
 *  needs room upwards. */
const needsOf = (
  { columns, rowOf }: Matrix,
  failing: readonly (readonly Contribution[])[],
  sums: readonly Sum[],
  { percent }: DisclosureRules,
): readonly Need[] => {
  const p = BigInt(percent)
  const ofColumns = columns.flatMap((column, index): Need[] => {
    if (column.signed) return []
    const { largest } = dominanceIn(column.contributions)
    const above: Need = {
      columns: [index],
      side: 'above',
      limit: largest === 0n ? 99n : (100n + p) * largest,
    }
    const alone = isOneContribution(column)
    return largest > 0n && alone
      ? [above, { columns: [index], side: 'below', limit: (100n - p) * largest }]
      : [above]
  })
  const ofFigures = failing.flatMap((contributions, index): Need[] => {
    const secret = contributions.filter(({ waived }) => !waived)
    if (secret.some(({ signed }) => signed)) return []
    const { largest, second } = dominanceIn(secret)
    const row = rowOf(sums[index] ?? [])
    const within = columns.flatMap((_, column) => (row[column] === 0n ? [] : [column]))
    return [{ columns: within, side: 'above', limit: 100n * (largest + second) + p * largest }]
  })
  return [...ofColumns, ...ofFigures]
}

/** Whether a column's contributions are one enterprise's, so that none can give to another. */
const isOneContribution = ({ contributions, enterprises }: Column): boolean =>
  contributions.length === 1 || enterprises.size === 1

/** Step 3: the ids of the figures that are shown in the end. */
const widenBounds = (
  { columns, rowOf }: Matrix,
  published: readonly ReleaseFigure[],
  chosen: readonly ReleaseFigure[],
  needs: readonly Need[],
): ReadonlySet<string> => {
  const sums = [...published, ...chosen].flatMap((figure) =>
    figure.sums
      .map((sum) => ({ figure, row: rowOf(sum) }))
      .filter(({ row }) => !row.some((value, column) => value !== 0n && columns[column]?.signed)),
  )
  const bounds = new Bounds(
    columns,
    sums.map(({ row }) => row),
    needs,
  )
  const shown = new Set(chosen)
  for (let by = bounds.shortfall(); by !== null; by = bounds.shortfall()) {
    const last = chosen.findLast(
      (figure) => shown.has(figure) && by?.some((index) => sums[index]?.figure === figure),
    )
    // What earlier releases alone bound cannot be mended.
    if (last === undefined) bounds.giveUp()
    else {
      shown.delete(last)
      sums.forEach(({ figure }, index) => {
        if (figure === last) bounds.withhold(index)
      })
    }
  }
  const space = spaceOf([...published, ...shown].flatMap((figure) => figure.sums.map(rowOf)))
  return new Set(
    chosen
      .filter(({ sums: own }) => own.every((sum) => pivotOf(space.residual(rowOf(sum)).row) === -1))
      .map(({ id }) => id),
  )
}
