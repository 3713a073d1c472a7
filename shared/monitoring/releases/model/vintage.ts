import {
  type Cell,
  type Change,
  type Contribution,
  type DisclosureRules,
  type Group,
  groupOf,
  type Period,
  primaryStatus,
  type Register,
  type Relation,
  type ReleaseFigure,
  type Revision,
  revise,
  type Slice,
  shownStatistics,
  type WithheldStatus,
} from '../../model.ts'
import type { Basis } from './basis.ts'
import { type BreakdownAbove, PartsTold } from './parts-told.ts'
import { type ReleasedChange, type ReleasedRow, shownRow, withheldRow } from './released-row.ts'
import {
  changeFigures,
  changesOf,
  figureId,
  type ReleaseSlice,
  sliceOfRelease,
  Telling,
  valueFigures,
} from './slice-figures.ts'
import { type EnterprisesOf, keyOfContribution } from './told.ts'

/** A slice of a release with its figures as they are now, and the slices that it is compared with. */
export interface SliceToRelease extends ReleaseSlice {
  readonly cells: readonly Cell[]
  readonly comparedWith: readonly ReleaseSlice[]
}

/** What a release is decided from: slices of one universe and of indicators that have no input in common with those of
 *  other families, and everything that earlier releases told of these. */
export interface Family {
  readonly number: number
  readonly slices: readonly SliceToRelease[]
  readonly register: Register
  readonly root: string
  readonly enterprisesOf: EnterprisesOf
  readonly rules: DisclosureRules
  /** Of earlier releases, in their order. */
  readonly earlier: readonly Basis[]
  /** The row that the newest earlier release has. */
  readonly rowBefore: (slice: ReleaseSlice, group: Group) => ReleasedRow | undefined
  readonly breakdownAbove: BreakdownAbove
}

/** One slice of a release as readers get it. */
export interface ReleasedSlice {
  readonly slice: Slice
  readonly rows: ReadonlyMap<Group, ReleasedRow>
}

/** Decides of each figure and change of a family whether the release shows it, lets that of an earlier one stand, or
 *  withholds it, and tells what the next release has to know of it. */
export const decideFamily = (
  family: Family,
): { readonly slices: readonly ReleasedSlice[]; readonly basis: Basis } => {
  const before = merged(family.earlier)
  const known = Map.groupBy(before.contributions.values(), keyOfContribution)
  const parts = new PartsTold(family.breakdownAbove)
  const facts = { register: family.register, enterprisesOf: family.enterprisesOf, known, parts }
  const tellings = family.slices.map((slice) => ({
    slice,
    telling: new Telling(slice, facts),
    compared: slice.comparedWith.map((one) => ({ one, telling: new Telling(one, facts) })),
  }))
  const figures = tellings
    .filter(({ telling }) => telling.isOfSums)
    .flatMap(({ slice, telling, compared }) => [
      ...valueFigures(telling, slice, family.root),
      ...compared.flatMap(({ one, telling: earlier }) =>
        changeFigures([telling, earlier], slice, one.period, family.root),
      ),
    ])
  const contributions = new Map(before.contributions)
  for (const { telling, compared } of tellings)
    for (const each of [telling, ...compared.map((one) => one.telling)])
      for (const [id, contribution] of each.contributions)
        if (!contributions.has(id)) contributions.set(id, contribution)
  const { relations: found, rests } = parts.relations()
  for (const rest of rests) contributions.set(rest.id, rest)
  const relations = distinct([...before.relations, ...found])
  const outcomes = revise({
    contributions: [...contributions.values()],
    figures,
    published: before.published,
    withheld: before.withheld,
    standing: before.standing,
    relations,
    rules: family.rules,
  })
  const used = new Set([
    ...figures.flatMap(({ sums }) => sums.flat()),
    ...found.flatMap(({ whole, parts: ids }) => [...whole, ...ids]),
  ])
  return {
    slices: tellings.map(({ slice, telling }) => rowsOf(slice, telling, outcomes, family)),
    basis: {
      contributions: [...contributions.values()].filter(({ id }) => used.has(id)),
      shown: figures.filter(({ id }) => outcomes.get(id)?.outcome === 'shown'),
      withheld: figures.filter(({ id }) => outcomes.get(id)?.outcome === 'withheld'),
      relations: found,
    },
  }
}

