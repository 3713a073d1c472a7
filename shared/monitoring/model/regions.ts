import { isValidOn, type Region } from './facts.ts'
import { type Group, groupOf } from './groups.ts'
import type { IndicatorCode } from './indicator.ts'
import type { Observation } from './observation.ts'

/** How the observations of regions in one slice fall into groups. */
export interface RegionGroups {
  /** Each unit that contributes, and each expected one, with its groups. */
  readonly units: ReadonlyMap<string, readonly Group[]>
  /** Values reported for a higher region itself, by its code: kept beside the aggregate, never added. */
  readonly benchmarks: ReadonlyMap<string, Observation>
  /** Regions that reported though they don't exist on the reference date. */
  readonly unexpected: readonly string[]
}

/** Sorts a slice's observations of regions. A region whose own level is that of its data set contributes to itself
 *  and to each ancestor; another one is a benchmark. A group is made from one level only: the highest that has data
 *  within it. Expected in it are the regions of that level that exist on the reference date.
 *  @param indicator the one whose values for a higher region are benchmarks: those of a weight are none */
export const regionGroups = (
  observations: Iterable<Observation>,
  indicator: IndicatorCode,
  regions: ReadonlyMap<string, Region>,
  date: string,
): RegionGroups => {
  const contributors: Region[] = []
  const benchmarks = new Map<string, Observation>()
  const unexpected: string[] = []
  for (const observation of observations) {
    const region = regions.get(observation.subject)
    if (region === undefined || !isValidOn(region, date)) unexpected.push(observation.subject)
    else if (region.level === (observation.level ?? region.level)) contributors.push(region)
    else if (observation.indicator === indicator) benchmarks.set(observation.subject, observation)
  }
  const levels = levelsWithin(contributors)
  const units = new Map<string, readonly Group[]>()
  const reported = new Set(contributors.map(({ level }) => level))
  for (const region of regions.values()) {
    if (!reported.has(region.level) || !isValidOn(region, date)) continue
    const groups = region.path
      .filter((code) => levels.get(code)?.level === region.level)
      .map((code) => groupOf('region', code))
    if (groups.length > 0) units.set(region.code, groups)
  }
  return { units, benchmarks, unexpected: unexpected.sort() }
}

/** For each region the highest level with data within it. */
const levelsWithin = (contributors: readonly Region[]): Map<string, { level: string; depth: number }> => {
  const levels = new Map<string, { level: string; depth: number }>()
  for (const { path, level } of contributors)
    for (const code of path) {
      const known = levels.get(code)
      if (known === undefined || path.length < known.depth) levels.set(code, { level, depth: path.length })
    }
  return levels
}
