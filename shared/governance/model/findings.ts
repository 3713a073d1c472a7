import { EVERYWHERE, isLive, reachesCategory, reachesPlace } from '../../kernel/access.ts'
import type { Held } from './life.ts'
import { type PathOf, sharedPlaces } from './territory.ts'

/** A grant of one power as it stands on a day, with who has it then. */
export interface Standing extends Held {
  readonly holder: string
}

/** Two holders that have an exclusive power over one place and category. */
interface Overlap {
  readonly grants: readonly [Standing, Standing]
  /** Regions, or `*`; of grants that name clusters, these. */
  readonly places: readonly string[]
  /** The categories that both have; absent: all. */
  readonly categories?: readonly string[]
}

/** The overlaps among grants of one power that hold on a day. A grant does not overlap with its own sources, and a
 *  holder not with itself; a grant that names a cluster goes before those of its regions. */
export const overlapsAmong = (grants: readonly Standing[], pathOf: PathOf): readonly Overlap[] =>
  grants.flatMap((one, index) =>
    grants.slice(index + 1).flatMap((other) => {
      if (one.holder === other.holder || isSource(one, other) || isSource(other, one)) return []
      const places = placesOfBoth(one, other, pathOf)
      const categories = categoriesOfBoth(one.grant.categories, other.grant.categories)
      if (places.length === 0 || categories?.length === 0) return []
      return [{ grants: [one, other] as const, places, ...(categories && { categories }) }]
    }),
  )

const isSource = (source: Standing, { grant }: Standing): boolean =>
  grant.sources?.some((one) => one.grant === source.grant.id) === true

const placesOfBoth = ({ grant: a }: Standing, { grant: b }: Standing, pathOf: PathOf): readonly string[] =>
  a.clusters === undefined && b.clusters === undefined
    ? sharedPlaces(a.territory, b.territory, pathOf)
    : (a.clusters ?? []).filter((cluster) => b.clusters?.includes(cluster) === true)

const categoriesOfBoth = (a: readonly string[] | undefined, b: readonly string[] | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : a.filter((one) => b.includes(one))

/** A region as gaps are looked for in it. */
interface Place {
  readonly code: string
  readonly parent: string | null
  readonly path: readonly string[]
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
}

/** A region over which nobody has the power, or not for some categories. */
interface Gap {
  readonly region: string
  /** Absent: for none at all. */
  readonly categories?: readonly string[]
  /** Whether the same is missing everywhere below it; else it is missing for what spans its parts. */
  readonly below: boolean
}

/** Where a power is missing on a day, topmost regions first; what is missing alike below a region is not listed again. */
export const gapsAmong = (
  grants: readonly Standing[],
  regions: readonly Place[],
  categories: readonly string[],
  day: string,
): readonly Gap[] => {
  const standing = regions.filter(({ validFrom = '0001-01-01', validTo = null }) =>
    isLive({ from: validFrom, to: validTo }, day),
  )
  const children = Map.groupBy(standing, ({ parent }) => parent)
  const missingAt = new Map(standing.map(({ code, path }) => [code, missing(grants, path, categories)]))
  const keyOf = (code: string) => JSON.stringify(missingAt.get(code) ?? null)
  const alike = (code: string): boolean =>
    (children.get(code) ?? []).every((child) => keyOf(child.code) === keyOf(code) && alike(child.code))
  const gapsFrom = ({ code }: Place): readonly Gap[] => {
    const lacking = missingAt.get(code)
    const below = alike(code)
    const own =
      lacking === undefined
        ? []
        : [{ region: code, ...(lacking !== 'all' && { categories: lacking }), below }]
    return below ? own : [...own, ...(children.get(code) ?? []).flatMap(gapsFrom)]
  }
  return (children.get(null) ?? []).flatMap(gapsFrom)
}

/** The categories for which no grant covers a region: all, some, or, as undefined, none. */
const missing = (
  grants: readonly Standing[],
  path: readonly string[],
  categories: readonly string[],
): 'all' | readonly string[] | undefined => {
  const there = grants.filter(({ grant }) => reachesPlace(grant, { regions: [path] }))
  if (there.length === 0) return 'all'
  const lacking = categories.filter(
    (category) => !there.some(({ grant }) => reachesCategory(grant, { category })),
  )
  return lacking.length === 0 ? undefined : lacking
}

/** The region that all of these lie in, the smallest such; `*` where there is none. */
export const nearestCommonRegion = (paths: readonly (readonly string[])[]): string => {
  const [first = [], ...rest] = paths
  return first.findLast((code) => rest.every((path) => path.includes(code))) ?? EVERYWHERE
}
