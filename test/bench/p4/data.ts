import { type Group, type Grouping, groupingOf, groupOf, type Observation } from '#monitoring/model'

export const CLUSTERS = 500
export const INDICATORS = 40
export const PERIODS = 50

/** Mulberry32: small, seeded, good enough for figures that nobody predicts. */
export const random = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

/** Clusters with the groups that a cluster of the reference agency has: nation and one to three Länder, seat,
 *  category, further categories, sections, stage and type. */
export const groupsByCluster = (): ReadonlyMap<string, readonly Group[]> => {
  const chance = random(1)
  const pick = (of: number) => Math.floor(chance() * of)
  const some = (dimension: 'region' | 'category-any' | 'section', of: number, most: number) =>
    [...new Set(Array.from({ length: 1 + pick(most) }, () => pick(of)))].map((n) =>
      groupOf(dimension, String(n)),
    )
  return new Map(
    Array.from({ length: CLUSTERS }, (_, n) => [
      `clu_${String(n).padStart(26, '0')}`,
      [
        groupOf('region', 'DE'),
        ...some('region', 16, 3),
        groupOf('region-seat', 'DE'),
        groupOf('region-seat', String(pick(16))),
        groupOf('category', String(pick(20))),
        ...some('category-any', 20, 3),
        ...some('section', 21, 3),
        groupOf('stage', String(pick(4))),
        groupOf('type', String(pick(6))),
      ],
    ]),
  )
}

export const grouping = (): Grouping => groupingOf(groupsByCluster())

/** Values of every slice, whole numbers up to a hundred million, skewed as sizes of firms are. */
export const slices = (): readonly Float64Array[] => {
  const chance = random(2)
  return Array.from({ length: INDICATORS * PERIODS }, () =>
    Float64Array.from({ length: CLUSTERS }, () => Math.floor(10 ** (chance() * 8))),
  )
}

/** A slice's values as observations, as the store gives them. */
export const observationsOf = (
  values: Float64Array,
  units: readonly string[],
  period: string,
): readonly Observation[] =>
  units.map((subject, unit) => ({
    universe: 'cluster',
    subject,
    indicator: 'turnover',
    breakdown: '_T',
    period,
    value: String(values[unit] ?? 0),
    obsStatus: 'A',
    confStatus: 'F',
    workflow: 'published',
    submittedBy: 'per_1',
    version: 1,
  }))
