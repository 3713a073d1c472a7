import { type Block, blocksOf } from './blocks.ts'
import { Bounds } from './bounds.ts'
import type { Relation, Sum } from './columns.ts'
import { type Contribution, enterprisesOf } from './contribution.ts'
import { Echelon, type Row } from './echelon.ts'
import { FewEnterprises } from './few-enterprises.ts'
import { type FailingSum, needsOf } from './needs.ts'
import { type DisclosureRules, primaryStatus, type WithheldStatus } from './primary.ts'
import { reduced } from './residues.ts'

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
  /** What readers know of contributions besides: which are the sum of which. */
  readonly relations?: readonly Relation[]
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
 *  What has to be given together: all figures with a contribution in common, in all releases, and those that one figure
 *  ties together because it tells a sum of each, such as a ratio or a change. Sums of different blocks (see Block) are
 *  judged apart; a figure is shown only if each of its blocks allows it.
 *  @throws RangeError when two figures to decide have the same id, a contribution is given twice or not at all, or one
 *  is negative that should not be */
export const suppress = ({
  contributions,
  figures: asked,
  published = [],
  withheld = [],
  relations = [],
  rules,
}: Disclosure): ReadonlyMap<string, WithheldStatus | null> => {
  const figures = asked.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const twice = figures.find(({ id }, index) => id === figures[index + 1]?.id)
  if (twice !== undefined) throw new RangeError(`two figures have the id "${twice.id}"`)
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  const { blocks, blockOf } = blocksOf(
    contributions,
    [...published, ...withheld, ...figures].flatMap(({ sums }) => sums),
    relations,
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

  const judged = blocks.map(
    (block): Judged => ({
      block,
      published: published.flatMap(({ sums }) => sums.filter((sum) => blockOf(sum) === block)),
      failing: failing
        .filter((sum) => blockOf(sum) === block)
        .map((sum) => ({ sum, contributions: of(sum).filter(({ waived }) => !waived) })),
    }),
  )
  const sumsIn = ({ sums }: ReleaseFigure, block: Block) => sums.filter((sum) => blockOf(sum) === block)
  const chosen = chooseExactly(judged, open, sumsIn)
  const shown = widenBounds(judged, chosen, sumsIn, rules)
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

/** A block with what is given of it. */
interface Judged {
  readonly block: Block
  readonly published: readonly Sum[]
  readonly failing: readonly FailingSum[]
}

type SumsIn = (figure: ReleaseFigure, block: Block) => readonly Sum[]

/** What of a block is public so far, and what of it must not follow. */
interface Known {
  readonly space: Echelon
  /** Residuals of the sums that must not follow. */
  readonly secrets: readonly Float64Array[]
}

/** Step 2: which figures may be shown together. */
const chooseExactly = (
  judged: readonly Judged[],
  figures: readonly ReleaseFigure[],
  sumsIn: SumsIn,
): readonly ReleaseFigure[] => {
  const states = judged.map(({ block, published, failing }) => {
    const { columns, rowOf } = block.matrix
    const space = Echelon.of(columns.length, [...block.relations, ...published.map(rowOf)])
    const secrets = failing
      .map(({ sum }) => rowOf(sum))
      .filter((row) => !space.implies(row))
      .map((row) => space.residual(row))
    const known: Known = { space, secrets }
    return { block, rowOf, few: new FewEnterprises(columns), known }
  })
  return figures.filter((figure) => {
    const widened: (() => void)[] = []
    for (const state of states) {
      const rows = sumsIn(figure, state.block).map(state.rowOf)
      const known = withRows(state.known, rows, state.few)
      if (known === null) return false
      widened.push(() => {
        state.known = known
      })
    }
    for (const widen of widened) widen()
    return true
  })
}

/** What is known with some rows more; null when too much would be. */
const withRows = (known: Known, rows: readonly Row[], few: FewEnterprises): Known | null => {
  let { space, secrets } = known
  for (const row of rows) {
    const rest = space.residual(row)
    if (space.isZero(rest)) {
      if (!space.implies(row)) return null
      continue
    }
    const { width } = space
    if (secrets.some((secret) => areParallel(secret, rest, width)) || few.disclosedBy(space, rest))
      return null
    const pivot = space.pivotOf(rest)
    const wider = space.with(row, rest)
    secrets = secrets.map((secret) => (secret[pivot] === 0 ? secret : wider.residual(secret)))
    space = wider
  }
  return { space, secrets }
}

/** Whether a residual is a multiple of another, which is not zero. One that is zero though it does not follow exactly is
 *  taken for one: nothing more is shown beside it. */
const areParallel = (a: Float64Array, b: Float64Array, width: number): boolean => {
  const at = b.findIndex((value) => value !== 0)
  const [here, there] = [a[at] ?? 0, b[at] ?? 0]
  for (let column = 0; column < width; column += 1)
    if (reduced((a[column] ?? 0) * there) !== reduced((b[column] ?? 0) * here)) return false
  return true
}

/** Step 3: the figures that are shown in the end. Withholding one leaves blocks that were looked at before less known,
 *  so that each is looked at once. */
const widenBounds = (
  judged: readonly Judged[],
  chosen: readonly ReleaseFigure[],
  sumsIn: SumsIn,
  rules: DisclosureRules,
): ReadonlySet<string> => {
  const shown = new Set(chosen)
  for (const one of judged) widenBlock(one, shown, sumsIn, rules)
  const spaces = judged.map(({ block, published }) => {
    const { rowOf } = block.matrix
    const sums = [...published, ...[...shown].flatMap((figure) => sumsIn(figure, block))]
    const rows = [...block.relations, ...sums.map(rowOf)]
    return { block, rowOf, space: Echelon.of(block.matrix.columns.length, rows) }
  })
  const follows = (figure: ReleaseFigure) =>
    spaces.every(({ block, rowOf, space }) => sumsIn(figure, block).every((sum) => space.implies(rowOf(sum))))
  return new Set(chosen.filter(follows).map(({ id }) => id))
}

/** Takes figures from those that are shown until every need of a block is met. */
const widenBlock = (
  judged: Judged,
  shown: Set<ReleaseFigure>,
  sumsIn: SumsIn,
  rules: DisclosureRules,
): void => {
  const { block, published } = judged
  const { columns, rowOf } = block.matrix
  const sums = [
    ...[...block.relations, ...published.map(rowOf)].map((row) => ({ figure: undefined, row })),
    ...[...shown].flatMap((figure) => sumsIn(figure, block).map((sum) => ({ figure, row: rowOf(sum) }))),
  ].filter(({ row }) => !row.some((value, column) => value !== 0 && columns[column]?.signed))
  const bounds = new Bounds(
    columns,
    sums.map(({ row }) => row),
    needsOf(block, judged.failing, rules),
  )
  for (let by = bounds.shortfall(); by !== null; by = bounds.shortfall()) {
    const tied = new Set(by.map((index) => sums[index]?.figure))
    const last = [...shown].findLast((figure) => tied.has(figure))
    // What earlier releases alone bound cannot be mended.
    if (last === undefined) bounds.giveUp()
    else {
      shown.delete(last)
      sums.forEach(({ figure }, index) => {
        if (figure === last) bounds.withhold(index)
      })
    }
  }
}