/** What earlier releases told, as one. */
const merged = (bases: readonly Basis[]) => {
  const contributions = new Map<string, Contribution>()
  const published = new Map<string, ReleaseFigure>()
  const standing = new Map<string, ReleaseFigure>()
  for (const basis of bases) {
    for (const contribution of basis.contributions) contributions.set(contribution.id, contribution)
    for (const figure of basis.shown) {
      standing.set(figure.id, figure)
      published.set(JSON.stringify(figure.sums), figure)
    }
  }
  return {
    contributions,
    standing,
    published: [...published.values()],
    withheld: bases.flatMap(({ withheld }) => withheld),
    relations: bases.flatMap(({ relations }) => relations),
  }
}

const distinct = (relations: readonly Relation[]): readonly Relation[] => [
  ...new Map(relations.map((relation) => [JSON.stringify(relation), relation])).values(),
]

const rowsOf = (
  slice: SliceToRelease,
  telling: Telling,
  outcomes: ReadonlyMap<string, Revision>,
  family: Family,
): ReleasedSlice => {
  const changes = slice.comparedWith.map((one) => ({
    against: one.period,
    byGroup: changesOf(slice, one, family.register, telling.groups),
  }))
  const rows = slice.cells.map((cell): [Group, ReleasedRow] => {
    const group = groupOf(cell.dimension, cell.code)
    const before = family.rowBefore(slice, group)
    const row = valueRow(cell, group, { slice, telling, outcomes, family, before })
    return [
      group,
      {
        ...row,
        changes: changes.flatMap(({ against, byGroup }) =>
          changeRow(byGroup.get(group), {
            against,
            outcome: outcomes.get(figureId(slice, group, against)),
            before: before?.changes.find((change) => change.against === against),
            number: family.number,
          }),
        ),
      },
    ]
  })
  return { slice: sliceOfRelease(slice), rows: new Map(rows) }
}

const valueRow = (
  cell: Cell,
  group: Group,
  {
    slice,
    telling,
    outcomes,
    family,
    before,
  }: {
    readonly slice: SliceToRelease
    readonly telling: Telling
    readonly outcomes: ReadonlyMap<string, Revision>
    readonly family: Family
    readonly before: ReleasedRow | undefined
  },
): ReleasedRow => {
  const { number, rules } = family
  if (slice.indicator.confidentiality === 'open') return shownRow(cell, number, 'open')
  const units = [...telling.groups]
    .filter(([unit, groups]) => telling.entering.has(unit) && groups.includes(group))
    .map(([unit]) => unit)
  if (!telling.isOfSums) {
    const status = statusOfOrder(slice, telling, units, rules)
    return status === null
      ? shownRow(cell, number, { contributors: units.length })
      : withheldRow(cell, number, status)
  }
  const outcome = outcomes.get(figureId(slice, group))
  switch (outcome?.outcome) {
    case 'shown':
      return shownRow(cell, number, { contributors: units.length })
    case 'withheld':
      return withheldRow(cell, number, outcome.confStatus)
    default:
      return before ?? withheldRow(cell, number, 'D')
  }
}

/** Why a figure may not be shown that is the value of one of its units: the least and the greatest never, a median from as
 *  many contributors as quartiles. A figure without any value may. */
const statusOfOrder = (
  { indicator }: SliceToRelease,
  telling: Telling,
  units: readonly string[],
  rules: DisclosureRules,
): WithheldStatus | null => {
  const { aggregation } = indicator
  if (aggregation.rule === 'none' || units.length === 0) return null
  const across = aggregation.rule === 'per-unit-ratio' ? aggregation.across : aggregation.rule
  if (across !== 'median' || !shownStatistics(units.length).quartiles) return 'A'
  const contributions = telling
    .sumsOver(units)
    .flatMap((sum) => sum.flatMap((id) => telling.contributions.get(id) ?? []))
  return primaryStatus(contributions, rules)
}

const changeRow = (
  change: Change | undefined,
  {
    against,
    outcome,
    before,
    number,
  }: {
    readonly against: Period
    readonly outcome: Revision | undefined
    readonly before: ReleasedChange | undefined
    readonly number: number
  },
): readonly ReleasedChange[] => {
  switch (outcome?.outcome) {
    case 'shown':
      return change === undefined ? [] : [{ against, since: number, change }]
    case 'stands':
      return before === undefined ? [] : [before]
    case 'withheld':
      return [{ against, since: number, confStatus: outcome.confStatus, change: null }]
    case undefined:
      return []
  }
}
