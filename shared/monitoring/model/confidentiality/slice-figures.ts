import type { Group } from '../groups.ts'
import type { ReleaseFigure } from './suppress.ts'

/** What each unit contributes to a slice, by ids of contributions. */
export type UnitContributions = ReadonlyMap<string, readonly string[]>

/** The figures of one slice: for each group of its units the sum of what these contribute.
 *  @param slice names the slice in the figures' ids: `employment#_T#2025-Q1#region#DE-BY`
 *  @param level how early a group is kept: 0 for the nation */
export const figuresOfSlice = (
  slice: string,
  groupsByUnit: ReadonlyMap<string, readonly Group[]>,
  contributions: UnitContributions,
  level: (group: Group) => number,
): readonly ReleaseFigure[] => {
  const sums = new Map<Group, string[]>()
  for (const [unit, groups] of groupsByUnit)
    for (const group of groups) {
      const sum = sums.get(group) ?? []
      sum.push(...(contributions.get(unit) ?? []))
      sums.set(group, sum)
    }
  return [...sums].map(([group, sum]) => ({ id: `${slice}#${group}`, level: level(group), sums: [sum] }))
}

/** What units contribute to a longer period that is derived from its shorter ones: where each has a value, all of
 *  them; else nothing. */
export const overTime = (shorter: readonly UnitContributions[]): UnitContributions => {
  const [first, ...others] = shorter
  return new Map(
    [...(first ?? [])].flatMap(([unit, ids]) => {
      const rest = others.map((other) => other.get(unit) ?? [])
      return ids.length > 0 && rest.every((list) => list.length > 0)
        ? [[unit, [...ids, ...rest.flat()]] as const]
        : []
    }),
  )
}
