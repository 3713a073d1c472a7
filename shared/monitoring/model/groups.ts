import * as z from 'zod'
import { type ClusterFacts, isInRegister, valueOn } from './facts.ts'

/** What cells are grouped by. `region-seat` is the region attributed by seat; `nation` is no dimension of its own
 *  but the root region; `unit` is one unit alone, whose cells are computed when asked for and never stored. */
export const CellDimension = z.enum([
  'region',
  'region-seat',
  'category',
  'category-any',
  'section',
  'stage',
  'type',
  'unit',
])
export type CellDimension = z.output<typeof CellDimension>

/** A group: dimension and code, as in a cell's key: `region#DE-BY`. */
export type Group = `${CellDimension}#${string}`

export const GroupName = z.templateLiteral([CellDimension, '#', z.string()])

export const groupOf = (dimension: CellDimension, code: string): Group => `${dimension}#${code}`

/** Dimension and code of a group. */
export const partsOfGroup = (group: Group): { dimension: CellDimension; code: string } => {
  const at = group.indexOf('#')
  return { dimension: CellDimension.parse(group.slice(0, at)), code: group.slice(at + 1) }
}

/** The dimensions in which each cluster counts once, so that the codes of one level add up to the whole. */
export const isAdditive = (dimension: CellDimension): boolean =>
  dimension !== 'region' && dimension !== 'category-any' && dimension !== 'section' && dimension !== 'unit'

/** The groups of a cluster by its attributes valid on a date: once, with its whole value, in each of its regions
 *  and each ancestor. None when no entry of it is registered or suspended on that date. */
export const groupsOf = (facts: ClusterFacts, date: string): readonly Group[] => {
  if (!isInRegister(facts, date)) return []
  const one = (dimension: CellDimension, code: string | undefined) =>
    code === undefined ? [] : [groupOf(dimension, code)]
  const many = (dimension: CellDimension, codes: readonly string[] | undefined) =>
    [...new Set(codes)].map((code) => groupOf(dimension, code))
  return [
    ...many('region', valueOn(facts.regions, date)?.flat()),
    ...many('region-seat', valueOn(facts.seat, date)),
    ...one('category', valueOn(facts.category, date)),
    ...many('category-any', valueOn(facts.categories, date)),
    ...many('section', valueOn(facts.sections, date)),
    ...one('stage', valueOn(facts.stage, date)),
    ...one('type', valueOn(facts.type, date)),
  ]
}

/** Units and their groups as index arrays, made once for a reference date and used for every slice of it. */
export interface Grouping {
  readonly units: readonly string[]
  readonly groups: readonly Group[]
  /** `members.slice(starts[u], starts[u + 1])` are the indices of the groups of unit u. */
  readonly starts: Int32Array
  readonly members: Int32Array
  readonly indexOf: ReadonlyMap<string, number>
  /** Units in each group. */
  readonly sizes: Int32Array
}

/** Indexes the groups of units; with `wanted`, only these groups. */
export const groupingOf = (
  groupsByUnit: ReadonlyMap<string, readonly Group[]>,
  wanted?: ReadonlySet<Group>,
): Grouping => {
  const indices = new Map<Group, number>()
  const members: number[] = []
  const starts = new Int32Array(groupsByUnit.size + 1)
  const indexOf = new Map<string, number>()
  for (const [unit, groups] of groupsByUnit) {
    for (const group of groups) {
      if (wanted !== undefined && !wanted.has(group)) continue
      const index = indices.get(group) ?? indices.size
      indices.set(group, index)
      members.push(index)
    }
    indexOf.set(unit, indexOf.size)
    starts[indexOf.size] = members.length
  }
  const sizes = new Int32Array(indices.size)
  for (const index of members) sizes[index] = (sizes[index] ?? 0) + 1
  return {
    units: [...groupsByUnit.keys()],
    groups: [...indices.keys()],
    starts,
    members: Int32Array.from(members),
    indexOf,
    sizes,
  }
}
